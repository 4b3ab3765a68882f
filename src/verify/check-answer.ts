import type { Question } from '../core/truth.ts';

const SEPARATORS = /[\s,;]+/;
/** Ways to say that there is none. */
const NOTHING = new Set(['none', 'no', 'nothing', 'nobody', 'never', '0']);

/**
 * Whether a student's answer is right. Letter case, order, quotes, and words around the answer do not count; a list must be complete and hold
 * nothing else that looks like one of its kind.
 */
export function checkAnswer({ answer }: Question, given: string): boolean {
  const words = given
    .trim()
    .split(SEPARATORS)
    .map((word) => word.replace(/^["'`(]+|["'`).]+$/g, '').toLowerCase())
    .filter((word) => word !== '');
  if (answer === '0' || answer.length === 0) return words.every((word) => NOTHING.has(word));
  if (typeof answer === 'string') {
    const expected = answer.trim().toLowerCase().split(SEPARATORS);
    return expected.every((word) => words.includes(word));
  }
  const expected = new Set(answer.map((item) => item.toLowerCase()));
  return expected.size === new Set(words).size && words.every((word) => expected.has(word));
}
