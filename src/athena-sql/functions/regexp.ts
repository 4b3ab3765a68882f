import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { type Argument, type Arguments, scalar } from './function.ts';
import { isOptional } from './optional-group.ts';
import { slowRegexp } from './slow-regexp.ts';

/** A pattern for DuckDB; the named groups of a literal one are spelled as RE2 does. */
const pattern = ({ text, sql }: Argument): string => (text === undefined ? sql : quoteText(text.replaceAll(/\(\?<([A-Za-z])/g, '(?P<$1')));

/** The names of the groups of a pattern, in order; undefined for a group without one. */
const groupNames = (pattern: string): readonly (string | undefined)[] =>
  [...pattern.replaceAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, '_').matchAll(/\((?:\?<([A-Za-z][A-Za-z0-9]*)>|(?!\?))/g)].map(([, name]) => name);

/** The parts of a replacement, which Java writes with `$1` for a group: texts, and numbers of groups. */
function replacement(arg: Argument, regexp: Argument): (string | number)[] {
  if (arg.text === undefined) throw unsupported(arg.at, 'regexp_replace needs its replacement as a literal text');
  const names = groupNames(regexp.text ?? '');
  return [...arg.text.matchAll(/\\(.)|\$(\d)|\$\{(\w+)\}|[^\\$]+|\\|\$/gs)].map(([whole, escaped, group, name]) => {
    if (group !== undefined) return Number(group);
    if (name !== undefined && names.includes(name)) return names.indexOf(name) + 1;
    if (name !== undefined || whole === '$' || whole === '\\')
      throw unsupported(arg.at, `"${whole}" in the replacement of regexp_replace is not supported`, 'Write $1 for a group, \\$ for a dollar sign.');
    return escaped ?? whole;
  });
}

/** A replacement for RE2, which writes a group as `\1`. */
const replacementText = (parts: readonly (string | number)[]): string =>
  quoteText(parts.map((part) => (typeof part === 'number' ? `\\${part}` : part.replaceAll('\\', '\\\\'))).join(''));

/** The number of the group that a call asks for: a literal, or 0 for the whole match. */
function groupNumber(args: Arguments, name: string): number {
  const [, regexp, group] = args;
  if (args.length < 3) return 0;
  if (group.integer === undefined) throw unsupported(group.at, `${name} needs the number of its group as a literal`);
  const number = Number(group.integer);
  const groups = regexp.text === undefined ? number : groupNames(regexp.text).length;
  if (number <= groups) return number;
  throw invalid(group.at, `the pattern has ${groups} groups, so there is no group ${number}`);
}

function like([text, regexp]: Arguments): string {
  const slow = slowRegexp(regexp);
  return slow === null ? `regexp_matches(${text.sql}, ${pattern(regexp)})` : `len(${slow.find(text.sql, 0, 1)}) > 0`;
}

function extract(args: Arguments): string {
  const [text, regexp] = args;
  const number = groupNumber(args, 'regexp_extract');
  const slow = slowRegexp(regexp);
  if (slow !== null) return `${slow.find(text.sql, number, 1)}[1]`;
  const found = `regexp_extract(${text.sql}, ${pattern(regexp)}, ${number})`;
  const value = number > 0 && isOptional(regexp.text ?? '()?', number) ? `NULLIF(${found}, '')` : found;
  return `CASE WHEN ${like(args)} THEN ${value} END`;
}

function extractAll(args: Arguments): string {
  const [text, regexp, group] = args;
  const slow = slowRegexp(regexp);
  if (slow !== null) return slow.find(text.sql, groupNumber(args, 'regexp_extract_all'));
  return `regexp_extract_all(${text.sql}, ${pattern(regexp)}${args.length < 3 ? '' : `, CAST(${group.sql} AS INTEGER)`})`;
}

function replace([text, regexp]: Arguments, by: readonly (string | number)[]): string {
  return slowRegexp(regexp)?.replace(text.sql, by) ?? `regexp_replace(${text.sql}, ${pattern(regexp)}, ${replacementText(by)}, 'g')`;
}

const split = ([text, regexp]: Arguments): string => slowRegexp(regexp)?.split(text.sql) ?? `string_split_regex(${text.sql}, ${pattern(regexp)})`;

const position = (args: Arguments): string =>
  `CASE WHEN ${like(args)} THEN CAST(length(${split(args)}[1]) + 1 AS INTEGER) WHEN ${args[0].sql} IS NOT NULL THEN -1 END`;

/** Regular expressions. */
export const regexpFunctions = [
  scalar('regexp_like(varchar, varchar) -> boolean', (args) => `(${like(args)})`),
  scalar('regexp_extract(varchar, varchar) -> varchar', extract),
  scalar('regexp_extract(varchar, varchar, bigint) -> varchar', extract),
  scalar('regexp_extract_all(varchar, varchar) -> array(varchar)', extractAll),
  scalar('regexp_extract_all(varchar, varchar, bigint) -> array(varchar)', extractAll),
  scalar('regexp_count(varchar, varchar) -> bigint', (args) => `len(${extractAll(args)})`),
  scalar('regexp_replace(varchar, varchar) -> varchar', (args) => replace(args, [])),
  scalar('regexp_replace(varchar, varchar, varchar) -> varchar', (args) => replace(args, replacement(args[2], args[1]))),
  scalar('regexp_position(varchar, varchar) -> integer', position),
  scalar('regexp_replace(varchar, varchar, (array(varchar)) => varchar) -> varchar', ([, , lambda]) => {
    throw unsupported(lambda.at, 'regexp_replace with a lambda is not supported', 'Write the replacement as a text: $1 stands for the first group.');
  }),
  scalar('regexp_split(varchar, varchar) -> array(varchar)', split),
] as const;
