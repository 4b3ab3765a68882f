import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columns, partitionKeys } from '../../core/cloudtrail-table.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { openSandbox, type SandboxOptions } from './open-sandbox.ts';

/** A table without rows: queries bring their own. */
const view = `SELECT ${[...columns.map(({ name }) => name), ...partitionKeys].map((name) => `'' AS "${name}"`).join(', ')} WHERE false`;
const open = (options: Partial<SandboxOptions> = {}): SqlEngine => openSandbox({ files: [], view, ...options });

const ENDLESS =
  'SELECT count(*) FROM UNNEST(sequence(1, 9000)) AS a(x), UNNEST(sequence(1, 9000)) AS b(y), UNNEST(sequence(1, 9000)) AS c(z) WHERE x * y + z = 7';
/** One call that takes half a minute and cannot be interrupted. */
const DEAF = "SELECT length(lpad('a', 2000000000, 'b'))";

const linux = process.platform === 'linux';
const children = (): number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('sandbox-process'))
    .map((line) => Number.parseInt(line, 10));

describe('an engine in a process of its own', () => {
  let engine: SqlEngine;
  beforeAll(() => {
    engine = open();
  });
  afterAll(() => engine.close());

  test('gives values as they are: large integers, what is no number, nothing, nested ones, a key that would be a prototype', async () => {
    const answer = await engine.query(
      `SELECT 9007199254740993 AS big, sqrt(-1e0) AS nan, NULL AS nothing, ARRAY[CAST(ROW(1, 'x') AS ROW(a integer, b varchar))] AS nested,
      MAP(ARRAY['__proto__'], ARRAY['x']) AS keyed, DATE '2026-01-07' AS day, CAST(1.5 AS decimal(10,2)) AS exact`,
    );
    expect(answer.columns.map(({ name, type }) => `${name} ${type}`).slice(0, 2)).toEqual(['big bigint', 'nan double']);
    const [big, nan, nothing, nested, keyed, day, exact] = answer.rows[0] ?? [];
    expect([big, nan, nothing, nested, day, exact]).toEqual([9007199254740993n, Number.NaN, null, [{ a: 1, b: 'x' }], '2026-01-07', '1.50']);
    expect(Object.entries(keyed as object)).toEqual([['__proto__', 'x']]);
  });

  test('gives an answer of many pages whole and in order', async () => {
    const { rows } = await engine.query('SELECT x FROM UNNEST(sequence(1, 9000)) AS t(x) ORDER BY x DESC');
    expect(rows).toEqual(Array.from({ length: 9000 }, (_, index) => [9000 - index]));
  });

  test('answers what needs no engine, takes parameters, and warns', async () => {
    expect((await engine.query('SHOW TABLES')).rows).toEqual([['irworkshopgluetablecloudtrail']]);
    expect((await engine.query('SELECT ? AS a', { parameters: ["it's"] })).rows).toEqual([["it's"]]);
    expect((await engine.query('SELECT 1 AS a, 2 AS a')).warnings).toHaveLength(1);
  });

  test('refuses with code, place and hint', async () => {
    await expect(engine.query('SELECT nothing')).rejects.toMatchObject({
      code: 'KT_QUERY_INVALID',
      message: expect.stringContaining('line 1:8'),
      hint: expect.stringContaining('^'),
    });
  });

  test('runs what is asked at once one after the other', async () => {
    const answers = await Promise.all([1, 2, 3].map((n) => engine.query(`SELECT ${n}`)));
    expect(answers.map(({ rows }) => rows)).toEqual([[[1]], [[2]], [[3]]]);
  });

  test('is cancelled with the reason of the caller, before it begins or while it runs, and goes on', async () => {
    await expect(engine.query('SELECT 1', { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no');
    for (const query of [ENDLESS, DEAF]) {
      const abort = new AbortController();
      const running = engine.query(query, { signal: abort.signal });
      setTimeout(() => abort.abort(new Error('enough')), 200);
      await expect(running).rejects.toThrow('enough');
      expect((await engine.query('SELECT 1')).rows).toEqual([[1]]);
    }
  });

  test.runIf(linux)('has nothing of our environment, and stands in no folder of ours', () => {
    const [pid] = children();
    const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .map((line) => line.split('=')[0]);
    expect(names.filter((name) => name !== '' && !name?.startsWith('NODE_CHANNEL_'))).toEqual([]);
    expect(readlinkSync(`/proc/${pid}/cwd`)).toBe('/');
  });

  test.runIf(linux)('says so when its process breaks, and gets a new one', async () => {
    const [pid = 0] = children();
    const running = engine.query(ENDLESS);
    const broken = expect(running).rejects.toMatchObject({ code: 'KT_QUERY_FAILED', message: 'the query brought its process down (SIGSEGV).' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    process.kill(pid, 'SIGSEGV');
    await broken;
    expect((await engine.query('SELECT 1')).rows).toEqual([[1]]);
  });
});

describe('a limit', () => {
  let engine: SqlEngine;
  let hasty: SqlEngine;
  beforeAll(() => {
    engine = open({ limits: { seconds: 60, memory: 128, rows: 100, size: 0.01 } });
    hasty = open({ limits: { seconds: 1 } });
  });
  afterAll(() => Promise.all([engine.close(), hasty.close()]));

  test.each([
    ['where the query can be interrupted', ENDLESS],
    ['where it cannot', DEAF],
  ])('of time is named with the option that moves it, and the next query works: %s', async (_, query) => {
    await expect(hasty.query(query)).rejects.toMatchObject({
      code: 'KT_QUERY_LIMIT',
      message: 'the query ran longer than a second.',
      hint: expect.stringContaining('--timeout'),
    });
    expect((await hasty.query('SELECT 1')).rows).toEqual([[1]]);
  });

  test('takes no view and no prepared statement with the process that it ends', async () => {
    await hasty.query('CREATE VIEW one AS SELECT 1 AS n');
    await hasty.query('PREPARE two FROM SELECT 2 AS n');
    await expect(hasty.query(DEAF)).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT' });
    expect((await hasty.query('SELECT n FROM one')).rows).toEqual([[1]]);
    expect((await hasty.query('EXECUTE two')).rows).toEqual([[2]]);
    await hasty.query('DROP VIEW one');
    await expect(hasty.query(DEAF)).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT' });
    await expect(hasty.query('SELECT n FROM one')).rejects.toMatchObject({ code: 'KT_QUERY_INVALID' });
  });

  const hoard = "SELECT cardinality(array_agg(lpad(CAST(x AS varchar), 1000000, 'b'))) FROM UNNEST(sequence(1, 9000)) AS t(x)";
  test.each([
    ['of memory', hoard, 'the query needs more than 128 MiB of memory.', '--max-memory'],
    ['of rows', 'SELECT x FROM UNNEST(sequence(1, 101)) AS t(x)', 'the answer has more than 100 rows.', '--max-rows'],
    ['of size', "SELECT lpad('a', 20000, 'b')", 'the answer holds more than 0.01 MiB.', '--max-size'],
    ['of text', `SELECT '${'ü'.repeat(140_000)}'`, 'the statement has 280009 bytes of 262144, the most that Athena takes.', 'Split'],
  ])('%s is named with the option that moves it, and the next query works', async (_, query, message, hint) => {
    await expect(engine.query(query)).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT', message, hint: expect.stringContaining(hint) });
    expect((await engine.query('SELECT 1')).rows).toEqual([[1]]);
  });

  test('is no limit for what is just within it', async () => {
    expect((await engine.query('SELECT x FROM UNNEST(sequence(1, 100)) AS t(x)')).rows).toHaveLength(100);
  });
});

test('files that cannot be opened fail the query, with the reason', async () => {
  const engine = open({ view: `SELECT * FROM read_parquet('/no/such.parquet')` });
  await expect(engine.query('SELECT 1')).rejects.toThrow('/no/such.parquet');
  await engine.close();
});

test.runIf(linux)('nothing is left after closing, even while a query runs', async () => {
  const before = children();
  const engine = open();
  await engine.query('SELECT 1');
  expect(children()).toHaveLength(before.length + 1);
  const running = expect(engine.query(ENDLESS)).rejects.toThrow('closed');
  await new Promise(setImmediate);
  await engine.close();
  await running;
  expect(children()).toEqual(before);
});
