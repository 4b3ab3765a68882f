import { quoteLiteral } from '../../athena-sql/literal.ts';
import { fold, isAscii } from '../../sigma/fold.ts';
import { ANY, literalOf, ONE, type Pattern } from '../../sigma/pattern.ts';
import type { RegexFlags } from '../../sigma/regex.ts';
import type { NumberOperator, Test } from '../../sigma/rule.ts';

/** A test of a value that is a text, or NULL. */
export type ValueTest = Exclude<Test, { kind: 'exists' | 'null' | 'fieldref' }>;

/**
 * A predicate of Athena SQL that holds of a text as the test does; NULL or false for everything else.
 *
 * @param sql gives the text; it may stand there several times
 */
export function textTest(test: ValueTest, sql: string): string {
  switch (test.kind) {
    case 'text':
      return patternTest(test.pattern, test.pattern.cased ? sql : `lower(${sql})`, sql);
    case 'regex':
      return `regexp_like(${sql}, ${quoteLiteral(flagged(test.regex.source, test.regex.flags))})`;
    case 'boolean':
      return `lower(${sql}) = '${test.value}'`;
    case 'network':
      // In SQL an IPv4 address is an IPv6 address, too; in a rule it is not.
      return `(${sql} ${test.network.family === 4 ? 'NOT LIKE' : 'LIKE'} '%:%' AND contains(${quoteLiteral(test.network.text)}, try_cast(${sql} AS ipaddress)))`;
    case 'number':
      return `${test.part === null ? numberOf(sql) : partOf(test.part, sql)} ${operators[test.operator]} ${numberLiteral(test.value)}`;
  }
}

/** Whether engines read the test as keytrail does: how they fold letters beyond ASCII, and write IPv6, is their own affair. */
export function isPortable(test: ValueTest): boolean {
  if (test.kind === 'network') return test.network.family === 4;
  return test.kind !== 'text' || test.pattern.cased || test.pattern.parts.every((part) => typeof part !== 'string' || isAscii(part));
}

function patternTest(pattern: Pattern, value: string, sql: string): string {
  const literal = literalOf(pattern);
  if (literal !== null) return `${value} = ${quoteLiteral(literal)}`;
  if (pattern.parts.length === 1 && pattern.parts[0] === ANY) return `${sql} IS NOT NULL`;
  const text = likeText(pattern);
  return `${value} LIKE ${quoteLiteral(text)}${text.includes('\\') ? " ESCAPE '\\'" : ''}`;
}

/** A pattern as LIKE writes it, with a backslash before what LIKE would read. */
export const likeText = (pattern: Pattern): string =>
  pattern.parts.map((part) => (part === ANY ? '%' : part === ONE ? '_' : (pattern.cased ? part : fold(part)).replace(/[\\%_]/g, '\\$&'))).join('');

function flagged(source: string, { i, m, s }: RegexFlags): string {
  const flags = `${i ? 'i' : ''}${m ? 'm' : ''}${s ? 's' : ''}`;
  return flags === '' ? source : `(?${flags})${source}`;
}

const operators: Readonly<Record<NumberOperator, string>> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' };

/** Only what is written as a number is one: engines would take more, each its own. */
const numberOf = (sql: string): string =>
  `CASE WHEN regexp_like(${sql}, '^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*$') THEN try_cast(trim(${sql}) AS double) END`;

const numberLiteral = (value: number): string => (Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : `${value.toExponential()}`);

const partOf = (part: string, sql: string): string => `${part}(at_timezone(try(from_iso8601_timestamp(${sql})), 'UTC'))`;
