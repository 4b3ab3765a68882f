import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from '../../../test/support/aws-environment.ts';
import { type FakeAthena, startFakeAthena } from '../../../test/support/fake-athena.ts';
import { openAthenaService } from '../../aws/athena-service.ts';
import { athenaFailure } from './athena-failure.ts';
import type { AthenaPlace } from './athena-service.ts';
import { openAthena } from './open-athena.ts';
import { scanBudget } from './scan-budget.ts';

let athena: FakeAthena;
const pauses: number[] = [];

beforeEach(async () => {
  stubAwsEnvironment();
  athena = await startFakeAthena();
  pauses.length = 0;
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await athena.close();
});

const GB = 1_000_000_000;

function open(
  place: Partial<AthenaPlace> = {},
  limit: { readonly bytes: number; readonly answer?: boolean; readonly estimate?: 'largest' } = { bytes: 100 * GB },
) {
  const asked: number[] = [];
  const reads: { readonly bytes: number; readonly dollars: number }[] = [];
  const budget = scanBudget({
    bytes: limit.bytes,
    confirm: async (bytes) => {
      asked.push(bytes);
      return limit.answer ?? false;
    },
    onRead: (read) => reads.push(read),
  });
  const service = openAthenaService({ region: 'eu-west-1', endpointUrl: athena.url }, athenaFailure);
  const pause = async (milliseconds: number) => pauses.push(milliseconds);
  return { engine: openAthena({ service, place, budget, estimate: limit.estimate ?? 'planner' }, { pause }), reads, asked };
}

const started = () => athena.calls.flatMap(([name, input]) => (name === 'StartQueryExecution' ? [input] : []));
const isEstimate = (sql: string) => sql.startsWith('EXPLAIN (TYPE IO');

test('a query is started, looked after with growing pauses, and read page by page', async () => {
  const states = [
    { State: 'QUEUED' },
    { State: 'RUNNING', scanned: 5 },
    { State: 'RUNNING', scanned: 6 },
    { State: 'SUCCEEDED', scanned: 7_000_000 },
  ];
  const columns = [
    { Name: 'eventname', Type: 'varchar' },
    { Name: 'calls', Type: 'bigint' },
    { Name: 'calls', Type: 'bigint' },
  ];
  const pages = [
    [
      ['eventname', 'calls', 'calls'],
      ['ListUsers', '3', '9007199254740993'],
    ],
    [['', null, '2']],
  ];
  athena.answer = (sql) => (isEstimate(sql) ? {} : { states, columns, pages });
  const { engine, reads } = open({ database: 'logs' });
  expect(await engine.query('SELECT 1')).toEqual({
    columns: [
      { name: 'eventname', type: 'varchar' },
      { name: 'calls', type: 'bigint' },
      { name: 'calls_1', type: 'bigint' },
    ],
    rows: [
      ['ListUsers', 3, 9007199254740993n],
      ['', null, 2],
    ],
    warnings: ['A second column of the name "calls" is called "calls_1".'],
  });
  expect(pauses).toEqual([200, 300, 450]);
  expect(started().at(-1)).toMatchObject({ QueryString: 'SELECT 1', WorkGroup: 'primary', QueryExecutionContext: { Database: 'logs' } });
  // 10 MB at least are charged, at 5 dollars for 2^40 bytes.
  expect(reads).toEqual([{ bytes: 7_000_000, dollars: (10_485_760 / 1_099_511_627_776) * 5 }]);
});

test('pauses do not grow for ever', async () => {
  const running = Array.from({ length: 14 }, () => ({ State: 'RUNNING' }));
  athena.answer = (sql) => (isEstimate(sql) ? {} : { states: [...running, { State: 'SUCCEEDED' }] });
  await open().engine.query('SELECT 1');
  expect(pauses.slice(-3)).toEqual([5000, 5000, 5000]);
});

test('values are typed; a row is read where its text has one reading, and that it has no quotes is told', async () => {
  const values: readonly (readonly [type: string, text: string, value: unknown, name?: string])[] = [
    ['boolean', 'true', true],
    ['double', 'NaN', Number.NaN],
    ['decimal', '1.50', '1.50', 'decimal(3,2)'],
    ['timestamp', '2026-01-07 02:25:18.000', '2026-01-07 02:25:18.000', 'timestamp(3)'],
    ['timestamp with time zone', '2026-01-07 02:25:18.000 UTC', '2026-01-07 02:25:18.000 UTC', 'timestamp(3) with time zone'],
    ['float', '1.5', 1.5, 'real'],
    ['array', '[a, b]', ['a', 'b']],
    ['row', '{username=x, arn=a, arn=b}', '{username=x, arn=a, arn=b}'],
  ];
  athena.answer = () => ({
    columns: values.map(([Type], index) => ({ Name: `c${index}`, Type, Precision: 3, Scale: 2 })),
    pages: [[values.map((_, index) => `c${index}`), values.map(([, text]) => text)]],
  });
  const table = await open().engine.query('SELECT 1');
  expect(table.columns.map(({ type }) => type)).toEqual(values.map(([type, , , name]) => name ?? type));
  expect(table.rows).toEqual([values.map(([, , value]) => value)]);
  expect(table.warnings).toEqual([expect.stringContaining('"c6"'), expect.stringContaining('"c7"')]);
});

