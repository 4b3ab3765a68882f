import { totalmem } from 'node:os';
import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import type { Catalog, Translation } from '../../athena-sql/translation.ts';
import { columns, DATABASE, partitionKeys, TABLE } from '../../core/cloudtrail-table.ts';
import type { QueryOptions, ResultTable, SqlEngine } from '../sql-engine.ts';
import { queryFailure } from './failure.ts';
import { readResult } from './result-table.ts';
import { athenaSettings, confinement, noExtensions } from './settings.ts';

export interface DuckdbOptions {
  /** Parquet files that queries may read. */
  readonly files: readonly string[];
  /** `SELECT` of DuckDB over these files with the columns of the CloudTrail table and the partition keys. */
  readonly view: string;
  /** How much memory queries may use, as DuckDB writes it. */
  readonly memoryLimit?: string;
}

const MIB = 1024 * 1024;
const DEFAULT_MEMORY_LIMIT = `${Math.floor(Math.min(4096, totalmem() / 2 / MIB))}MiB`;
const RELATION = `"memory"."${DATABASE}"."${TABLE}"`;

const catalog: Catalog = {
  defaultDatabase: DATABASE,
  tables: [{ database: DATABASE, name: TABLE, columns, partitionKeys, relation: RELATION }],
};

/** An engine that answers Athena SQL with DuckDB, in this process. Queries reach the given files and nothing else. */
export async function openDuckdb(options: DuckdbOptions): Promise<SqlEngine> {
  const instance = await DuckDBInstance.create(':memory:', { ...noExtensions, memory_limit: options.memoryLimit ?? DEFAULT_MEMORY_LIMIT });
  const connection = await instance.connect();
  try {
    const statements = [
      ...athenaSettings,
      `CREATE SCHEMA "${DATABASE}"`,
      `CREATE VIEW ${RELATION} AS ${options.view}`,
      ...confinement(options.files),
    ];
    for (const statement of statements) await connection.run(statement);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return {
    name: 'duckdb',
    query: (sql, queryOptions = {}) => query(instance, sql, queryOptions),
    close: async () => instance.closeSync(),
  };
}

async function query(instance: DuckDBInstance, sql: string, { signal, parameters }: QueryOptions): Promise<ResultTable> {
  signal?.throwIfAborted();
  // Loaded with the first query: the grammar takes half a second that `--help` must not pay.
  const { translate } = await import('../../athena-sql/translate.ts');
  const translation: Translation = translate(sql, catalog, parameters === undefined ? {} : { parameters });
  if (translation.kind === 'answer') {
    return { columns: translation.columns.map((name) => ({ name, type: 'varchar' })), rows: translation.rows, warnings: [] };
  }
  // One connection a query: queries run side by side, and an interruption stops the right one.
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    return await readResult(await start(connection, translation.sql), signal, translation.types);
  } catch (error) {
    signal?.throwIfAborted();
    throw queryFailure(error);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}

/** Starts a statement that came out of the translator, which must be one and must be a query. */
async function start(connection: DuckDBConnection, sql: string) {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new Error(`The translator gave ${statements.count} statements.`);
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT && statement.statementType !== StatementType.EXPLAIN) {
    throw new Error('The translator gave a statement that is no query.');
  }
  return statement.stream();
}
