import { isWord, NEWLINE } from './code-points.ts';
import { parseRegex } from './parse-regex.ts';
import { compileProgram, type Program } from './program.ts';
import type { Assertion, RegexFlags } from './syntax.ts';

/**
 * A regular expression that takes time proportional to the text, whatever the text: logs are written by attackers, and a backtracking
 * engine can be made to stand still by a text of a few dozen characters.
 */
export interface Regex {
  readonly source: string;
  readonly flags: RegexFlags;
  readonly program: Program;
}

/**
 * Reads the portable part of regular expressions (see `parse-regex.ts`).
 *
 * @throws RegexFault
 */
export const compileRegex = (source: string, flags: RegexFlags): Regex => ({
  source,
  flags,
  program: compileProgram(parseRegex(source, flags)),
});

/** Whether the pattern occurs anywhere in the text. All states are followed at once, one code point after the other. */
export function findsRegex(regex: Regex, text: string): boolean {
  const { program } = regex;
  const seen = new Uint32Array(program.length);
  let generation = 0;
  let current: number[] = [];
  let previous = -1;
  for (const character of [...text, null]) {
    const codePoint = character?.codePointAt(0) ?? -1;
    generation += 1;
    const states = follow(program, [...current, 0], seen, generation, (what) => holds(what, previous, codePoint, regex.flags));
    if (states === 'match') return true;
    current = [];
    for (const state of states) {
      const step = program[state];
      if (codePoint >= 0 && step?.op === 'set' && step.has(codePoint)) current.push(state + 1);
    }
    previous = codePoint;
  }
  return false;
}

/** The states that wait for a code point, reached from these without taking one. */
function follow(
  program: Program,
  from: number[],
  seen: Uint32Array,
  generation: number,
  assertionHolds: (what: Assertion) => boolean,
): number[] | 'match' {
  const waiting: number[] = [];
  const stack = from;
  while (stack.length > 0) {
    const state = stack.pop() as number;
    if (seen[state] === generation) continue;
    seen[state] = generation;
    const step = program[state];
    switch (step?.op) {
      case 'match':
        return 'match';
      case 'split':
        stack.push(...step.to);
        break;
      case 'assert':
        if (assertionHolds(step.what)) stack.push(state + 1);
        break;
      case 'set':
        waiting.push(state);
        break;
    }
  }
  return waiting;
}

function holds(what: Assertion, previous: number, next: number, flags: RegexFlags): boolean {
  switch (what) {
    case 'start':
      return previous === -1 || (flags.m && previous === NEWLINE);
    case 'end':
      return next === -1 || (flags.m && next === NEWLINE);
    case 'word-boundary':
      return isWord(previous) !== isWord(next);
  }
}
