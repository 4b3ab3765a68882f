import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import { caseOf, inRole } from '../support/case-of.ts';
import { ACCOUNT, assume, call, createKey, createUser, key, role, session, user } from '../support/events.ts';

const ATTACKER = '203.0.113.9';
const OFFICE = '198.51.100.10';
describe('credentials of an instance', () => {
  const ID = 'i-0123456789abcdef0';
  const onInstance = (creationDate: string): UserIdentity => inRole('web', ID, session(1), creationDate);
  const agent = (at: string): CloudTrailEvent => ({
    ...call(onInstance('2026-01-06T00:00:00Z'), 'UpdateInstanceInformation', { source: 'ssm.amazonaws.com', at, ip: OFFICE }),
    userAgent: 'amazon-ssm-agent/3.1',
  });
  const thief = (name: string, at: string, more: Partial<CloudTrailEvent> = {}): CloudTrailEvent => ({
    ...call(onInstance('2026-01-06T00:00:00Z'), name, { at, ip: ATTACKER }),
    userAgent: 'aws-sdk-go-v2/1.3',
    ...more,
  });

  test('that another program uses elsewhere were taken from it', async () => {
    const taken = thief('ListBuckets', '2026-01-06T02:00:00Z');
    const { timeline, compromise } = await caseOf([agent('2026-01-06T01:00:00Z'), agent('2026-01-06T03:00:00Z'), taken], session(1));
    expect(timeline.map(({ eventName, actor }) => [eventName, actor])).toEqual([
      ['UpdateInstanceInformation', 'unknown'],
      ['ListBuckets', 'attacker'],
      ['UpdateInstanceInformation', 'unknown'],
    ]);
    expect(compromise?.reasons).toEqual([
      `the credentials of instance ${ID}, which calls from ${OFFICE}, were used from ${ATTACKER} by another program (first: event ${taken.eventID})`,
    ]);
  });

  test('are the machine’s own where only the way to the network differs, or a VPC endpoint shows its inner address', async () => {
    const own = [agent('2026-01-06T01:00:00Z'), { ...agent('2026-01-06T02:00:00Z'), sourceIPAddress: '192.0.2.7' }];
    const inside = thief('GetObject', '2026-01-06T02:00:00Z', { sourceIPAddress: '10.0.0.7', vpcEndpointId: 'vpce-1' });
    expect((await caseOf([...own, inside], session(1))).compromise).toBeNull();
  });
});

describe('the same tool at another address', () => {
  const use = (ip: string, at: string): CloudTrailEvent => call(key(0), 'DescribeInstances', { source: 'ec2.amazonaws.com', at, ip });
  const attack = ['GetCallerIdentity', 'CreateUser'].map((name, n) => call(key(0), name, { at: `2026-01-02T00:0${n}:00Z`, ip: ATTACKER }));

  test('speaks for the attacker within a day, and for nobody a year later, when nothing shows how the owner works', async () => {
    const { timeline } = await caseOf([...attack, use('192.0.2.1', '2026-01-02T09:00:00Z'), use('192.0.2.2', '2027-01-02T00:00:00Z')], key(0));
    expect(timeline.slice(2).map(({ sourceIPAddress, actor, why }) => [sourceIPAddress, actor, why])).toEqual([
      ['192.0.2.1', 'attacker', `192.0.2.1 uses the very tool that ${ATTACKER} does, within a day of it`],
      ['192.0.2.2', 'unknown', '192.0.2.2 is not known, and nothing speaks for or against the owner'],
    ]);
  });
});

describe('records that lack what others have', () => {
  test('a key of which one record has no ARN is one key of one user', async () => {
    const bare: UserIdentity = { type: 'IAMUser', accountId: ACCOUNT, accessKeyId: key(0), userName: 'seed' };
    const found = await caseOf(
      [call(bare, 'GetCallerIdentity', { at: '2026-01-02T00:00:00Z' }), call(key(0), 'CreateUser', { at: '2026-01-02T00:01:00Z' })],
      key(0),
    );
    expect(found.credentials[0]?.principal).toBe(user('seed'));
    expect(found.identity).toMatchObject({ arn: user('seed'), principalId: 'AIDASEED' });
    expect(found.timeline.map(({ actor }) => actor)).toEqual(['attacker', 'attacker']);
  });

  test('the key that the root user makes for itself is the root user’s, who has no name', async () => {
    const root: UserIdentity = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, accessKeyId: key(0) };
    const made = { ...call(root, 'CreateAccessKey'), responseElements: { accessKey: { accessKeyId: key(1), status: 'Active' } } };
    const found = await caseOf([call(root, 'GetCallerIdentity'), made], key(0));
    expect(found.credentials.map(({ id, principal }) => [id, principal])).toEqual([key(0), key(1)].map((id) => [id, root.arn]));
    expect(found.identity.userName).toBeNull();
  });

  test('a session by `aws login`, whose key the lake replaces as it does any token, is known by its use', async () => {
    const token = { accessToken: { accessKeyId: session(1), secretAccessKey: 'x', sessionToken: 'x' }, tokenType: 'aws_sigv4' };
    const login = call(key(0), 'CreateOAuth2Token', { source: 'signin.amazonaws.com', at: '2026-01-02T00:00:00Z', answer: token });
    const identity: UserIdentity = {
      type: 'IAMUser',
      accessKeyId: session(1),
      arn: user('seed'),
      accountId: ACCOUNT,
      userName: 'seed',
      sessionContext: { attributes: { creationDate: '2026-01-02T00:00:00Z' } },
    };
    const found = await caseOf([login, call(identity, 'ListUsers', { at: '2026-01-02T00:05:00Z' })], key(0));
    expect(found.credentials.map(({ id, kind }) => [id, kind])).toEqual([
      [key(0), 'access-key'],
      [session(1), 'session-token'],
    ]);
  });

  test('without any identity, or with one of nobody, do no harm', async () => {
    const { userIdentity, ...nobody } = call(key(0), 'ListBuckets');
    const odd: readonly UserIdentity[] = [
      { type: 'Unknown' },
      { type: 'Directory', accountId: ACCOUNT },
      { type: 'AWSAccount', accountId: 'ANONYMOUS_PRINCIPAL', principalId: '' },
      { accountId: ACCOUNT, invokedBy: 'delivery.logs.amazonaws.com' },
    ];
    const found = await caseOf([nobody, ...odd.map((identity) => call(identity, 'GetObject')), call(key(0), 'ListUsers')], key(0));
    expect(found.timeline.map(({ eventName }) => eventName)).toEqual(['ListUsers']);
    expect(userIdentity?.accessKeyId).toBe(key(0));
  });
});

