import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from './support/aws-environment.ts';
import { commandLine } from './support/command-line.ts';
import { type FakeAthena, type FakeQuery, startFakeAthena } from './support/fake-athena.ts';

/*
 * keytrail's own questions about a table of an Athena on loopback. What the questions find is a matter of engines with rows: test/foreign/engine-trino.
 */

const MIB = 1_048_576;
const COLUMNS = ['eventid', 'eventtime', 'eventname', 'eventsource'].map((name) => [name, 'varchar'] as const);
const IDENTITY = ['useridentity', 'row(type varchar, arn varchar, accesskeyid varchar)'] as const;

let athena: FakeAthena;

beforeEach(async () => {
  stubAwsEnvironment();
  athena = await startFakeAthena(answer);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await athena.close();
});

function answer(sql: string): FakeQuery {
  const columns = ['column_name', 'data_type'].map((Name) => ({ Name, Type: 'varchar' }));
  if (sql.includes('information_schema')) return { columns, pages: [[['column_name', 'data_type'], ...COLUMNS, IDENTITY]] };
  return { states: [{ State: 'SUCCEEDED', scanned: 3 * MIB }], pages: [[]] };
}

const detect = (...words: readonly string[]) =>
  commandLine().keytrail('detect', '--engine', 'athena', '--region', 'eu-west-1', '--endpoint-url', athena.url, '--format', 'json', ...words);

const statements = () => athena.calls.flatMap(([name, input]) => (name === 'StartQueryExecution' ? [String(input['QueryString'])] : []));

test('rules ask the table that was named, within the condition, and what was read is told', async () => {
  const { code, out, err } = await detect('--table', 'logs.trail', '--where', "day >= '2026/01/07'");
  expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: { behaviour: [], findings: [], stories: [], silenced: [] } });
  // 10 MB at least are charged, at 5 dollars for 2^40 bytes.
  expect(err).toContain('athena: 3.0 MiB read so far, about $0.0000');
  const [columns, ...questions] = statements();
  expect(columns).toContain("table_schema = 'logs' AND table_name = 'trail'");
  expect(questions.length).toBeGreaterThan(0);
  const view = /^WITH irworkshopgluetablecloudtrail AS \(SELECT .* FROM "logs"\."trail" WHERE day >= '2026\/01\/07'\)\nSELECT /;
  expect(questions.filter((question) => !view.test(question))).toEqual([]);
});

test('more than may be read is refused where nobody can be asked', async () => {
  athena.answer = (sql) =>
    sql.includes('information_schema') ? { ...answer(sql), states: [{ State: 'SUCCEEDED', scanned: 3 * MIB }] } : answer(sql);
  const { code, err } = await detect('--table', 'logs.trail', '--max-scan', '0.004');
  expect({ code, error: JSON.parse(err.trim().split('\n').at(-1) ?? '').error }).toMatchObject({
    code: 3,
    error: { code: 'KT_QUERY_LIMIT', hint: expect.stringContaining('--max-scan') },
  });
});

test.each([
  [[], 'KT_USAGE', /--table/, 2],
  [['--table', 'trail'], 'KT_USAGE', /DATABASE\.TABLE/, 2],
  [['--table', 'logs.trail', '--server', 'https://t'], 'KT_USAGE', /--engine trino/, 2],
] as const)('%j is wrong usage', async (words, name, hint, exit) => {
  const { code, err } = await detect(...words);
  expect({ code, error: JSON.parse(err).error }).toMatchObject({ code: exit, error: { code: name, hint: expect.stringMatching(hint) } });
  expect(athena.calls).toEqual([]);
});
