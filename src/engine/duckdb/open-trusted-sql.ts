import { DuckDBInstance } from '@duckdb/node-api';
import type { ResultTable } from '../sql-engine.ts';
import { diskFull } from './failure.ts';
import { answerOf, readAnswer } from './result-table.ts';
import { athenaSettings, noExtensions } from './settings.ts';

/** DuckDB for keytrail's own statements. What a user wrote never gets here: this one reads and writes files. */
export interface TrustedSql {
  /**
   * Runs one statement of DuckDB; `values` are those of `$1`, `$2`...
   *
   * @throws KeytrailError `KT_DISK_FULL`
   */
  run(sql: string, values?: readonly string[]): Promise<ResultTable>;
  close(): void;
}

export interface TrustedSqlOptions {
  /** Where DuckDB puts what does not fit into memory. */
  readonly temporaryDirectory: string;
}

const MEMORY_LIMIT = '2GB';

/** Opens a DuckDB in memory, for loading and for the questions that the lake asks of itself. */
export async function openTrustedSql(options: TrustedSqlOptions): Promise<TrustedSql> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...noExtensions,
    memory_limit: MEMORY_LIMIT,
    temp_directory: options.temporaryDirectory,
  });
  const connection = await instance.connect();
  for (const statement of athenaSettings) await connection.run(statement);
  return {
    run: async (sql, values = []) => {
      try {
        return await readAnswer(answerOf(await connection.run(sql, [...values])), undefined);
      } catch (error) {
        throw diskFull(error) ?? error;
      }
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
