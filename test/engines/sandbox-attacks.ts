/*
 * SQL that means harm, and what must come back. `T` stands for the table, which holds the records of `sandbox-evidence.ts`.
 * What is refused says so with a code and a part of the message; what is harmless answers, with rows worked out by hand.
 */

/** What comes back: an error of this code with this in its message, or rows. */
export type Outcome =
  | readonly [code: 'INVALID' | 'UNSUPPORTED' | 'FAILED' | 'LIMIT', part: string | RegExp]
  | { readonly rows: readonly unknown[][] };
export type Attack = readonly [what: string, sql: string, outcome: Outcome];

const gone: Outcome = ['INVALID', /does not exist|there is no/];

/** Things beside the one table: nobody gets there. */
export const reaching: readonly Attack[] = [
  ['the untouched record', 'SELECT _raw FROM T', gone],
  ['the untouched record, quoted', 'SELECT "_raw" FROM T', gone],
  ['the untouched record, by its table', 'SELECT t._raw FROM T AS t', gone],
  ['the file of a record', 'SELECT _file FROM T', gone],
  ['the number of a row', 'SELECT rowid FROM T', gone],
  ['a file, as a table', `SELECT * FROM "/etc/passwd"`, gone],
  ['a file of data, as a table', `SELECT * FROM "/tmp/x.parquet"`, gone],
  ['a bucket, as a table', `SELECT * FROM "s3://bucket/key.parquet"`, gone],
  ['a website, as a table', `SELECT * FROM "https://example.com/x.csv"`, gone],
  ['a pattern of files, as a table', `SELECT * FROM "/**/*.json"`, gone],
  ['a reader of CSV', `SELECT * FROM TABLE(read_csv('/etc/passwd'))`, ['UNSUPPORTED', 'line 1:15']],
  ['a reader of text', `SELECT read_text('/etc/passwd')`, ['UNSUPPORTED', 'read_text']],
  ['a reader of bytes', `SELECT read_blob('/etc/passwd')`, ['UNSUPPORTED', 'read_blob']],
  ['a list of files', `SELECT glob('/etc/*')`, ['UNSUPPORTED', 'glob']],
  ['an environment variable', `SELECT getenv('HOME')`, ['UNSUPPORTED', 'getenv']],
  ['an environment variable, by a schema', `SELECT system.getenv('HOME')`, ['UNSUPPORTED', 'getenv']],
  ['a setting', `SELECT current_setting('home_directory')`, ['UNSUPPORTED', 'current_setting']],
  ['a variable', `SELECT getvariable('x')`, ['UNSUPPORTED', 'getvariable']],
  ['a function in quotes', `SELECT "getenv"('HOME')`, ['UNSUPPORTED', 'getenv']],
  ['a function whose name holds a statement', `SELECT "lower('x'); DROP TABLE t; --"('y')`, ['UNSUPPORTED', 'function']],
  ['the schema of DuckDB', 'SELECT * FROM duckdb_tables', gone],
  ['the settings of DuckDB', 'SELECT * FROM duckdb_settings()', ['INVALID', 'line 1']],
  ['the databases of DuckDB, quoted', 'SELECT * FROM "duckdb_databases"', gone],
  ['the view behind the table', 'SELECT * FROM "memory"."irworkshopgluedatabase"."irworkshopgluetablecloudtrail"', gone],
  ['the information schema', 'SELECT * FROM information_schema.tables', ['UNSUPPORTED', 'information_schema']],
  ['the catalogue of PostgreSQL', 'SELECT * FROM pg_catalog.pg_class', gone],
  ['the catalogue of SQLite', 'SELECT * FROM sqlite_master', gone],
  ['the user', 'SELECT current_user', ['UNSUPPORTED', 'line 1:8']],
];

const refused = (word: string): Outcome => ['UNSUPPORTED', word];

/** Statements that change something, or run something else. */
export const doing: readonly Attack[] = [
  ['COPY to a file', `COPY (SELECT 1) TO '/tmp/x'`, ['INVALID', 'line 1:1']],
  ['ATTACH', `ATTACH '/tmp/x.db'`, ['INVALID', 'line 1:1']],
  ['INSTALL', 'INSTALL httpfs', ['INVALID', 'line 1:1']],
  ['LOAD', 'LOAD httpfs', ['INVALID', 'line 1:1']],
  ['PRAGMA', 'PRAGMA enable_profiling', ['INVALID', 'line 1:1']],
  ['EXPORT', `EXPORT DATABASE '/tmp/x'`, ['INVALID', 'line 1:1']],
  ['CHECKPOINT', 'CHECKPOINT', ['INVALID', 'line 1:1']],
  ['VACUUM', 'VACUUM', ['INVALID', 'line 1:1']],
  ['SET', `SET enable_external_access = true`, ['INVALID', 'line 1']],
  ['SET SESSION', 'SET SESSION x = 1', refused('SET')],
  ['RESET SESSION', 'RESET SESSION x', refused('RESET')],
  ['USE', 'USE memory', refused('USE')],
  ['CALL', 'CALL pragma_version()', refused('CALL')],
  ['a macro', 'CREATE MACRO lower(x) AS 1', ['INVALID', 'line 1']],
  ['a table from a query', 'CREATE TABLE x AS SELECT 1', refused('CREATE')],
  [
    'another table in place of ours',
    'CREATE OR REPLACE VIEW irworkshopgluetablecloudtrail AS SELECT 1 AS a',
    ['INVALID', 'a view needs a name of its own'],
  ],
  ['DROP', 'DROP TABLE irworkshopgluetablecloudtrail', refused('DROP')],
  ['INSERT', 'INSERT INTO T SELECT * FROM T', refused('INSERT')],
  ['UPDATE', `UPDATE T SET eventname = 'x'`, refused('UPDATE')],
  ['DELETE', 'DELETE FROM T', refused('DELETE')],
  ['MERGE', `MERGE INTO T AS a USING T AS b ON a.eventid = b.eventid WHEN MATCHED THEN DELETE`, refused('MERGE')],
  ['TRUNCATE', 'TRUNCATE TABLE T', refused('TRUNCATE')],
  ['GRANT', 'GRANT SELECT ON T TO PUBLIC', refused('GRANT')],
  ['EXECUTE IMMEDIATE', `EXECUTE IMMEDIATE 'DROP TABLE T'`, refused('DROP')],
  ['PREPARE', 'PREPARE p FROM DELETE FROM T', refused('DELETE')],
  ['a transaction', 'START TRANSACTION', refused('START')],
  ['a second statement', 'SELECT 1; DROP TABLE T', ['INVALID', 'a second statement']],
  ['a second statement behind a comment', 'SELECT 1 /* ; */ ; -- and\nSELECT 2', ['INVALID', 'a second statement']],
  ['a second statement behind the end of a text', `SELECT 'a'' OR ''a' ; SELECT 1`, ['INVALID', 'a second statement']],
];
