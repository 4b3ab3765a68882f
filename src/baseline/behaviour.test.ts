import { expect, test } from 'vitest';
import type { SqlEngine, SqlValue } from '../engine/sql-engine.ts';
import { behaviourOf } from './behaviour.ts';

const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const MIA = 'arn:aws:iam::111122223333:user/mia';

interface Calls {
  readonly at: string;
  readonly name: string;
  readonly address?: string;
  readonly agent?: string;
  readonly region?: string;
  readonly error?: string;
  readonly key?: string;
  readonly principal?: string;
  readonly count?: number;
}

/** Gives the two answers that behaviour asks for: combinations with their counts, and ids of created keys. */
function engineOver(calls: readonly Calls[], created: readonly string[] = []): SqlEngine {
  const rows = calls.map(
    ({ at, name, address = '203.0.113.7', agent = 'aws-cli/2.15', region = 'us-east-1', error, key = KEY, principal = MIA, count = 1 }) => [
      ...[key, principal, address, agent, region, 'iam.amazonaws.com', name, error ?? null, at.slice(0, 13), BigInt(count), at, at],
    ],
  );
  return {
    name: 'duckdb',
    query: async (sql) => ({
      columns: [],
      warnings: [],
      rows: (sql.includes("'CreateAccessKey'") ? created.map((id) => [id]) : rows) as SqlValue[][],
    }),
    close: async () => {},
  };
}

const atWork: readonly Calls[] = ['05', '06', '07'].map((day) => ({ at: `2026-01-${day}T09:00:00Z`, name: 'DescribeInstances' }));
const elsewhere = (name: string, more: Partial<Calls> = {}): Calls => ({
  at: '2026-01-08T02:25:18Z',
  name,
  address: '198.51.100.9',
  agent: 'Boto3/1.34',
  ...more,
});

test('a key that is used as ever shows nothing', async () => {
  expect(await behaviourOf(engineOver(atWork), [])).toEqual([
    { key: KEY, principal: MIA, score: 0, rating: 'usual', calls: 3, addresses: 1, address: '203.0.113.7', since: '2026-01-05T09:00:00Z', signs: [] },
  ]);
});

test('signs of one place add up, each with its weight and reason', async () => {
  const stolen = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser', { at: '2026-01-08T02:26:00Z', region: 'eu-west-3' })];
  const [mia] = await behaviourOf(engineOver([...atWork, ...stolen]), []);
  expect(mia).toMatchObject({ score: 12, rating: 'high', address: '198.51.100.9', since: '2026-01-08T02:25:18Z' });
  expect(mia?.signs).toEqual([
    { id: 'new-network', weight: 2, reason: '198.51.100.9 is new for this key, and nobody used it before' },
    { id: 'new-agent', weight: 2, reason: 'it is never used with Boto3' },
    { id: 'who-am-i-first', weight: 2, reason: 'the first calls from 198.51.100.9 asked whose key it is' },
    { id: 'seizing', weight: 4, reason: 'it tried what gains or keeps control (CreateUser)' },
    { id: 'new-region', weight: 1, reason: 'it is never used in eu-west-3' },
    { id: 'unusual-hours', weight: 1, reason: 'it is never used at these hours (2 UTC)' },
  ]);
});

test('a new place and a new tool alone are no more than that', async () => {
  const [mia] = await behaviourOf(engineOver([...atWork, elsewhere('DescribeInstances', { at: '2026-01-08T09:00:00Z' })]), []);
  expect(mia).toMatchObject({ score: 4, rating: 'usual' });
});

test('an address that colleagues work from is not new; one where the attacker made more users is no company', async () => {
  const other = (name: string, day: string): Calls => ({
    ...elsewhere('GetCallerIdentity'),
    at: `2026-01-${day}T08:00:00Z`,
    key: `AKIA${name}`,
    principal: name,
  });
  const office = [other('a', '05'), other('b', '06'), other('a', '07')];
  const mia = async (calls: readonly Calls[]) =>
    (await behaviourOf(engineOver([...atWork, ...calls, elsewhere('GetCallerIdentity')]), []))
      .find(({ key }) => key === KEY)
      ?.signs.map(({ id }) => id);
  expect(await mia(office)).toEqual([]);
  expect(await mia([other('a', '08'), other('b', '08')].map((one) => ({ ...one, at: '2026-01-08T03:00:00Z' })))).toContain('new-network');
});

test('what is refused at usual places too is no sign, and neither is what an administrator does every day', async () => {
  const admin = atWork.flatMap((call) => [call, { ...call, name: 'CreateUser' }, { ...call, name: 'ListRoles', error: 'AccessDenied' }]);
  const away = [elsewhere('CreateUser'), elsewhere('ListRoles', { error: 'AccessDenied', count: 9 })];
  const [mia] = await behaviourOf(engineOver([...admin, ...away]), []);
  expect(mia?.signs.map(({ id }) => id)).not.toContain('denials');
  expect(mia?.signs.map(({ id }) => id)).not.toContain('seizing');
});

test('a key that the logs saw created, first used where nobody was before, says so', async () => {
  const calls = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser')];
  expect((await behaviourOf(engineOver(calls, [KEY]), []))[0]).toMatchObject({ score: 8, rating: 'high' });
  expect((await behaviourOf(engineOver(calls), []))[0]).toMatchObject({ score: 6, rating: 'notable' });
});