test('what SHOW answers has no row of names', async () => {
  athena.answer = () => ({ columns: [{ Name: 'tab_name', Type: 'string' }], pages: [[['cloudtrail'], ['vpc']]] });
  expect((await open().engine.query('SHOW TABLES')).rows).toEqual([['cloudtrail'], ['vpc']]);
  // Nothing is read for it, so nothing is estimated.
  expect(started()).toHaveLength(1);
});

test('a query that is cancelled is stopped there', async () => {
  const controller = new AbortController();
  athena.answer = (sql) => (isEstimate(sql) ? {} : { states: [{ State: 'RUNNING' }] });
  athena.fault = (name) => {
    if (name === 'GetQueryExecution' && started().length === 2) setImmediate(() => controller.abort());
    return null;
  };
  await expect(open().engine.query('SELECT 1', { signal: controller.signal })).rejects.toThrow(/abort/i);
  expect(athena.calls.at(-1)).toEqual(['StopQueryExecution', expect.objectContaining({ QueryExecutionId: '1' })]);
});

describe('a failure is told in Athena’s own words, with the next step', () => {
  test.each([
    ["SYNTAX_ERROR: line 1:8: Column 'x' cannot be resolved", 'KT_QUERY_INVALID', /^line 1:8: Column 'x'/, /DESCRIBE/],
    ['TABLE_NOT_FOUND: line 1:15: Table logs.x does not exist', 'KT_QUERY_INVALID', /^line 1:15: /, /--database/],
    ['Query exhausted resources at this scale factor', 'KT_REMOTE_REFUSED', /exhausted resources/, /Ask for less/],
    ['Access denied when writing output to url: s3://b/x.csv', 'KT_REMOTE_REFUSED', /writing output/, /s3:PutObject/],
    ['HIVE_BAD_DATA: Error parsing field value', 'KT_REMOTE_REFUSED', /HIVE_BAD_DATA/, /\$path/],
    ['something else', 'KT_REMOTE_REFUSED', /something else/, /console/],
  ])('%s', async (StateChangeReason, code, message, hint) => {
    athena.answer = () => ({ states: [{ State: 'FAILED', StateChangeReason }] });
    await expect(open().engine.query('SELECT x')).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  test('when it is not even started', async () => {
    athena.fault = (name) => (name === 'StartQueryExecution' ? { name: 'InvalidRequestException', message: 'line 1:1: mismatched input' } : null);
    await expect(open().engine.query('SELECT')).rejects.toMatchObject({ code: 'KT_QUERY_INVALID', message: 'line 1:1: mismatched input' });
  });

  test.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])('%s denied names the action', async (denied) => {
    athena.fault = (name) => (name === denied ? { name: 'AccessDeniedException' } : null);
    await expect(open().engine.query('SHOW TABLES')).rejects.toMatchObject({
      code: 'KT_REMOTE_REFUSED',
      message: expect.stringContaining(`AWS denies athena:${denied}`),
    });
  });
});

describe('where it runs', () => {
  const keeps = { Configuration: { ResultConfiguration: { OutputLocation: 's3://results/' } } };
  const managed = { Configuration: { ManagedQueryResultsConfiguration: { Enabled: true } } };

  test.each([
    [
      'the workshop’s workgroup',
      [
        ['primary', keeps],
        ['IRWorkshopAthenaWorkGroup', keeps],
      ],
      'IRWorkshopAthenaWorkGroup',
    ],
    [
      'primary',
      [
        ['a', keeps],
        ['primary', managed],
      ],
      'primary',
    ],
    [
      'another that knows where results go',
      [
        ['primary', {}],
        ['off', { ...keeps, State: 'DISABLED' }],
        ['team', keeps],
      ],
      'team',
    ],
  ] satisfies [string, [string, { State?: string; Configuration?: object }][], string][])('%s', async (_, workgroups, expected) => {
    athena.workgroups.clear();
    for (const [name, workgroup] of workgroups) athena.workgroups.set(name, workgroup);
    await open().engine.query('SHOW TABLES');
    expect(started()[0]).toMatchObject({ WorkGroup: expected });
  });

  test('is the one that was named, with a place for results where it has none', async () => {
    athena.workgroups.set('bare', {});
    await open({ workgroup: 'bare', outputLocation: 's3://mine/' }).engine.query('SHOW TABLES');
    expect(started()[0]).toMatchObject({ WorkGroup: 'bare', ResultConfiguration: { OutputLocation: 's3://mine/' } });
    await expect(open({ workgroup: 'bare' }).engine.query('SHOW TABLES')).rejects.toMatchObject({
      code: 'KT_NOT_READY',
      hint: expect.stringContaining('--output-location'),
    });
  });

  test('must be said when no workgroup knows', async () => {
    athena.workgroups.set('primary', {});
    await expect(open().engine.query('SHOW TABLES')).rejects.toMatchObject({
      code: 'KT_NOT_READY',
      message: expect.stringContaining('no workgroup'),
    });
  });

  test('is primary for one who may not look', async () => {
    athena.fault = (name) => (name.includes('WorkGroup') ? { name: 'AccessDeniedException' } : null);
    await open().engine.query('SHOW TABLES');
    expect(started()[0]).toMatchObject({ WorkGroup: 'primary' });
  });
});