describe('what cannot be seen is said', () => {
  const unknowns = async (events: readonly CloudTrailEvent[], subject: string): Promise<string> =>
    (await caseOf(events, subject)).unknowns.join('\n');

  test('of a session that no record opens', async () => {
    const use = call(inRole('deep', 'x', session(1), '2026-01-06T23:00:00Z'), 'ListBuckets', { at: '2026-01-07T01:00:00Z' });
    expect(await unknowns([use], session(1))).toContain(
      `How ${session(1)} came to be is not in these logs: who opened it, and what else that caller holds, cannot be told.`,
    );
  });

  test('of a session that was opened from an account without logs', async () => {
    const opening = assume({ type: 'AWSAccount', accountId: '777788889999', principalId: 'AROAFOREIGN:ci' }, session(1), 'partner');
    const use = call(inRole('partner', 'work', session(1), opening.eventTime), 'ListBuckets', { at: '2026-01-07T03:00:00Z' });
    const said = await unknowns([opening, use], session(1));
    expect(said).toContain(`${session(1)} was opened from account 777788889999 (event ${opening.eventID}), whose logs are not here`);
    expect(said).not.toContain('came to be is not in these logs');
  });

  test('of calls that another account’s trail tells without a key', async () => {
    const abroad = {
      ...call({ type: 'AWSAccount', accountId: ACCOUNT, principalId: 'AIDASEED' }, 'GetObject', { source: 's3.amazonaws.com' }),
      recipientAccountId: '444455556666',
    };
    expect(await unknowns([call(key(0), 'ListUsers'), abroad], key(0))).toContain(
      `Whose calls those of AIDASEED in account 444455556666 are cannot be told (first: event ${abroad.eventID}): 1 in the trail of that account, which names the caller but no key.`,
    );
  });

  test('of data events, where the logs have some', async () => {
    const read = { ...call(key(0), 'GetObject', { source: 's3.amazonaws.com' }), managementEvent: false, eventCategory: 'Data' };
    expect(await unknowns([read], key(0))).toContain(
      'These logs hold some data events; of which buckets, functions and tables the trail records them is not known',
    );
  });
});

describe('a session of a role', () => {
  test('is over when it must be, although no record of its mint says when', async () => {
    const use = (n: number, creationDate: string) => call(inRole('ci', 'x', session(n), creationDate), 'ListBuckets', { at: creationDate });
    const events = [use(1, '2026-01-05T00:00:00Z'), use(2, '2026-01-06T12:30:00Z'), call(key(5), 'ListUsers', { at: '2026-01-07T00:00:00Z' })];
    const { credentials } = await caseOf(events, role('ci'));
    expect(credentials.map(({ id, state }) => [id, state])).toEqual([
      [session(1), 'expired'],
      [session(2), 'active'],
    ]);
  });

  test('has its mint when the role or an address is investigated, too', async () => {
    const opening = { ...assume(key(3), session(1), 'ci', 'x'), eventTime: '2026-01-07T02:00:00Z' };
    const use = call(inRole('ci', 'x', session(1), opening.eventTime), 'ListBuckets', { at: '2026-01-07T02:05:00Z', ip: ATTACKER });
    for (const subject of [role('ci'), ATTACKER]) {
      const { credentials } = await caseOf([opening, use], subject);
      expect(credentials[0]).toMatchObject({
        id: session(1),
        mintedBy: { credential: key(3), eventId: opening.eventID },
        expiresAt: '2026-01-07T03:30:00Z',
      });
    }
  });
});

describe('in China', () => {
  test('services have another name, and what they open for the caller is followed', async () => {
    const cn = (event: CloudTrailEvent): CloudTrailEvent =>
      JSON.parse(JSON.stringify(event).replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('us-east-1', 'cn-north-1'));
    const launch = call(key(0), 'RunInstances', {
      source: 'ec2.amazonaws.com',
      at: '2026-01-07T02:00:00Z',
      answer: { instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
    });
    const opening = {
      ...assume({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com.cn' }, session(1), 'app', 'i-0abc'),
      eventTime: '2026-01-07T02:00:05Z',
    };
    const made = createUser(key(0), 'bd');
    const { credentials } = await caseOf([launch, opening, made, createKey(key(0), key(1), 'bd')].map(cn), key(0));
    expect(credentials.map(({ id, principal }) => [id, principal])).toEqual([
      [key(0), 'arn:aws-cn:iam::111122223333:user/seed'],
      [session(1), 'arn:aws-cn:iam::111122223333:role/app'],
      [key(1), 'arn:aws-cn:iam::111122223333:user/bd'],
    ]);
  });
});
