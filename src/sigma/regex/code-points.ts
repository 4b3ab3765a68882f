import type { CodePointSet } from './syntax.ts';

export const NEWLINE = 0x0a;

export const exactly =
  (codePoint: number): CodePointSet =>
  (candidate) =>
    candidate === codePoint;

export const between =
  (from: number, to: number): CodePointSet =>
  (candidate) =>
    candidate >= from && candidate <= to;

export const either =
  (sets: readonly CodePointSet[]): CodePointSet =>
  (candidate) =>
    sets.some((has) => has(candidate));

export const other =
  (has: CodePointSet): CodePointSet =>
  (candidate) =>
    !has(candidate);

const digit = between(0x30, 0x39);
export const isWord = either([digit, between(0x41, 0x5a), between(0x61, 0x7a), exactly(0x5f)]);
const space = either([0x09, 0x0a, 0x0c, 0x0d, 0x20].map(exactly));

/** `\d`, `\w`, `\s` and their opposites: ASCII only, as RE2 has them. */
export const escapedSets: ReadonlyMap<string, CodePointSet> = new Map([
  ['d', digit],
  ['D', other(digit)],
  ['w', isWord],
  ['W', other(isWord)],
  ['s', space],
  ['S', other(space)],
]);

/** The set with both letter cases of its members. */
export const anyCase =
  (has: CodePointSet): CodePointSet =>
  (candidate) => {
    if (has(candidate)) return true;
    const character = String.fromCodePoint(candidate);
    return [character.toLowerCase(), character.toUpperCase()].some((variant) => {
      const codePoint = variant.codePointAt(0) ?? candidate;
      return variant.length === character.length && has(codePoint);
    });
  };
