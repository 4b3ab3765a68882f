import type { DuckDBResult } from '@duckdb/node-api';
import { refuseManyRows } from '../row-limit.ts';
import type { ResultColumn, ResultTable, SqlValue } from '../sql-engine.ts';
import { uniqueNames } from '../unique-names.ts';
import { athenaType } from './athena-type.ts';
import { athenaValue } from './athena-value.ts';

/** An answer whose rows are read as they are wanted. */
export interface Answer extends Omit<ResultTable, 'rows'> {
  /**
   * The rows, some thousand at a time.
   *
   * @param see is shown each value before its page is whole; what it throws ends the reading
   */
  pages(see?: (value: SqlValue) => void): AsyncIterable<SqlValue[][]>;
}

/** @param types Athena's name of each column's type, where more is known than DuckDB tells */
export function answerOf(result: DuckDBResult, types: readonly string[] = []): Answer {
  const { names, warnings } = uniqueNames(result.columnNames());
  const columns: ResultColumn[] = result
    .columnTypes()
    .map((type, index) => ({ name: names[index] as string, type: types[index] ?? athenaType(type) }));
  return {
    columns,
    warnings,
    pages: (see = () => {}) =>
      result.yieldConvertedRows((item) => {
        const value = athenaValue(item);
        see(value);
        return value;
      }),
  };
}

/**
 * Reads an answer to its end.
 *
 * @throws KeytrailError `KT_QUERY_LIMIT` as {@link refuseManyRows}
 */
export async function readAnswer({ columns, warnings, pages }: Answer, signal: AbortSignal | undefined): Promise<ResultTable> {
  const rows: SqlValue[][] = [];
  for await (const page of pages()) {
    signal?.throwIfAborted();
    for (const row of page) rows.push(row);
    refuseManyRows(rows.length);
  }
  return { columns, rows, warnings };
}
