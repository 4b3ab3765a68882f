import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { type Argument, type Arguments, scalar } from './function.ts';

/** What the regular expressions of Athena (Java's) have and those of DuckDB (RE2) have not. */
const missing: readonly (readonly [what: string, RegExp])[] = [
  ['look-ahead', /(?<!\\)(?:\\\\)*\(\?[=!]/],
  ['look-behind', /(?<!\\)(?:\\\\)*\(\?<[=!]/],
  ['an atomic group', /(?<!\\)(?:\\\\)*\(\?>/],
  ['a back reference', /(?<!\\)(?:\\\\)*\\[1-9k]/],
  ['a possessive quantifier', /(?<!\\)[*+?}]\+/],
];

/** A pattern for DuckDB; a literal one is checked and its named groups are spelled as RE2 does. */
function pattern(arg: Argument): string {
  if (arg.text === undefined) return arg.sql;
  const outsideClasses = arg.text.replaceAll(/\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '[]');
  for (const [what, sign] of missing) {
    if (sign.test(outsideClasses))
      throw unsupported(arg.at, `${what} in a regular expression is not supported`, 'Test the two conditions apart, joined by AND.');
  }
  return quoteText(arg.text.replaceAll(/\(\?<([A-Za-z])/g, '(?P<$1'));
}

/** The names of the groups of a pattern, in order; undefined for a group without one. */
const groupNames = (pattern: string): readonly (string | undefined)[] =>
  [...pattern.replaceAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '_').matchAll(/\((?:\?<([A-Za-z][A-Za-z0-9]*)>|(?!\?))/g)].map(([, name]) => name);

/** A replacement: Java writes a group as `$1`, RE2 as `\1`. */
function replacement(arg: Argument, regexp: Argument): string {
  if (arg.text === undefined) throw unsupported(arg.at, 'regexp_replace needs its replacement as a literal text');
  const names = groupNames(regexp.text ?? '');
  const text = arg.text.replaceAll(/\\(.)|\$(\d)|\$\{(\w+)\}|\\|\$/gs, (whole, escaped?: string, group?: string, name?: string) => {
    if (group !== undefined) return `\\${group}`;
    if (name !== undefined && names.includes(name)) return `\\${names.indexOf(name) + 1}`;
    if (escaped === undefined)
      throw unsupported(arg.at, `"${whole}" in the replacement of regexp_replace is not supported`, 'Write $1 for a group, \\$ for a dollar sign.');
    return escaped === '\\' ? '\\\\' : escaped;
  });
  return quoteText(text);
}

/** Whether a group may take no part in a match, where Athena gives NULL. */
function isOptional(text: string, group: number): boolean {
  const opened: number[] = [];
  let count = 0;
  let inClass = false;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (inClass) inClass = character !== ']';
    else if (character === '[') inClass = true;
    else if (character === '(') {
      const capturing = text[i + 1] !== '?' || /^\(\?P?<[A-Za-z]/.test(text.slice(i));
      opened.push(capturing ? ++count : 0);
      if (capturing && count === group) inside = true;
    } else if (character === ')') {
      const closed = opened.pop();
      if (closed === group) inside = false;
      const optional = /^[?*]|^\{0/.test(text.slice(i + 1));
      if (optional && count >= group && (closed === group || !inside)) return true;
    } else if (character === '|' && !inside) return true;
  }
  return false;
}

function extract(args: Arguments): string {
  const [text, regexp, group] = args;
  if (args.length > 2 && group.integer === undefined) throw unsupported(group.at, 'regexp_extract needs the number of its group as a literal');
  const number = args.length < 3 ? 0 : Number(group.integer);
  const groups = regexp.text === undefined ? number : groupNames(regexp.text).length;
  if (number > groups) throw invalid(group.at, `the pattern has ${groups} groups, so there is no group ${number}`);
  const found = `regexp_extract(${text.sql}, ${pattern(regexp)}, ${number})`;
  const value = number > 0 && isOptional(regexp.text ?? '()?', number) ? `NULLIF(${found}, '')` : found;
  return `CASE WHEN regexp_matches(${text.sql}, ${pattern(regexp)}) THEN ${value} END`;
}

/** Regular expressions. */
export const regexpFunctions = [
  scalar('regexp_like(varchar, varchar) -> boolean', ([text, regexp]) => `regexp_matches(${text.sql}, ${pattern(regexp)})`),
  scalar('regexp_extract(varchar, varchar) -> varchar', extract),
  scalar('regexp_extract(varchar, varchar, bigint) -> varchar', extract),
  scalar('regexp_extract_all(varchar, varchar) -> array(varchar)', ([text, regexp]) => `regexp_extract_all(${text.sql}, ${pattern(regexp)})`),
  scalar(
    'regexp_extract_all(varchar, varchar, bigint) -> array(varchar)',
    ([text, regexp, group]) => `regexp_extract_all(${text.sql}, ${pattern(regexp)}, CAST(${group.sql} AS INTEGER))`,
  ),
  scalar('regexp_count(varchar, varchar) -> bigint', ([text, regexp]) => `len(regexp_extract_all(${text.sql}, ${pattern(regexp)}))`),
  scalar('regexp_replace(varchar, varchar) -> varchar', ([text, regexp]) => `regexp_replace(${text.sql}, ${pattern(regexp)}, '', 'g')`),
  scalar(
    'regexp_replace(varchar, varchar, varchar) -> varchar',
    ([text, regexp, by]) => `regexp_replace(${text.sql}, ${pattern(regexp)}, ${replacement(by, regexp)}, 'g')`,
  ),
  scalar(
    'regexp_position(varchar, varchar) -> integer',
    ([text, regexp]) =>
      `CASE WHEN regexp_matches(${text.sql}, ${pattern(regexp)}) THEN CAST(length(string_split_regex(${text.sql}, ${pattern(regexp)})[1]) + 1 AS INTEGER) WHEN ${text.sql} IS NOT NULL THEN -1 END`,
  ),
  scalar('regexp_replace(varchar, varchar, (array(varchar)) => varchar) -> varchar', ([, , lambda]) => {
    throw unsupported(lambda.at, 'regexp_replace with a lambda is not supported', 'Write the replacement as a text: $1 stands for the first group.');
  }),
  scalar('regexp_split(varchar, varchar) -> array(varchar)', ([text, regexp]) => `string_split_regex(${text.sql}, ${pattern(regexp)})`),
] as const;
