import { literalText } from './pattern.ts';

/** Values for `%name%` of `expand`, by name. */
export type Placeholders = ReadonlyMap<string, readonly string[]>;

/** Turns the text of a value, as Sigma writes it, into the texts that any of may fit. */
export type Transform = (text: string) => readonly string[];

/** A value that a modifier cannot work on; the reason is one clause. */
export class ValueFault extends Error {
  readonly fault: 'bad-value' | 'unresolved-placeholder';

  constructor(fault: ValueFault['fault'], reason: string) {
    super(reason);
    this.fault = fault;
  }
}

/** More than this come from no value that a person wrote. */
const MAX_TEXTS = 1000;
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
const PLACEHOLDER = /(?<!\\)%(\w+)%/;

/** Puts every value of a placeholder in its place. */
export const expandPlaceholders =
  (placeholders: Placeholders): Transform =>
  (text) => {
    const found = PLACEHOLDER.exec(text);
    if (found === null) return [text.replaceAll('\\%', '%')];
    const [whole, name = ''] = found;
    const values = placeholders.get(name);
    if (values === undefined || values.length === 0) throw new ValueFault('unresolved-placeholder', `the placeholder ${whole} has no values`);
    const [before, after] = [text.slice(0, found.index), text.slice(found.index + whole.length)];
    const rest = expandPlaceholders(placeholders)(after);
    return limited(values.flatMap((value) => rest.map((end) => before.replaceAll('\\%', '%') + value + end)));
  };

/** Every dash at the beginning of a word in each of the forms that Windows takes for one. */
export const windash: Transform = (text) => {
  const [first = '', ...parts] = text.split(/\B[-/\u2013-\u2015]\b/);
  return parts.reduce<readonly string[]>((heads, part) => limited(heads.flatMap((head) => DASHES.map((dash) => head + dash + part))), [first]);
};

export type Encoding = 'utf8' | 'utf16le' | 'utf16be' | 'utf16';

/** Base64 of the text. */
export const base64 =
  (encoding: Encoding): Transform =>
  (text) => [bytesOf(text, encoding).toString('base64')];

/** What of the text's Base64 stands in that of a longer text, whatever its place: one text for each of the three ways that the bytes may fall. */
export const base64offset =
  (encoding: Encoding): Transform =>
  (text) => {
    const bytes = bytesOf(text, encoding);
    return [0, 1, 2].map((offset) => {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes]);
      // A character holds six bits: those that bits of a neighbour share are left out at both ends.
      return shifted.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((shifted.length * 8) / 6));
    });
  };

function bytesOf(text: string, encoding: Encoding): Buffer {
  const literal = literalText(text);
  if (literal === null) throw new ValueFault('bad-value', 'a value with wildcards cannot be encoded');
  if (encoding === 'utf8') return Buffer.from(literal, 'utf8');
  const bytes = Buffer.from(encoding === 'utf16' ? `\ufeff${literal}` : literal, 'utf16le');
  return encoding === 'utf16be' ? bytes.swap16() : bytes;
}

function limited(texts: readonly string[]): readonly string[] {
  if (texts.length <= MAX_TEXTS) return texts;
  throw new ValueFault('bad-value', `the value stands for more than ${MAX_TEXTS} texts`);
}
