import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { quoteLiteral } from '../../athena-sql/literal.ts';
import { DATABASE, TABLE } from '../../core/cloudtrail-table.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { openDuckdb } from './open-duckdb.ts';
import { openTrustedSql } from './open-trusted-sql.ts';

// What the engine does with DuckDB is tested here, and what gets past the translator: so the statement goes to DuckDB as it is.
vi.mock('../../athena-sql/translate.ts', () => ({ translate: (sql: string) => ({ kind: 'query', sql, types: [] }) }));

let engine: SqlEngine;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const file = join(folder, "it's.parquet");
  await writeFile(join(folder, 'secret.csv'), 'a,b\n1,2\n');
  const writer = await openTrustedSql({ temporaryDirectory: folder });
  await writer.run(`COPY (SELECT 'GetUser' AS eventname, 'x' AS _raw FROM range(3)) TO ${quoteLiteral(file)} (FORMAT parquet)`);
  writer.close();
  engine = await openDuckdb({ files: [file], view: `SELECT eventname FROM read_parquet([${quoteLiteral(file)}])` });
});

afterAll(() => engine.close());

const one = async (expression: string) => {
  const { columns: found, rows } = await engine.query(`SELECT ${expression} AS v`);
  return [found[0]?.type, rows[0]?.[0]];
};

test('the table stands under its database, and shows no more than the view', async () => {
  expect((await engine.query(`SELECT * FROM "${DATABASE}"."${TABLE}"`)).rows).toEqual([['GetUser'], ['GetUser'], ['GetUser']]);
});

describe('values come with Athena types and in Athena text:', () => {
  test.each([
    [`'a'`, 'varchar', 'a'],
    ['42', 'integer', 42],
    ['count(*)', 'bigint', 1],
    ['9007199254740991::BIGINT', 'bigint', 9007199254740991],
    ['9007199254740993::BIGINT', 'bigint', 9007199254740993n],
    ['sum(5)', 'bigint', 5],
    ['7 / 2', 'integer', 3],
    ['1.5::DOUBLE', 'double', 1.5],
    ['1.5::FLOAT', 'real', 1.5],
    ['true', 'boolean', true],
    ['NULL', 'integer', null],
    ['1.50::DECIMAL(10,2)', 'decimal(10,2)', '1.50'],
    [`TIMESTAMP '2026-01-07 02:25:18.1239'`, 'timestamp(3)', '2026-01-07 02:25:18.123'],
    [`TIMESTAMP '1969-12-31 23:59:59.5'`, 'timestamp(3)', '1969-12-31 23:59:59.500'],
    [`TIMESTAMPTZ '2026-01-07 04:25:18+02'`, 'timestamp(3) with time zone', '2026-01-07 02:25:18.000 UTC'],
    [`DATE '1969-12-31'`, 'date', '1969-12-31'],
    [`TIME '02:25:18'`, 'time(3)', '02:25:18.000'],
    [`INTERVAL '1 day 3 hours'`, 'interval day to second', '1 03:00:00.000'],
    [`INTERVAL '-90 minutes'`, 'interval day to second', '-0 01:30:00.000'],
    [`INTERVAL '14 months'`, 'interval day to second', '1-2'],
    [`'hi'::BLOB`, 'varbinary', '68 69'],
    [`['a', NULL]`, 'array(varchar)', ['a', null]],
    [`{'a': 1, 'b': {'c': 'x'}}`, 'row(a integer, b row(c varchar))', { a: 1, b: { c: 'x' } }],
    [`MAP {'k': DATE '2026-01-07'}`, 'map(varchar, date)', { k: '2026-01-07' }],
    [`'{"a":1}'::JSON`, 'json', '{"a":1}'],
    [`'d0000000-0000-4000-8000-000000000001'::UUID`, 'uuid', 'd0000000-0000-4000-8000-000000000001'],
  ])('%s', async (expression, type, value) => {
    expect(await one(expression)).toEqual([type, value]);
  });

  test('a key of a map that the attacker chose becomes a member, not a prototype', async () => {
    const [, value] = await one(`MAP {'__proto__': 'x'}`);
    expect(Object.entries(value as object)).toEqual([['__proto__', 'x']]);
  });

  test('a name that occurs twice is numbered, and a warning says so', async () => {
    const { columns: found, warnings } = await engine.query('SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a');
    expect(found.map((column) => column.name)).toEqual(['a', 'a_2', 'a_1', 'a_3']);
    expect(warnings).toHaveLength(2);
  });

  test('nulls come last in both directions', async () => {
    const values = 'SELECT * FROM (VALUES (1), (NULL), (2)) t(v) ORDER BY v';
    expect((await engine.query(values)).rows).toEqual([[1], [2], [null]]);
    expect((await engine.query(`${values} DESC`)).rows).toEqual([[2], [1], [null]]);
  });
});

describe('what gets past the translator cannot', () => {
  test.each([
    ['read a file', () => `SELECT * FROM ${quoteLiteral(join(folder, 'secret.csv'))}`],
    ['read text', () => `SELECT * FROM read_text('/etc/passwd')`],
    ['list files', () => `SELECT * FROM glob('/etc/*')`],
    ['fetch from the network', () => `SELECT * FROM read_csv('https://example.com/x.csv')`],
    ['write a file', () => `COPY (SELECT 1) TO ${quoteLiteral(join(folder, 'out.csv'))}`],
    ['overwrite the evidence', () => `COPY (SELECT 1) TO ${quoteLiteral(join(folder, "it's.parquet"))} (FORMAT parquet, USE_TMP_FILE false)`],
    ['attach a database', () => `ATTACH ${quoteLiteral(join(folder, 'x.db'))}`],
    ['change a setting', () => 'SET enable_external_access = true'],
    ['replace the table', () => `CREATE OR REPLACE VIEW "${DATABASE}"."${TABLE}" AS SELECT 1`],
    ['install an extension', () => 'INSTALL httpfs'],
    ['run two statements', () => 'SELECT 1; SELECT 2'],
  ])('%s', async (_, sql) => {
    await expect(engine.query(sql())).rejects.toThrow();
    expect((await engine.query(`SELECT count(*) FROM "${DATABASE}"."${TABLE}"`)).rows).toEqual([[3]]);
  });
});

describe('failures', () => {
  test('are one sentence, without the place in the text that the user did not write', async () => {
    await expect(engine.query(`SELECT CAST('x' AS INTEGER)`)).rejects.toMatchObject({
      code: 'KT_QUERY_FAILED',
      message: "the query failed: Could not convert string 'x' to INT32.",
    });
  });

  test('an answer of too many rows is refused', async () => {
    await expect(engine.query('SELECT * FROM range(2000000)')).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT' });
  });

  test('a query that wants too much memory is refused', async () => {
    const small = await openDuckdb({ files: [], view: 'SELECT 1 AS v', memory: 50 });
    await expect(small.query('SELECT count(*) FROM (SELECT DISTINCT i, i * 2, i::VARCHAR FROM range(20000000) t(i))')).rejects.toMatchObject({
      code: 'KT_QUERY_LIMIT',
    });
    await small.close();
  });

  test('an abort interrupts the query with its own reason, and the engine goes on', async () => {
    const abort = new AbortController();
    const endless = engine.query('SELECT count(*) FROM range(1000000000) a, range(1000000000) b WHERE a.range * b.range = 7', {
      signal: abort.signal,
    });
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(endless).rejects.toThrow('enough');
    expect(await one('1')).toEqual(['integer', 1]);
  });
});
