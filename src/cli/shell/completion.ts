import { functionNames } from '../../athena-sql/functions/index.ts';
import { opaque } from '../../athena-sql/opaque.ts';
import { type ColumnType, columns, DATABASE, partitionKeys, type StructType, TABLE } from '../../core/cloudtrail-table.ts';
import { formats } from '../output/answer.ts';
import { backslashCommands } from './backslash-commands.ts';

const keywords =
  'ALL AND ANY AS ASC BETWEEN BY CASE CAST CREATE CROSS CUBE DESC DESCRIBE DISTINCT ELSE END ESCAPE EXCEPT EXECUTE EXISTS EXPLAIN FALSE FETCH FILTER FIRST FOR FROM FULL GROUP GROUPING HAVING IN INNER INTERSECT INTERVAL IS JOIN LAST LATERAL LEFT LIKE LIMIT NOT NULL NULLS OFFSET ON OR ORDER ORDINALITY OUTER OVER PARTITION PREPARE RANGE RECURSIVE RIGHT ROLLUP ROWS SELECT SETS SHOW TABLES THEN TRUE UNION UNNEST USING VALUES VIEW WHEN WHERE WINDOW WITH'.split(
    ' ',
  );

/** Names that may stand where a person types, and the part typed that they begin with. */
export type Completion = readonly [candidates: readonly string[], typed: string];

/**
 * Completes the word at the end of a line of the shell.
 *
 * @param before earlier lines of the statement
 * @param line what stands before the cursor
 * @param queryIds ids of the named queries
 */
export function completion(before: string, line: string, queryIds: readonly string[]): Completion {
  if (before.trim() === '' && /^\s*\\/.test(line)) return afterBackslash(line.trimStart(), queryIds);
  const typed = /[\w.]*$/.exec(line)?.[0] ?? '';
  const text = `${before}${line}`;
  if (isWithinQuotes(text)) return [[], typed];
  const ahead = text.slice(0, text.length - typed.length);
  const candidates = /\b(from|join|describe|table)\s+$/i.test(ahead) ? tables(typed) : typed.includes('.') ? members(typed) : words(typed);
  return [beginning(candidates, typed), typed];
}

/** A mark after the text lies within the quote or comment that was not closed, and is a piece of its own otherwise. */
function isWithinQuotes(text: string): boolean {
  const last = [...`${text}\u0000`.matchAll(new RegExp(opaque.source, 'g'))].at(-1)?.[0] ?? '';
  return last.endsWith('\u0000');
}

function afterBackslash(line: string, queryIds: readonly string[]): Completion {
  const [, name = line, typed] = /^(\\\S+)\s+(\S*)$/.exec(line) ?? [];
  if (typed === undefined)
    return [
      beginning(
        backslashCommands.map((command) => command.name),
        name,
      ),
      name,
    ];
  const known: Readonly<Record<string, readonly string[]>> = { '\\d': tables(typed), '\\f': formats, '\\named': queryIds };
  return [beginning(known[name] ?? [], typed), typed];
}

const beginning = (candidates: readonly string[], typed: string): readonly string[] =>
  candidates.filter((candidate) => candidate.toLowerCase().startsWith(typed.toLowerCase()));

/** The database alone where it can no longer be the table: their names begin alike, and it is seldom written. */
function tables(typed: string): readonly string[] {
  if (TABLE.startsWith(typed.toLowerCase())) return [TABLE];
  return [typed.includes('.') ? `${DATABASE}.${TABLE}` : `${DATABASE}.`];
}

/** Columns, functions and keywords; before the first letter columns alone. Whoever types in capitals gets capitals, but for columns. */
function words(typed: string): readonly string[] {
  if (typed === '') return columns.map(({ name, type }) => withDot(name, type));
  const capitals = typed === typed.toUpperCase();
  const cased = (word: string): string => (capitals ? word.toUpperCase() : word.toLowerCase());
  const names = [...columns.map(({ name, type }) => withDot(name, type)), ...partitionKeys, TABLE];
  return [...new Set([...names, ...functionNames.map((name) => cased(`${name}(`)), ...keywords.map(cased)])].toSorted();
}

const columnNames: ReadonlySet<string> = new Set(columns.map(({ name }) => name));

/** `useridentity.sess` leads into the structure of the column; what comes before the column is taken for the name or alias of a table. */
function members(typed: string): readonly string[] {
  const path = typed.toLowerCase().split('.').slice(0, -1);
  const start = path.findIndex((name) => columnNames.has(name));
  if (start === -1) return columns.map(({ name, type }) => [...path, withDot(name, type)].join('.'));
  const struct = path
    .slice(start)
    .reduce<ColumnType | undefined>(memberOf, { struct: Object.fromEntries(columns.map(({ name, type }) => [name, type])) });
  if (struct === undefined || !isStruct(struct)) return [];
  return Object.entries(struct.struct).map(([name, type]) => [...path, withDot(name.toLowerCase(), type)].join('.'));
}

const isStruct = (type: ColumnType): type is StructType => typeof type === 'object' && 'struct' in type;
const withDot = (name: string, type: ColumnType): string => (isStruct(type) ? `${name}.` : name);

function memberOf(type: ColumnType | undefined, name: string): ColumnType | undefined {
  if (type === undefined || !isStruct(type)) return undefined;
  return Object.entries(type.struct).find(([member]) => member.toLowerCase() === name)?.[1];
}
