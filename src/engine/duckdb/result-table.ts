import type { DuckDBResult } from '@duckdb/node-api';
import { KeytrailError } from '../../core/errors.ts';
import type { ResultColumn, ResultTable, SqlValue } from '../sql-engine.ts';
import { athenaType } from './athena-type.ts';
import { athenaValue } from './athena-value.ts';

/** More rows than this are no answer that somebody reads, and would fill the memory. */
export const MAX_ROWS = 1_000_000;

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
 * @throws KeytrailError `KT_QUERY_LIMIT` when it has more than `MAX_ROWS` rows
 */
export async function readAnswer({ columns, warnings, pages }: Answer, signal: AbortSignal | undefined): Promise<ResultTable> {
  const rows: SqlValue[][] = [];
  for await (const page of pages()) {
    signal?.throwIfAborted();
    for (const row of page) rows.push(row);
    if (rows.length > MAX_ROWS) {
      throw new KeytrailError('KT_QUERY_LIMIT', `the answer has more than ${MAX_ROWS} rows.`, { hint: 'Add a LIMIT, or a narrower WHERE.' });
    }
  }
  return { columns, rows, warnings };
}

/** Names that occur once: the second `name` becomes `name_1`. */
function uniqueNames(names: readonly string[]): { readonly names: readonly string[]; readonly warnings: readonly string[] } {
  const taken = new Set(names);
  const seen = new Set<string>();
  const warnings: string[] = [];
  const unique = names.map((name) => {
    let free = name;
    for (let count = 1; seen.has(free) || (free !== name && taken.has(free)); count += 1) free = `${name}_${count}`;
    seen.add(free);
    if (free !== name) warnings.push(`A second column of the name "${name}" is called "${free}".`);
    return free;
  });
  return { names: unique, warnings };
}
