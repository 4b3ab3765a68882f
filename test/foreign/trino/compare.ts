import { KeytrailError } from '../../../src/core/errors.ts';
import type { SqlEngine } from '../../../src/engine/sql-engine.ts';
import { knownDifferences } from './known-differences.ts';
import type { Trino, TrinoAnswer } from './start-trino.ts';

/**
 * How the two took a statement: `same` values and types; both `failed` or refused it; keytrail `refused`, by name, what Trino answers; they differ as
 * is `known` of the statement; or they are `different` for no known reason, which `detail` tells.
 */
export interface Verdict {
  readonly statement: string;
  readonly outcome: (typeof outcomes)[number];
  readonly detail: string;
}

export const outcomes = ['same', 'failed', 'refused', 'known', 'different'] as const;

interface Table {
  readonly types: readonly string[];
  readonly rows: readonly string[];
}

/** Asks both engines one statement and compares types and values. */
export async function compare(statement: string, engine: SqlEngine, trino: Pick<Trino, 'ask'>): Promise<Verdict> {
  const verdict = judge(await ask(engine, statement), await trino.ask(inTrinoNumbers(statement)), isOrdered(statement));
  const [, id] = /^-- differs: (.+)$/m.exec(statement) ?? [];
  if (id === undefined) return { statement, ...verdict };
  if (!knownDifferences.some((difference) => difference.id === id))
    return { statement, outcome: 'different', detail: `"${id}" is no known difference` };
  if (verdict.outcome === 'different') return { statement, ...verdict, outcome: 'known' };
  return { statement, outcome: 'different', detail: `said to differ (${id}), and does not: ${verdict.outcome} ${verdict.detail}` };
}

function judge(ours: Table | KeytrailError, theirs: TrinoAnswer, ordered: boolean): Pick<Verdict, 'outcome' | 'detail'> {
  if (ours instanceof KeytrailError) {
    if ('error' in theirs) return { outcome: 'failed', detail: `${ours.message} | ${theirs.message}` };
    const outcome = ours.code === 'KT_QUERY_UNSUPPORTED' ? 'refused' : 'different';
    return { outcome, detail: `keytrail: ${ours.message}; Trino answers` };
  }
  if ('error' in theirs) return { outcome: 'different', detail: `keytrail answers; Trino: ${theirs.error} ${theirs.message}` };
  const detail = differenceOf(ours, tableOf(theirs), ordered);
  return detail === null ? { outcome: 'same', detail: '' } : { outcome: 'different', detail };
}

async function ask(engine: SqlEngine, statement: string): Promise<Table | KeytrailError> {
  try {
    const { columns, rows } = await engine.query(statement);
    return { types: columns.map(({ name, type }) => `${name} ${type}`), rows: rows.map((row) => JSON.stringify(row.map(plain))) };
  } catch (error) {
    if (error instanceof KeytrailError) return error;
    throw error;
  }
}

function tableOf(answer: Exclude<TrinoAnswer, { readonly error: string }>): Table {
  const adjust = answer.columns.map(({ type }) =>
    type.includes('timestamp') ? inMilliseconds : type === 'json' ? withoutSurrogates : (value: unknown) => value,
  );
  return {
    types: answer.columns.map(({ type }, index) => `${uniqueName(answer.columns, index)} ${athenaSpelling(type)}`),
    rows: answer.rows.map((row) => JSON.stringify(row.map((value, index) => plain(adjust[index]?.(value))))),
  };
}

/** By contract a second column of a name is `name_1`; an engine leaves it as it is. */
function uniqueName(columns: readonly { readonly name: string }[], index: number): string {
  const { name = '' } = columns[index] ?? {};
  const before = columns.slice(0, index).filter((column) => column.name === name).length;
  return before === 0 ? name : `${name}_${before}`;
}

/** Athena's names of types tell no length of a text, and its times have three digits of a second whatever the literal had. */
const athenaSpelling = (type: string): string => type.replaceAll(/varchar\(\d+\)/g, 'varchar').replaceAll(/\b(time|timestamp)\(\d+\)/g, '$1(3)');

/** Trino writes a character beyond U+FFFF in JSON as two escapes; the text stands for the same value. */
const withoutSurrogates = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll(/(?:\\u[dD][89a-fA-F][0-9a-fA-F]{2}){2}/g, (escapes) => JSON.parse(`"${escapes}"`) as string) : value;

function inMilliseconds(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(/^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.(\d+))?/, (_, time, digits = '') => `${time}.${digits.padEnd(3, '0').slice(0, 3)}`);
  if (Array.isArray(value)) return value.map(inMilliseconds);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inMilliseconds(part)]))
    : value;
}

/** A value as text that is equal for equal values: members in order of their names, and of a fraction twelve digits, since sums may be made in any order. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return Number.isInteger(value) ? value + 0 : Number.isFinite(value) ? Number(value.toPrecision(12)) : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [name, plain(part)] as const);
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function differenceOf(ours: Table, theirs: Table, ordered: boolean): string | null {
  const types = firstDifference(ours.types, theirs.types);
  if (types !== null) return `types: ${types}`;
  const [a, b] = ordered ? [ours.rows, theirs.rows] : [ours.rows.toSorted(), theirs.rows.toSorted()];
  return firstDifference(a, b);
}

function firstDifference(ours: readonly string[], theirs: readonly string[]): string | null {
  const index = Array.from({ length: Math.max(ours.length, theirs.length) }, (_, place) => place).find((place) => ours[place] !== theirs[place]);
  if (index === undefined) return null;
  return `${ours.length} and ${theirs.length} rows, at ${index}: keytrail ${ours[index]?.slice(0, 400)}; Trino ${theirs[index]?.slice(0, 400)}`;
}

/** Whether a statement orders its rows: an ORDER BY outside of every parenthesis. */
function isOrdered(statement: string): boolean {
  let outside = statement.replaceAll(/'[^']*'/g, '');
  for (let before = ''; before !== outside; ) {
    before = outside;
    outside = outside.replaceAll(/\([^()]*\)/g, '');
  }
  return /\border\s+by\b/i.test(outside);
}

/** Athena takes a number with a point for a double, Trino for a decimal unless it has an exponent. */
const inTrinoNumbers = (statement: string): string =>
  statement.replaceAll(/'(?:[^']|'')*'|"[^"]*"|(?<![\w.])\d*\.\d+(?![\dEe])/g, (part) => (/^[\d.]/.test(part) ? `${part}E0` : part));
