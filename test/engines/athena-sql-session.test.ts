import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { translate } from '../../src/athena-sql/translate.ts';
import { newSessionTexts, type SessionTexts } from '../../src/athena-sql/translation.ts';
import { catalog, openEvidence } from './athena-sql-evidence.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openEvidence();
});

/** The rows of the last of some statements of one session. */
async function lastOf(statements: readonly string[], session: SessionTexts = newSessionTexts()): Promise<unknown> {
  let rows: unknown;
  for (const statement of statements) {
    const translation = translate(statement, catalog, { session });
    rows = translation.kind === 'answer' ? translation.rows : (await connection.runAndReadAll(translation.sql)).getRowsJson();
  }
  return rows;
}

const view = "CREATE VIEW denied AS SELECT eventname, errorcode AS code FROM irworkshopgluetablecloudtrail WHERE errorcode = 'AccessDenied'";

test('a view stands for its query in the statements after it', async () => {
  expect(await lastOf([view, 'SELECT d.eventname, denied2.code FROM denied d JOIN denied AS denied2 ON d.code = denied2.code'])).toEqual([
    ['DeleteUser', 'AccessDenied'],
  ]);
  expect(await lastOf([view, 'SHOW VIEWS'])).toEqual([['denied']]);
  expect(await lastOf([view, 'SELECT count(*) FROM irworkshopgluedatabase.DENIED'])).toEqual([['1']]);
});

test('a view is replaced only when the statement says so, and can be dropped', async () => {
  await expect(lastOf([view, view])).rejects.toThrow('view "denied" exists');
  expect(await lastOf([view, view.replace('CREATE', 'CREATE OR REPLACE').replace('AccessDenied', 'x'), 'SELECT * FROM denied'])).toEqual([]);
  await expect(lastOf([view, 'DROP VIEW denied', 'SELECT * FROM denied'])).rejects.toThrow('table "denied" does not exist');
  await expect(lastOf(['DROP VIEW denied'])).rejects.toThrow('view "denied" does not exist');
  expect(await lastOf(['DROP VIEW IF EXISTS denied'])).toEqual([]);
});

test('a view is checked when it is made, cannot hide the table, and is never one of itself', async () => {
  await expect(lastOf(['CREATE VIEW v AS SELECT evenname FROM irworkshopgluetablecloudtrail'])).rejects.toThrow('Nearest: eventname');
  await expect(lastOf(['CREATE VIEW irworkshopgluetablecloudtrail AS SELECT 1 AS x'])).rejects.toThrow('a name of its own');
  await expect(lastOf([view, 'CREATE OR REPLACE VIEW denied AS SELECT * FROM denied'])).rejects.toThrow('table "denied" does not exist');
});

test('a prepared statement takes its values as expressions', async () => {
  const prepared = 'PREPARE calls FROM SELECT count(*) FROM irworkshopgluetablecloudtrail WHERE awsregion = ? AND length(eventname) > ?';
  expect(await lastOf([prepared, "EXECUTE calls USING 'us-east-1', 5 + 5"])).toEqual([['2']]);
  await expect(lastOf([prepared, "EXECUTE calls USING 'us-east-1'"])).rejects.toThrow('values given: 1; question marks in the statement: 2');
  await expect(lastOf([prepared, 'DEALLOCATE PREPARE calls', 'EXECUTE calls'])).rejects.toThrow('prepared statement "calls" does not exist');
  expect(await lastOf(["EXECUTE IMMEDIATE 'SELECT ? + 1' USING 2"])).toEqual([[3]]);
});

test('a value of a prepared statement that names a column is refused', async () => {
  await expect(lastOf(['PREPARE p FROM SELECT ?', 'EXECUTE p USING eventname'])).rejects.toThrow('column "eventname" does not exist');
});

test('a prepared statement cannot run another one without end', async () => {
  await expect(lastOf(['PREPARE p FROM EXECUTE p'])).rejects.toThrow('only a query can be prepared');
});

test('SHOW PARTITIONS lists each partition once', async () => {
  const rows = (await lastOf(['SHOW PARTITIONS irworkshopgluetablecloudtrail'])) as readonly (readonly (string | null)[])[];
  expect(rows).toHaveLength(1);
});

test('a query of WITH RECURSIVE names itself', async () => {
  const recursive = 'WITH RECURSIVE chain(n) AS (SELECT 1 UNION ALL SELECT n * 2 FROM chain WHERE n < 20) SELECT n FROM chain ORDER BY n';
  expect(await lastOf([recursive])).toEqual([[1], [2], [4], [8], [16], [32]]);
});

test('EXPLAIN gives a plan', () => {
  expect(translate('EXPLAIN SELECT 1', catalog)).toMatchObject({ kind: 'plan' });
});
