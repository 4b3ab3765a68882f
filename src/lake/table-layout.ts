import { quoteName } from '../athena-sql/duckdb-text.ts';
import { quoteLiteral } from '../athena-sql/literal.ts';
import { type ColumnType, columns, partitionKeys } from '../core/cloudtrail-table.ts';
import type { EventRow } from '../ingest/event-row.ts';

/** What the lake keeps beside the table's columns: the record as it came, and the file it came from. Athena SQL cannot name them. */
const extras = ['_raw', '_file'] as const;

const tableColumns: readonly { readonly name: string; readonly type: ColumnType }[] = [
  ...columns,
  ...partitionKeys.map((name) => ({ name, type: 'string' as const })),
];
const storedColumns = [...tableColumns, ...extras.map((name) => ({ name, type: 'string' as const }))];

/** Rows per row group: small enough that a key or a minute is found without reading much (measured in ingest-fast.md). */
const ROW_GROUP_SIZE = 20_480;
/** A row holds its record twice, at worst three bytes a character (`MAX_RECORD_CHARACTERS`). */
const MAX_ROW_BYTES = 16 * 1024 * 1024;

/** A row as one line of the file that DuckDB loads a batch from. */
export const rowLine = (row: EventRow, file: string): string =>
  `${row.json.slice(0, -1)},"_raw":${JSON.stringify(row.raw)},"_file":${JSON.stringify(file)}}\n`;

/**
 * Statement that writes the rows of a batch to a Parquet file, in order of time, without the events that the lake has already.
 *
 * @param lines file of `rowLine`s
 * @param known Parquet files of the lake
 */
export function copyStatement(lines: string, known: readonly string[], target: string): string {
  const shape = storedColumns.map(({ name, type }) => `${quoteName(name)}: ${quoteLiteral(duckdbType(type))}`).join(', ');
  const names = storedColumns.map(({ name }) => quoteName(name)).join(', ');
  const rows = `read_json(${quoteLiteral(lines)}, format = 'newline_delimited', columns = {${shape}}, maximum_object_size = ${MAX_ROW_BYTES})`;
  const unknown = known.length === 0 ? '' : ` ANTI JOIN (SELECT eventid FROM ${parquet(known)}) USING (eventid)`;
  return `COPY (SELECT ${names} FROM ${rows}${unknown} ORDER BY eventtime) TO ${quoteLiteral(target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`;
}

/** `SELECT` over the lake's files with the columns of the CloudTrail table, in their order. */
export function viewStatement(files: readonly string[]): string {
  if (files.length === 0) {
    return `SELECT ${tableColumns.map(({ name, type }) => `NULL::${duckdbType(type)} AS ${quoteName(name)}`).join(', ')} WHERE false`;
  }
  return `SELECT ${tableColumns.map(({ name }) => quoteName(name)).join(', ')} FROM ${parquet(files)}`;
}

/** The files as a relation of DuckDB. */
export const parquet = (files: readonly string[]): string => `read_parquet([${files.map(quoteLiteral).join(', ')}])`;

function duckdbType(type: ColumnType): string {
  if (type === 'string') return 'VARCHAR';
  if ('array' in type) return `${duckdbType(type.array)}[]`;
  return `STRUCT(${Object.entries(type.struct)
    .map(([name, member]) => `${quoteName(name.toLowerCase())} ${duckdbType(member)}`)
    .join(', ')})`;
}
