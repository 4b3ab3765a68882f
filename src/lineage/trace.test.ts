import { describe, expect, test } from 'vitest';
import { ACCOUNT, assume, call, createKey, createUser, key, role, session, user } from '../../test/support/events.ts';
import { memoryStore } from '../../test/support/memory-store.ts';
import type { Actor } from '../core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../core/event.ts';
import type { Judge, Lineage, Origin } from './lineage.ts';
import { traceLineage } from './trace.ts';

const everythingIs =
  (actor: Actor): Judge =>
  async (_, events) =>
    new Map(events.map((event) => [event.eventID, { actor, why: 'test' }]));

const seedOf = (id: string): Origin => ({ id, kind: 'access-key', principal: user('seed'), depth: 0, mint: null, expiresAt: null, cut: false });
const trace = (events: readonly CloudTrailEvent[], judge = everythingIs('attacker')): Promise<Lineage> =>
  traceLineage(memoryStore(events), [seedOf(key(0))], judge);
const idsByDepth = ({ credentials }: Lineage): [number, string][] => credentials.map(({ depth, id }) => [depth, id]);

describe('traceLineage', () => {
  test('follows keys minted by minted keys, and finds the key that was never used', async () => {
    const lineage = await trace([
      createUser(key(0), 'a'),
      createKey(key(0), key(1), 'a'),
      createKey(key(1), key(2), 'b'),
      createKey(key(5), key(6), 'other'),
    ]);
    expect(idsByDepth(lineage)).toEqual([
      [0, key(0)],
      [1, key(1)],
      [2, key(2)],
    ]);
    expect(lineage.credentials[2]?.principal).toBe(user('b'));
  });

  test('a chain of ten roles is followed to its end', async () => {
    const chain = Array.from({ length: 9 }, (_, n) => assume(n === 0 ? key(0) : session(n), session(n + 1), `r${n}`));
    const lineage = await trace(chain);
    expect(lineage.credentials.map(({ depth }) => depth)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(lineage.edges.every(({ relation, certainty }) => relation === 'assumed' && certainty === 'certain')).toBe(true);
  });

  test('two keys that mint each other end', async () => {
    const lineage = await trace([createKey(key(0), key(1), 'a'), createKey(key(1), key(0), 'seed')]);
    expect(lineage.credentials).toHaveLength(2);
  });

  test('what the owner minted is named and not followed', async () => {
    const mine = createKey(key(0), key(1), 'ci');
    const lineage = await trace([mine, createKey(key(1), key(2), 'x')], everythingIs('owner'));
    expect(idsByDepth(lineage)).toEqual([[0, key(0)]]);
    expect(lineage.notFollowed.map(({ id }) => id)).toEqual([key(1)]);
    expect(lineage.edges).toEqual([]);
  });

  test('a denied or failed mint mints nothing', async () => {
    const denied = { ...createKey(key(0), key(1), 'a'), errorCode: 'AccessDenied' };
    expect((await trace([denied])).credentials).toHaveLength(1);
  });

  test('a mint whose answer was cut is a credential that cannot be named', async () => {
    const cut = assume(key(0), null, 'admin');
    const lineage = await trace([cut]);
    expect(lineage.credentials[1]).toMatchObject({ id: `unknown:${cut.eventID}`, cut: true, principal: role('admin') });
  });

  test('a name alone is joined to the ARN under which the user was made', async () => {
    const lineage = await trace([
      createUser(key(0), 'nwolf', '/dev/'),
      call(key(0), 'AttachUserPolicy', { request: { userName: 'nwolf', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }),
      createKey(key(0), key(1), 'nwolf'),
      call(key(0), 'DeleteUser', { request: { userName: 'nwolf' } }),
    ]);
    const nwolf = lineage.principals.find(({ arn }) => arn === user('dev/nwolf'));
    expect(nwolf).toMatchObject({ principalId: 'AIDA-nwolf', kind: 'user' });
    expect(nwolf?.createdBy && nwolf.deletedBy && nwolf.changedBy.length).toBe(1);
    expect(lineage.principals).toHaveLength(2);
    expect(lineage.edges.map(({ relation, to }) => `${relation} ${to}`)).toEqual([
      `created ${user('dev/nwolf')}`,
      `escalated ${user('dev/nwolf')}`,
      `minted ${key(1)}`,
      `deleted ${user('dev/nwolf')}`,
    ]);
  });

  test('a console session is joined to the password that opened it by the second of the sign-in', async () => {
    const signIn: UserIdentity = { type: 'IAMUser', arn: user('a'), accessKeyId: '', accountId: ACCOUNT };
    const inConsole = (creationDate: string): UserIdentity => ({
      ...signIn,
      accessKeyId: session(1),
      sessionContext: { attributes: { creationDate } },
    });
    const events = [
      call(key(0), 'CreateLoginProfile', { at: '2026-01-07T02:00:00Z', request: { userName: 'a' }, answer: { loginProfile: { userName: 'a' } } }),
      call(signIn, 'ConsoleLogin', { at: '2026-01-07T03:00:00Z', source: 'signin.amazonaws.com', answer: { ConsoleLogin: 'Success' } }),
      call(inConsole('2026-01-07T03:00:01Z'), 'ListUsers', { at: '2026-01-07T03:01:00Z' }),
    ];
    const lineage = await trace(events);
    expect(idsByDepth(lineage)).toEqual([
      [0, key(0)],
      [1, 'login-profile:a'],
      [2, session(1)],
    ]);
    expect(lineage.credentials[2]?.mint).toMatchObject({ credential: 'login-profile:a', certainty: 'strong' });
    expect(lineage.openings.map(({ event }) => event.eventName)).toEqual(['ConsoleLogin']);
    const other = await trace([...events.slice(0, 2), call(inConsole('2026-01-07T09:00:00Z'), 'ListUsers', { at: '2026-01-07T09:00:01Z' })]);
    expect(other.credentials).toHaveLength(2);
  });

  test('the session that EC2 opens for a launched instance hangs on the launch, although it is stamped a second earlier', async () => {
    const launch = call(key(0), 'RunInstances', {
      source: 'ec2.amazonaws.com',
      at: '2026-01-07T02:10:01Z',
      answer: { instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
    });
    const service: UserIdentity = { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' };
    const opened = { ...assume(service, session(1), 'app', 'i-0abc'), eventTime: '2026-01-07T02:10:00Z' };
    const lineage = await trace([launch, opened, assume(service, session(2), 'app', 'i-0other')]);
    expect(lineage.edges).toMatchObject([{ from: key(0), to: session(1), relation: 'assumed', certainty: 'indirect' }]);
    expect(lineage.openings).toMatchObject([{ credential: session(1) }]);
  });

  test('a key of a user that the lineage made is found by principal id when the log of its mint is lost', async () => {
    const lost: UserIdentity = { type: 'IAMUser', accessKeyId: key(3), arn: user('a'), principalId: 'AIDA-a', userName: 'a' };
    const namesake: UserIdentity = { ...lost, accessKeyId: key(4), principalId: 'AIDA-older-a' };
    const lineage = await trace([createUser(key(0), 'a'), call(lost, 'ListBuckets'), call(namesake, 'ListBuckets')]);
    expect(lineage.credentials.map(({ id, mint }) => [id, mint?.certainty])).toEqual([
      [key(0), undefined],
      [key(3), 'strong'],
    ]);
  });

  test('the last call on a key tells its state, whoever made it', async () => {
    const lineage = await trace([
      createKey(key(0), key(1), 'a'),
      call(key(9), 'UpdateAccessKey', { request: { accessKeyId: key(1), status: 'Inactive' } }),
      call(key(9), 'UpdateAccessKey', { request: { accessKeyId: key(1), status: 'Active' } }),
    ]);
    expect(lineage.ends.get(key(1))?.end.state).toBe('active');
  });
});
