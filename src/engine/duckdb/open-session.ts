import { type DuckDBConnection, DuckDBInstance, StatementType } from '@duckdb/node-api';
import {
  type Catalog,
  type CatalogTable,
  newSessionTexts,
  type RowGroups,
  type SessionTexts,
  type Translation,
} from '../../athena-sql/translation.ts';
import { columns, DATABASE, partitionKeys, TABLE } from '../../core/cloudtrail-table.ts';
import { flatColumnsOf } from '../../core/flat-members.ts';
import { uuidColumns, uuidLeaf } from '../../core/uuid-columns.ts';
import type { QueryOptions } from '../sql-engine.ts';
import type { TableName } from '../table/table-name.ts';
import { queryFailure } from './failure.ts';
import { type Answer, answerOf } from './result-table.ts';
import { type IndexFile, readRowGroups } from './row-group-index.ts';
import { athenaSettings, confinement, noExtensions } from './settings.ts';
import { registerSlowRegexps } from './slow-regexps.ts';

export interface SessionOptions {
  /** Parquet files that queries may read. */
  readonly files: readonly string[];
  /** `SELECT` of DuckDB over these files with the columns of the CloudTrail table, the partition keys and the columns of `flatMembers`. */
  readonly view: string;
  /** The index of the row groups of these files; without one all are looked at. */
  readonly index?: readonly IndexFile[];
  /** How much memory queries may use, in MiB. */
  readonly memory: number;
  /** Another name by which queries may call the table. */
  readonly alias?: TableName;
  /** Views and prepared statements that the session begins with. */
  readonly texts?: SessionTexts;
}

/** A DuckDB that answers Athena SQL. Queries reach the given files and nothing else. */
export interface Session {
  /** Views and prepared statements, as the statements so far left them. */
  readonly texts: SessionTexts;
  /** Runs one statement of Athena SQL and hands its answer to `receive`, whose product comes back. */
  query<T>(sql: string, options: QueryOptions, receive: (answer: Answer) => Promise<T>): Promise<T>;
  close(): void;
}

/** The footers of a large lake take longer to read than most questions; its files never change. */
const KEEP_FOOTERS = 'SET GLOBAL parquet_metadata_cache = true';

const RELATION = `"memory"."${DATABASE}"."${TABLE}"`;

function catalogWith(rowGroups: RowGroups, alias: TableName | undefined): Catalog {
  const table: CatalogTable = {
    database: DATABASE,
    name: TABLE,
    columns: columns.map((column) => ({
      ...column,
      copies: flatColumnsOf(column.name),
      ...(uuidColumns.has(column.name) ? { uuid: uuidLeaf(column.name) } : {}),
    })),
    partitionKeys,
    relation: RELATION,
    rowGroups,
  };
  return { defaultDatabase: DATABASE, tables: [table, ...(alias === undefined ? [] : [{ ...table, database: alias.database, name: alias.table }])] };
}

export async function openSession({ files, view, index = [], memory, alias, texts = newSessionTexts() }: SessionOptions): Promise<Session> {
  const catalog = catalogWith(await readRowGroups(index), alias);
  const instance = await DuckDBInstance.create(':memory:', { ...noExtensions, memory_limit: `${memory}MiB` });
  const connection = await instance.connect();
  try {
    const statements = [...athenaSettings, KEEP_FOOTERS, `CREATE SCHEMA "${DATABASE}"`, `CREATE VIEW ${RELATION} AS ${view}`, ...confinement(files)];
    registerSlowRegexps(connection);
    for (const statement of statements) await connection.run(statement);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return {
    texts,
    query: (sql, options, receive) => query({ instance, catalog, texts }, sql, options, receive),
    close: () => instance.closeSync(),
  };
}

interface Opened {
  readonly instance: DuckDBInstance;
  readonly catalog: Catalog;
  readonly texts: SessionTexts;
}

async function query<T>(
  { instance, catalog, texts }: Opened,
  sql: string,
  { signal, parameters }: QueryOptions,
  receive: (answer: Answer) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  // Loaded with the first query: the grammar takes half a second that `--help` must not pay.
  const { translate } = await import('../../athena-sql/translate.ts');
  const translation: Translation = translate(sql, catalog, { session: texts, ...(parameters === undefined ? {} : { parameters }) });
  if (translation.kind === 'answer') return receive(answered(translation));
  // One connection a query: queries run side by side, and an interruption stops the right one.
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    if (translation.kind === 'plan') return await receive(planned(answerOf(await start(connection, `EXPLAIN ${translation.sql}`))));
    return await receive(answerOf(await start(connection, translation.sql), translation.types));
  } catch (error) {
    signal?.throwIfAborted();
    throw queryFailure(error);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}

const answered = ({ columns: names, rows }: Extract<Translation, { readonly kind: 'answer' }>): Answer => ({
  columns: names.map((name) => ({ name, type: 'varchar' })),
  warnings: [],
  async *pages() {
    yield rows.map((row) => [...row]);
  },
});

/** A plan in the shape of Athena's: one column, a line a row. */
const planned = ({ pages }: Answer): Answer => ({
  columns: [{ name: 'Query Plan', type: 'varchar' }],
  warnings: [],
  async *pages() {
    for await (const page of pages()) yield page.flatMap((row) => String(row.at(-1)).trimEnd().split('\n')).map((line) => [line]);
  },
});

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