describe('what it may read', () => {
  const plan = (bytes: number | string) => JSON.stringify({ inputTableColumnInfos: [{ estimate: { outputSizeInBytes: bytes } }] });
  const estimated = (bytes: number | string, states = [{ State: 'SUCCEEDED', scanned: 1 }]) => {
    athena.answer = (sql) =>
      isEstimate(sql) ? { columns: [{ Name: 'Query Plan', Type: 'varchar' }], pages: [[['Query Plan'], [plan(bytes)]]] } : { states };
  };

  test('is asked above the limit, before anything is read', async () => {
    estimated(3 * GB);
    const no = open({}, { bytes: 2 * GB, answer: false });
    await expect(no.engine.query('SELECT 1')).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT', hint: expect.stringContaining('--max-scan') });
    expect(no.asked).toEqual([3 * GB]);
    expect(started().map(({ QueryString }) => QueryString)).toEqual(['EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1']);
    const yes = open({}, { bytes: 2 * GB, answer: true });
    await yes.engine.query('SELECT 1');
    expect(yes.reads.map(({ bytes }) => bytes)).toEqual([1]);
  });

  test('is not asked when the planner does not know', async () => {
    estimated('NaN');
    const { engine, asked } = open({}, { bytes: 2 * GB });
    await engine.query('SELECT 1');
    expect(asked).toEqual([]);
  });

  test('is thought to be as much as the largest query so far when many are asked', async () => {
    athena.answer = () => ({ states: [{ State: 'SUCCEEDED', scanned: GB }] });
    const { engine, asked } = open({}, { bytes: 2.5 * GB, estimate: 'largest' });
    await engine.query('SELECT 1');
    await engine.query('SELECT 2');
    await expect(engine.query('SELECT 3')).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT' });
    expect(asked).toEqual([3 * GB]);
    expect(started().map(({ QueryString }) => QueryString)).toEqual(['SELECT 1', 'SELECT 2']);
  });

  test('ends while it runs: the query is stopped', async () => {
    estimated('NaN', [
      { State: 'RUNNING', scanned: GB },
      { State: 'RUNNING', scanned: 3 * GB },
    ]);
    const { engine, reads } = open({}, { bytes: 2 * GB });
    await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'KT_QUERY_LIMIT' });
    expect(athena.calls.at(-1)?.[0]).toBe('StopQueryExecution');
    // What was read is paid for all the same.
    expect(reads.map(({ bytes }) => bytes)).toEqual([3 * GB]);
  });

  test('holds for queries side by side: the one that goes beyond it is stopped', async () => {
    estimated('NaN', [
      { State: 'RUNNING', scanned: GB },
      { State: 'SUCCEEDED', scanned: GB },
    ]);
    const { engine } = open({}, { bytes: 2.5 * GB });
    const answers = await Promise.allSettled([1, 2, 3].map((number) => engine.query(`SELECT ${number}`)));
    expect(answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))).toEqual(['KT_QUERY_LIMIT']);
    expect(athena.calls.filter(([name]) => name === 'StopQueryExecution')).toHaveLength(1);
  });

  test('is not charged for a query that failed', async () => {
    athena.answer = (sql) =>
      isEstimate(sql)
        ? {}
        : {
            states: [
              { State: 'RUNNING', scanned: 5 },
              { State: 'FAILED', StateChangeReason: 'HIVE_BAD_DATA', scanned: 5 },
            ],
          };
    const { engine, reads } = open();
    await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'KT_REMOTE_REFUSED' });
    expect(reads).toEqual([]);
  });
});

test('a statement that may write is not sent', async () => {
  await expect(open().engine.query("UNLOAD (SELECT 1) TO 's3://b/'")).rejects.toMatchObject({ code: 'KT_QUERY_UNSUPPORTED' });
  expect(athena.calls).toEqual([]);
});
