import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeTrino, startFakeTrino } from '../../../test/support/fake-trino.ts';
import { openTrino } from './open-trino.ts';
import type { TrinoServer } from './trino-server.ts';

const QUEUED = '"stats":{}';
const COLUMNS = `"columns":[
  {"name":"n","type":"bigint","typeSignature":{"rawType":"bigint","arguments":[]}},
  {"name":"n","type":"varchar(3)","typeSignature":{"rawType":"varchar","arguments":[{"kind":"LONG","value":3}]}}]`;

let trino: FakeTrino;
const pauses: number[] = [];

beforeEach(async () => {
  trino = await startFakeTrino(QUEUED, `${COLUMNS},"data":[[1,"a"]]`, `${COLUMNS},"data":[[2,null]]`, COLUMNS);
  pauses.length = 0;
});
afterEach(() => trino.close());

const open = (server: Partial<TrinoServer> = {}) =>
  openTrino({ url: trino.url, user: 'ana', ...server }, { pause: async (milliseconds) => pauses.push(milliseconds) });

test('an answer is read step by step; a second column of a name is told', async () => {
  expect(await open().query('SELECT 1')).toEqual({
    columns: [
      { name: 'n', type: 'bigint' },
      { name: 'n_1', type: 'varchar' },
    ],
    rows: [
      [1, 'a'],
      [2, null],
    ],
    warnings: ['A second column of the name "n" is called "n_1".'],
  });
  expect(trino.calls).toEqual(['POST SELECT 1', 'GET 1', 'GET 2', 'GET 3']);
});

test('values come as from the other engines', async () => {
  const type = (rawType: string, ...parts: readonly string[]) => `{"rawType":"${rawType}","arguments":[${parts.join(',')}]}`;
  const part = (signature: string) => `{"kind":"TYPE","value":${signature}}`;
  const member = (name: string | null, signature: string) =>
    `{"kind":"NAMED_TYPE","value":{${name === null ? '' : `"fieldName":{"name":"${name}"},`}"typeSignature":${signature}}}`;
  const signatures = [
    type('row', member('arn', type('varchar')), member(null, type('bigint'))),
    type('map', part(type('varchar')), part(type('double'))),
    type('array', part(type('timestamp'))),
    type('decimal', '{"kind":"LONG","value":3}', '{"kind":"LONG","value":2}'),
    type('varbinary'),
    type('double'),
    type('ipprefix'),
  ];
  trino.steps = [
    `"columns":[${signatures.map((signature, index) => `{"name":"c${index}","typeSignature":${signature}}`)}],
     "data":[[["x, y=1",9223372036854775807],{"a":1.5},["2026-01-07 02:25:18.000"],"1.50","AP8=","-Infinity","10.0.0.0/8"]]`,
  ];
  const { columns, rows } = await open().query('SELECT 1');
  expect(columns.map((column) => column.type)).toEqual([
    ...['row(arn varchar, bigint)', 'map(varchar, double)', 'array(timestamp(3))', 'decimal(3,2)', 'varbinary', 'double', 'varchar'],
  ]);
  expect(rows).toEqual([
    [
      { arn: 'x, y=1', field1: 9223372036854775807n },
      ...[{ a: 1.5 }, ['2026-01-07 02:25:18.000'], '1.50', '00 ff', Number.NEGATIVE_INFINITY, '10.0.0.0/8'],
    ],
  ]);
});

test('no whole number loses a digit, and no text is taken for one', async () => {
  const whole = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const text = fc.oneof(
    fc.string(),
    whole.map(String),
    fc.tuple(fc.string(), whole).map(([before, number]) => `${before}",${number}`),
  );
  await fc.assert(
    fc.asyncProperty(whole, text, async (number, name) => {
      trino.steps = [`${COLUMNS},"data":[[${number},${JSON.stringify(name)}]]`];
      const [[first, second] = []] = (await open().query('SELECT 1')).rows;
      expect([BigInt(first as bigint), second]).toEqual([number, name]);
    }),
  );
});

test('a coordinator that is busy is asked again, with growing pauses', async () => {
  let busy = [503, 429];
  trino.fault = () => busy.shift() ?? null;
  expect((await open().query('SELECT 1')).rows).toHaveLength(2);
  expect(pauses).toEqual([100, 200]);
  busy = Array.from({ length: 20 }, () => 502);
  await expect(open().query('SELECT 1')).rejects.toMatchObject({
    code: 'KT_REMOTE_UNREACHABLE',
    message: expect.stringContaining('too busy (HTTP 502)'),
  });
});

