import { expect, test } from 'vitest';
import { groupBy } from '../core/group-by.ts';
import type { Location } from '../core/location.ts';
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

/** What a credential opened or made: its key, who did it, from where and when. */
type Opened = readonly [child: string, by: string, address: string, at: string];

/** Gives the four answers that behaviour asks for: calls by name, by day, by where and how they are made; and who opened what. */
function engineOver(calls: readonly Calls[], opened: readonly Opened[] = []): SqlEngine {
  const all = calls.map((call) => ({ ...call, key: call.key ?? KEY, address: call.address ?? '203.0.113.7', count: call.count ?? 1 }));
  const userOf = ({ key, principal = MIA }: { key: string; principal?: string }): string | null => (key.startsWith('AKIA') ? principal : null);
  const byName = all.map((call) => [
    ...[call.key, userOf(call), call.address, call.name, call.error ?? null],
    ...[BigInt(call.count), call.at, call.at, call.at.slice(0, 10)],
  ]);
  const byDay = [...groupBy(all, ({ key, address, at }) => `${key} ${address} ${at.slice(0, 10)}`)].map(([group, some]) => [
    ...group.split(' '),
    BigInt(some.reduce((sum, { count }) => sum + count, 0)),
  ]);
  const ways = all.map(({ key, address, agent = 'aws-cli/2.15', region = 'us-east-1', at }) => [
    ...[key, address, agent, region, 'iam.amazonaws.com', key.startsWith('AKIA') ? at.slice(11, 13) : null],
  ]);
  const answerTo = (sql: string) =>
    sql.includes("'CreateAccessKey'") ? opened : sql.includes('useragent') ? ways : sql.includes('errorcode') ? byName : byDay;
  return {
    name: 'duckdb',
    query: async (sql) => ({ columns: [], warnings: [], rows: answerTo(sql) as unknown as SqlValue[][] }),
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

test('a key that asks whose it is at home, as Terraform does, may do so elsewhere', async () => {
  const asking = atWork.map((call) => ({ ...call, name: 'GetCallerIdentity' }));
  const [mia] = await behaviourOf(engineOver([...atWork, ...asking, elsewhere('GetCallerIdentity', { region: 'eu-west-3' })]), []);
  expect(mia).toMatchObject({ score: 6, rating: 'notable' });
  expect(mia?.signs.map(({ id }) => id)).toEqual(['new-network', 'new-agent', 'new-region', 'unusual-hours']);
});

test('a key that the logs saw created, first used where nobody was before, says so', async () => {
  const calls = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser')];
  expect((await behaviourOf(engineOver(calls, [[KEY, 'AKIAIAAAAAAABEXAMPLE', '203.0.113.7', '2026-01-08T01:00:00Z']]), []))[0]).toMatchObject({
    score: 8,
    rating: 'high',
  });
  expect((await behaviourOf(engineOver(calls), []))[0]).toMatchObject({ score: 6, rating: 'notable' });
});

const session = (name: string): string => `arn:aws:sts::111122223333:assumed-role/${name}`;
const OPS = session('ops/test');

test('what an intruder opens is suspicious as the intruder is, and so is what that opens', async () => {
  const stolen = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser')];
  const ops = elsewhere('ListUsers', { at: '2026-01-08T12:40:00Z', key: OPS });
  const data = elsewhere('GetSecretValue', { at: '2026-01-08T13:40:00Z', key: session('data/session'), address: '198.51.100.77' });
  const opened: readonly Opened[] = [
    [OPS, KEY, '198.51.100.9', '2026-01-08T12:39:00Z'],
    [session('data/session'), OPS, '198.51.100.9', '2026-01-08T12:41:00Z'],
  ];
  const rated = new Map((await behaviourOf(engineOver([...atWork, ...stolen, ops, data], opened), [])).map((one) => [one.key, one]));
  expect(rated.get(OPS)).toMatchObject({ score: 8, rating: 'high' });
  expect(rated.get(OPS)?.signs).toEqual([
    { id: 'first-use-elsewhere', weight: 2, reason: 'no such session was opened before, and first used from 198.51.100.9, which nobody used before' },
    { id: 'suspect-company', weight: 6, reason: `it comes from ${KEY}, whose use is rated high` },
  ]);
  expect(rated.get(session('data/session'))?.signs).toContainEqual(
    expect.objectContaining({ id: 'suspect-company', reason: `it comes from ${OPS}, whose use is rated high` }),
  );
});

test('what the owner opens at home while an intruder uses the key elsewhere is the owner’s', async () => {
  const stolen = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser')];
  const work = elsewhere('DescribeInstances', { at: '2026-01-08T09:00:00Z', key: OPS, address: '203.0.113.7' });
  const rated = await behaviourOf(engineOver([...atWork, ...stolen, work], [[OPS, KEY, '203.0.113.7', '2026-01-08T08:59:00Z']]), []);
  expect(rated.find(({ key }) => key === OPS)).toMatchObject({ score: 0, rating: 'usual' });
});

test('the credential of an instance that is used where an intruder is, is suspicious', async () => {
  const web = session('web/i-*');
  const instance = atWork.map((call) => ({ ...call, key: web, address: '192.0.2.5' }));
  const stolen = [elsewhere('GetCallerIdentity'), elsewhere('CreateUser'), elsewhere('ListBuckets', { at: '2026-01-08T02:50:00Z', key: web })];
  const rated = await behaviourOf(engineOver([...atWork, ...instance, ...stolen]), []);
  expect(rated.find(({ key }) => key === web)).toMatchObject({ rating: 'high', address: '198.51.100.9' });
});

test('a pipeline that comes from a new address each time, and creates users day after day, is usual', async () => {
  const runs = ['05', '06', '07', '08', '09'].flatMap((day, index) =>
    ['GetCallerIdentity', 'CreateUser', 'AttachRolePolicy', 'ListUsers', 'ListRoles', 'ListPolicies'].map((name) => ({
      ...elsewhere(name, { key: session('deploy/GitHubActions'), address: `198.18.0.${index}` }),
      at: `2026-01-${day}T10:00:00Z`,
    })),
  );
  const [deploy] = await behaviourOf(engineOver(runs), []);
  expect(deploy?.rating).not.toBe('high');
});

test('sessions that a key opened are no colleagues of it', async () => {
  const intruder = ['05', '06', '07'].flatMap((day) =>
    ['a', 'b'].map((name) => elsewhere('ListBuckets', { at: `2026-01-${day}T03:00:00Z`, key: session(`x/${name}`) })),
  );
  const opened = ['a', 'b'].map((name): Opened => [session(`x/${name}`), KEY, '198.51.100.9', '2026-01-05T02:00:00Z']);
  const mia = (await behaviourOf(engineOver([...atWork, ...intruder, elsewhere('CreateUser')], opened), [])).find(({ key }) => key === KEY);
  expect(mia?.signs.map(({ id }) => id)).toContain('seizing');
  expect(mia?.signs.map(({ id }) => id)).toContain('new-agent');
});

const located = (address: string): Location | null => {
  const network = { '203': [64_500, 'SE'], '198': [64_501, 'NL'], '192': [64_500, 'SE'] }[address.slice(0, 3)];
  return network === undefined ? null : { asn: Number(network[0]), organization: 'Example Net', country: String(network[1]) };
};

test('with a database of networks another address of the usual network is not new, and another country is', async () => {
  const signs = async (address: string): Promise<readonly string[]> => {
    const [mia] = await behaviourOf(engineOver([...atWork, elsewhere('GetCallerIdentity', { address })]), [], located);
    return (mia?.signs ?? []).map(({ id, reason }) => `${id}: ${reason}`);
  };
  expect(await signs('198.51.100.9')).toEqual([
    'new-network: 198.51.100.9 (AS64501 Example Net, NL) is new for this key, and nobody used it before',
    'new-country: it is never used from NL',
    'new-agent: it is never used with Boto3',
    expect.stringContaining('who-am-i-first'),
    expect.stringContaining('unusual-hours'),
  ]);
  expect(await signs('192.0.2.77')).toEqual([
    'new-agent: it is never used with Boto3',
    expect.stringContaining('who-am-i-first'),
    expect.stringContaining('unusual-hours'),
  ]);
});
