import { quoteText } from '../duckdb-text.ts';
import { unsupported } from '../refusal.ts';
import type { Argument } from './function.ts';
import { type JavascriptRegexp, javascriptRegexp, NoEqualRegexp } from './java-regexp.ts';

/**
 * Functions over JavaScript's regular expressions, which the engine brings along. No statement can call them: they are in no table of functions.
 *
 * - `kt_regexp_find(text, pattern, flags, group, most)`: what the group found, at most so many times
 * - `kt_regexp_split(text, pattern, flags)`: what lies between
 * - `kt_regexp_replace(text, pattern, flags, by)`: `by` in JavaScript's form
 */
export const slowRegexpFunctions = { find: 'kt_regexp_find', split: 'kt_regexp_split', replace: 'kt_regexp_replace' } as const;

/** What the regular expressions of Athena (Java's) have and those of DuckDB (RE2) have not. */
const missing: readonly (readonly [what: string, RegExp])[] = [
  ['look-ahead', /(?<!\\)(?:\\\\)*\(\?[=!]/],
  ['look-behind', /(?<!\\)(?:\\\\)*\(\?<[=!]/],
  ['an atomic group', /(?<!\\)(?:\\\\)*\(\?>/],
  ['a back reference', /(?<!\\)(?:\\\\)*\\[1-9k]/],
  ['a possessive quantifier', /(?<!\\)[*+?}]\+/],
];

const MOST = 2_147_483_647;

/** The texts of calls for one pattern. */
export interface SlowRegexp {
  find(text: string, group: number, most?: number): string;
  split(text: string): string;
  /** @param by parts of the replacement: a text, or the number of a group */
  replace(text: string, by: readonly (string | number)[]): string;
}

/**
 * A pattern that DuckDB's own functions cannot read and JavaScript can; null when DuckDB can.
 *
 * @throws KeytrailError `KT_QUERY_UNSUPPORTED` when neither can
 */
export function slowRegexp(arg: Argument): SlowRegexp | null {
  if (arg.text === undefined) return null;
  const outsideClasses = arg.text.replaceAll(/\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '[]');
  const [what] = missing.find(([, sign]) => sign.test(outsideClasses)) ?? [];
  if (what === undefined) return null;
  const regexp = translated(arg, arg.text, what);
  const pattern = `${quoteText(regexp.source)}, ${quoteText(regexp.flags)}`;
  const number = (group: number): number => regexp.groups[group] ?? 0;
  return {
    find: (text, group, most = MOST) => `${slowRegexpFunctions.find}(${text}, ${pattern}, ${number(group)}, ${most})`,
    split: (text) => `${slowRegexpFunctions.split}(${text}, ${pattern})`,
    replace(text, by) {
      // Two digits, so that a digit behind them is not read with the number.
      const parts = by.map((part) =>
        typeof part === 'string' ? part.replaceAll('$', '$$$$') : part === 0 ? '$&' : `$${String(number(part)).padStart(2, '0')}`,
      );
      return `${slowRegexpFunctions.replace}(${text}, ${pattern}, ${quoteText(parts.join(''))})`;
    },
  };
}

function translated({ at }: Argument, text: string, what: string): JavascriptRegexp {
  try {
    const regexp = javascriptRegexp(text);
    new RegExp(regexp.source, `${regexp.flags}v`);
    return regexp;
  } catch (error) {
    if (!(error instanceof NoEqualRegexp || error instanceof SyntaxError)) throw error;
    const beside = error instanceof NoEqualRegexp ? `${error.message} beside ${what}` : what;
    throw unsupported(at, `${beside} in a regular expression is not supported`, 'Test the two conditions apart, joined by AND.');
  }
}