test.each([401, 403, 404, 500])('HTTP %i is a refusal', async (status) => {
  trino.fault = () => status;
  await expect(open().query('SELECT 1')).rejects.toMatchObject({ code: 'KT_REMOTE_REFUSED', hint: expect.any(String) });
});

test.each([
  [
    'COLUMN_NOT_FOUND',
    'USER_ERROR',
    "line 1:8: Column 'x' cannot be resolved",
    ',"errorLocation":{"lineNumber":1,"columnNumber":8}',
    'KT_QUERY_INVALID',
  ],
  ['DIVISION_BY_ZERO', 'USER_ERROR', 'Division by zero', '', 'KT_REMOTE_REFUSED'],
  ['PERMISSION_DENIED', 'USER_ERROR', 'Access Denied: Cannot select', '', 'KT_REMOTE_REFUSED'],
  ['EXCEEDED_GLOBAL_MEMORY_LIMIT', 'INSUFFICIENT_RESOURCES', 'Query exceeded memory', '', 'KT_QUERY_LIMIT'],
])('%s is told in Trino’s own words', async (errorName, errorType, message, location, code) => {
  trino.steps = [QUEUED, `"error":{"message":"${message}","errorName":"${errorName}","errorType":"${errorType}"${location}}`];
  await expect(open().query('SELECT x')).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
});

test('a query that is cancelled is deleted where it runs', async () => {
  const controller = new AbortController();
  trino.fault = (call) => {
    if (call === 'GET 2') controller.abort();
    return null;
  };
  await expect(open().query('SELECT 1', { signal: controller.signal })).rejects.toThrow(/abort/);
  expect(trino.calls.at(-1)).toMatch(/^DELETE [23]$/);
});

describe('who asks', () => {
  test('is told by a password or a token in each request', async () => {
    await open({ password: 'p:w' }).query('SELECT 1');
    // printf 'ana:p:w' | base64
    expect(new Set(trino.headers.map(({ authorization }) => authorization))).toEqual(new Set(['Basic YW5hOnA6dw==']));
    trino.headers.length = 0;
    await open({ token: 'jwt', catalog: 'hive', schema: 'logs' }).query('SELECT 1');
    expect(trino.headers[0]).toMatchObject({
      authorization: 'Bearer jwt',
      'x-trino-user': 'ana',
      'x-trino-catalog': 'hive',
      'x-trino-schema': 'logs',
    });
  });

  test('is never told to another host', async () => {
    const stranger = await startFakeTrino(QUEUED);
    trino.elsewhere = stranger.url;
    await expect(open({ token: 'jwt' }).query('SELECT 1')).rejects.toMatchObject({ code: 'KT_REMOTE_REFUSED' });
    expect(stranger.calls).toEqual([]);
    await stranger.close();
  });

  test.each([
    [{ url: 'http://trino.example.com', password: 'x' }, /unencrypted/],
    [{ url: 'http://127.0.0.1.example.com', token: 'x' }, /unencrypted/],
    [{ url: 'trino.example.com:8080' }, /not an address/],
    [{ url: 'https://ana:x@trino.example.com' }, /user or password/],
    [{ user: 'ana\r\nX-Trino-User: root' }, /no name/],
  ])('%j is refused before anything is sent', (server, message) => {
    expect(() => open(server)).toThrow(message);
  });
});

test('values go along as parameters: literals as they are, all else as text', async () => {
  await open().query('SELECT ?, ?, ?', { parameters: ['7', "'a'", "it's"] });
  expect(trino.calls[0]).toBe("POST EXECUTE IMMEDIATE 'SELECT ?, ?, ?' USING 7, 'a', 'it''s'");
});

test.each([
  ...['DROP TABLE t', 'INSERT INTO t SELECT 1', '-- SELECT\nDELETE FROM t', '/* SELECT */ (MERGE INTO t)', 'CREATE TABLE t AS SELECT 1'],
  ...['EXPLAIN ANALYZE DELETE FROM t', 'EXPLAIN /* x */ ANALYZE INSERT INTO t SELECT 1', 'EXECUTE p', 'CALL system.drop()', 'selection', ''],
])('%j is not sent, for it may write', async (sql) => {
  await expect(open().query(sql)).rejects.toMatchObject({ code: 'KT_QUERY_UNSUPPORTED' });
  expect(trino.calls).toEqual([]);
});

test.each([
  'WITH a AS (SELECT 1) SELECT * FROM a',
  '(SELECT 1)',
  '-- who\nSHOW TABLES',
  'describe t',
  'EXPLAIN SELECT 1',
  'VALUES 1',
  'SELECT*FROM t',
])('%j is sent', async (sql) => {
  await open().query(sql);
  expect(trino.calls[0]).toBe(`POST ${sql}`);
});
