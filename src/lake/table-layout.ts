import { quoteName } from '../athena-sql/duckdb-text.ts';
import { quoteLiteral } from '../athena-sql/literal.ts';
import { type ColumnType, columns, partitionKeys } from '../core/cloudtrail-table.ts';
import { flatColumn, flatMembers } from '../core/flat-members.ts';
import { FILE_COLUMN, ROW_GROUP_COLUMN } from '../core/indexed-columns.ts';
import { textLeaf, uuidColumns, uuidLeaf } from '../core/uuid-columns.ts';

const tableColumns: readonly { readonly name: string; readonly type: ColumnType }[] = [
  ...columns,
  ...partitionKeys.map((name) => ({ name, type: 'string' as const })),
];

/** Columns beside those of the table, which only the translator knows. */
const hiddenColumns = [
  ...flatMembers.map((member) => ({ column: quoteName(flatColumn(member)), type: 'VARCHAR' })),
  ...[...uuidColumns].map((name) => ({ column: quoteName(uuidLeaf(name)), type: 'UUID' })),
  { column: quoteName(ROW_GROUP_COLUMN), type: 'INTEGER' },
];

/** DuckDB's own column of a file it reads. */
const fileColumn = `filename AS ${quoteName(FILE_COLUMN)}`;

/** `SELECT` over the lake's files with the columns of the CloudTrail table, in their order, and behind them the hidden ones. */
export function viewStatement(files: readonly string[]): string {
  if (files.length === 0) {
    const empty = [
      ...tableColumns.map(({ name, type }) => `NULL::${duckdbType(type)} AS ${quoteName(name)}`),
      ...hiddenColumns.map(({ column, type }) => `NULL::${type} AS ${column}`),
      `NULL::VARCHAR AS ${quoteName(FILE_COLUMN)}`,
    ];
    return `SELECT ${empty.join(', ')} WHERE false`;
  }
  return `SELECT ${[...tableColumns.map(viewColumn), ...hiddenColumns.map(({ column }) => column), fileColumn].join(', ')} FROM ${parquet(files)}`;
}

/** The files as a relation of DuckDB. */
export const parquet = (files: readonly string[]): string => `read_parquet([${files.map(quoteLiteral).join(', ')}])`;

/** The id of an event as the record has it. */
export const eventIdText = `coalesce(${quoteName(uuidLeaf('eventid'))}::VARCHAR, ${quoteName(textLeaf('eventid'))})`;

/** Condition that a row is that of the event whose id is `$1`. The UUID itself is compared, which is faster than its text. */
export const isEventId = `((${quoteName(uuidLeaf('eventid'))} = TRY_CAST($1 AS UUID) AND ${quoteName(uuidLeaf('eventid'))}::VARCHAR = $1) OR ${quoteName(textLeaf('eventid'))} = $1)`;

/** Structures lie in Parquet as such, so that a condition on a member reaches the file; ids are UUIDs, and lists are JSON. */
function viewColumn({ name, type }: { readonly name: string; readonly type: ColumnType }): string {
  const column = quoteName(name);
  if (uuidColumns.has(name)) return `coalesce(${quoteName(uuidLeaf(name))}::VARCHAR, ${quoteName(textLeaf(name))}) AS ${column}`;
  if (type !== 'string' && 'array' in type) return `from_json(${column}, ${quoteLiteral(jsonShape(type))}) AS ${column}`;
  return column;
}

/** A type as `from_json` takes it. */
function jsonShape(type: ColumnType): string {
  if (type === 'string') return '"VARCHAR"';
  if ('array' in type) return `[${jsonShape(type.array)}]`;
  return `{${Object.entries(type.struct)
    .map(([name, member]) => `${JSON.stringify(name.toLowerCase())}:${jsonShape(member)}`)
    .join(',')}}`;
}

function duckdbType(type: ColumnType): string {
  if (type === 'string') return 'VARCHAR';
  if ('array' in type) return `${duckdbType(type.array)}[]`;
  return `STRUCT(${Object.entries(type.struct)
    .map(([name, member]) => `${quoteName(name.toLowerCase())} ${duckdbType(member)}`)
    .join(', ')})`;
}
