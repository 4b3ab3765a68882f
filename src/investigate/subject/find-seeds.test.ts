import { describe, expect, test } from 'vitest';
import { assume, call, createKey, key, session, user } from '../../../test/support/events.ts';
import { memoryStore } from '../../../test/support/memory-store.ts';
import type { Coverage } from '../../core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../core/event.ts';
import { findSeeds, withoutDescendants } from './find-seeds.ts';
import { parseSubject, type Subject } from './parse-subject.ts';

const coverage: Coverage = {
  events: 9,
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-08T00:00:00Z',
  accounts: ['111122223333'],
  regions: ['us-east-1'],
  dataEvents: 'none',
  gaps: [],
  unreadable: [],
  digests: '',
};
/** A subject that is no mere name. */
function formed(text: string): Subject {
  const subject = parseSubject(text);
  if (subject.kind === 'name') throw new Error(`${text} is a name`);
  return subject;
}
const seeds = (events: readonly CloudTrailEvent[], text: string) => findSeeds(memoryStore(events), formed(text), coverage);
const inSession: UserIdentity = {
  type: 'AssumedRole',
  accessKeyId: session(1),
  arn: 'arn:aws:sts::111122223333:assumed-role/deploy/me',
  sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/deploy', principalId: 'AROA' } },
};

describe('findSeeds', () => {
  test('a key that never made a call is known by its mint', async () => {
    const { origins } = await seeds([createKey(key(9), key(1), 'nwolf')], key(1));
    expect(origins).toMatchObject([{ id: key(1), kind: 'access-key', principal: user('nwolf'), mint: { credential: key(9) } }]);
  });

  test('a user has the keys it used and those made for it, sleepers among them', async () => {
    const events = [call(key(0), 'ListUsers'), call(key(2), 'ListRoles'), createKey(key(9), key(3), 'seed'), createKey(key(9), key(4), 'seedling')];
    const identities = events.map((event, at) => (at < 2 ? event : { ...event, userIdentity: { ...event.userIdentity, arn: user('admin') } }));
    const { origins } = await seeds(identities, user('seed'));
    expect(origins.map(({ id }) => id)).toEqual([key(0), key(2), key(3)]);
  });

  test('a role has the sessions that used it, and a session itself', async () => {
    const events = [call(inSession, 'ListBuckets'), call({ ...inSession, accessKeyId: session(2), arn: `${inSession.arn}2` }, 'ListBuckets')];
    expect((await seeds(events, 'arn:aws:iam::111122223333:role/deploy')).origins.map(({ id }) => id)).toEqual([session(1), session(2)]);
    expect((await seeds(events, String(inSession.arn))).origins.map(({ id }) => id)).toEqual([session(1)]);
  });

  test('a user of the same name in another account is somebody else', async () => {
    const elsewhere = { ...createKey(key(9), key(4), 'seed'), recipientAccountId: '444455556666' };
    const { origins } = await seeds([createKey(key(9), key(3), 'seed'), elsewhere], user('seed'));
    expect(origins.map(({ id }) => id)).toEqual([key(9), key(3)]);
  });

  test('a password that somebody set for the user is the user’s, too', async () => {
    const sets = call(key(9), 'CreateLoginProfile', { request: { userName: 'boss' }, answer: { loginProfile: { userName: 'boss' } } });
    expect((await seeds([sets], user('boss'))).origins.map(({ id }) => id)).toEqual(['login-profile:boss']);
  });

  test('a user or role is found without its path, which the ARN of a session does not have', async () => {
    const withPath: UserIdentity = {
      ...inSession,
      sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/aws-reserved/x/deploy', principalId: 'AROA' } },
    };
    const dev: UserIdentity = { type: 'IAMUser', arn: user('team/dev'), userName: 'dev', accountId: '111122223333', accessKeyId: key(5) };
    const events = [call(withPath, 'ListBuckets'), call(dev, 'ListUsers')];
    expect((await seeds(events, 'arn:aws:iam::111122223333:role/deploy')).origins.map(({ id }) => id)).toEqual([session(1)]);
    expect((await seeds(events, user('dev'))).origins.map(({ id }) => id)).toEqual([key(5)]);
    await expect(seeds(events, 'arn:aws:iam::444455556666:role/deploy')).rejects.toMatchObject({ code: 'KT_SUBJECT_UNKNOWN' });
  });

  test('an IPv6 address is one address in any spelling', async () => {
    const event = call(key(0), 'ListUsers', { ip: '2001:db8:85a3::8a2e:370:7334' });
    expect(await seeds([event], '2001:0DB8:85A3:0:0:8A2E:0370:7334')).toMatchObject({ origins: [{ id: key(0) }] });
  });

  test('an address accuses itself, an event the address it came from', async () => {
    const event = { ...call(key(0), 'ListUsers', { ip: '203.0.113.9' }), eventID: '8feee4c2-5e27-4857-8475-bfa7e7b6d791' };
    expect(await seeds([event], '203.0.113.9')).toMatchObject({ origins: [{ id: key(0) }], accused: ['203.0.113.9'] });
    expect(await seeds([event], event.eventID)).toMatchObject({ origins: [{ id: key(0) }], accused: ['203.0.113.9'] });
  });

  test('a key of the console brings the other keys of its session, and the sign-in that opened it', async () => {
    const at = '2026-01-07T02:00:00Z';
    const inConsole = (n: number, creationDate: string, name = 'seed'): UserIdentity => ({
      type: 'IAMUser',
      arn: user(name),
      accessKeyId: session(n),
      sessionContext: { attributes: { creationDate } },
    });
    const signIn = {
      ...call({ type: 'IAMUser', arn: user('seed'), userName: 'seed', accessKeyId: '' }, 'ConsoleLogin', { at }),
      responseElements: { ConsoleLogin: 'Success' },
    };
    const uses = [call(inConsole(1, at), 'ListUsers'), call(inConsole(2, at), 'ListRoles'), call(inConsole(3, '2026-01-07T05:00:00Z'), 'ListRoles')];
    const { origins } = await seeds([signIn, ...uses], session(1));
    expect(origins.map(({ id, kind, mint }) => [id, kind, mint?.event.eventName])).toEqual([
      [session(1), 'console-session', 'ConsoleLogin'],
      [session(2), 'console-session', 'ConsoleLogin'],
    ]);
    // Without the sign-in, and without the mark of the console, it may be any session.
    expect((await seeds(uses, session(1))).origins.map(({ id }) => id)).toEqual([session(1)]);
  });

  test('an address from which somebody only signed in leads to what that opened, and one that was refused everything says so', async () => {
    const signIn = (ConsoleLogin: string) => ({
      ...call({ type: 'IAMUser', arn: user('seed'), userName: 'seed', accessKeyId: '' }, 'ConsoleLogin', { ip: '203.0.113.9' }),
      responseElements: { ConsoleLogin },
      ...(ConsoleLogin === 'Failure' ? { errorMessage: 'Failed authentication' } : {}),
    });
    expect((await seeds([signIn('Success')], '203.0.113.9')).origins.map(({ id }) => id)).toEqual(['login-profile:seed']);
    const root = { ...signIn('Success'), userIdentity: { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accessKeyId: '' } };
    expect((await seeds([root], '203.0.113.9')).origins.map(({ id }) => id)).toEqual(['login-profile:<root_account>']);
    await expect(seeds([signIn('Failure'), signIn('Failure')], '203.0.113.9')).rejects.toThrow(
      '203.0.113.9 occurs in these logs (2 refused ConsoleLogin), but neither used nor opened a credential.',
    );
  });

  test('a user or root who only signed in to the console is found by his password, and one who only tried is not said to be missing', async () => {
    const arn = 'arn:aws:iam::111122223333:root';
    const root = { type: 'Root', principalId: '111122223333', arn, accountId: '111122223333', accessKeyId: '' };
    const signIn = { ...call(root, 'ConsoleLogin'), responseElements: { ConsoleLogin: 'Success' } };
    const recovery = call(root, 'PasswordRecoveryRequested');
    expect((await seeds([signIn, recovery], arn)).origins.map(({ id }) => id)).toEqual(['login-profile:<root_account>']);
    const ana = { type: 'IAMUser', arn: user('ana'), accountId: '111122223333', userName: 'ana' };
    const both = [
      call({ ...ana, accessKeyId: key(0) }, 'ListUsers'),
      { ...call(ana, 'ConsoleLogin'), responseElements: { ConsoleLogin: 'Success' } },
    ];
    expect((await seeds(both, user('ana'))).origins.map(({ id }) => id)).toEqual([key(0), 'login-profile:ana']);
    await expect(seeds([recovery], arn)).rejects.toThrow(
      `${arn} occurs in these logs (PasswordRecoveryRequested), but neither used nor opened a credential.`,
    );
  });

  test('a key that only a service forwarded is not a key of its own', async () => {
    await expect(
      seeds([call({ type: 'IAMUser', arn: user('a'), accessKeyId: session(1), invokedBy: 'kms.amazonaws.com' }, 'Decrypt')], user('a')),
    ).rejects.toMatchObject({
      code: 'KT_SUBJECT_UNSUPPORTED',
      message: `${user('a')} occurs in these logs (Decrypt), but neither used nor opened a credential.`,
    });
  });

  test('a role that was taken and never used is its sessions; one that only services use has none', async () => {
    const taken = [assume(key(0), session(1), 'deploy'), assume(key(0), session(2), 'other')];
    const sessionOf = (event: CloudTrailEvent, name: string): CloudTrailEvent => ({
      ...event,
      responseElements: { ...event.responseElements, assumedRoleUser: { arn: `arn:aws:sts::111122223333:assumed-role/${name}/work` } },
    });
    const answered = taken.map((event, at) => sessionOf(event, at === 0 ? 'deploy' : 'other'));
    expect((await seeds(answered, 'arn:aws:iam::111122223333:role/deploy')).origins.map(({ id }) => id)).toEqual([session(1)]);
    const arn = 'arn:aws:iam::111122223333:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS';
    const identity = { type: 'AssumedRole', invokedBy: 'rds.amazonaws.com', sessionContext: { sessionIssuer: { arn } } };
    await expect(seeds([call(identity, 'CreateNetworkInterface')], arn)).rejects.toMatchObject({
      code: 'KT_SUBJECT_UNSUPPORTED',
      message: `${arn} occurs in these logs (CreateNetworkInterface), but neither used nor opened a credential.`,
    });
  });

  test('what does not occur is said with what the lake holds and with the account of the key', async () => {
    await expect(seeds([], 'AKIAU7JNXC7K7XNL3F6J')).rejects.toThrow(
      'AKIAU7JNXC7K7XNL3F6J does not occur in this lake (9 events, 2026-01-01 to 2026-01-08, 1 region). It belongs to account 342082656213, of which this lake holds nothing.',
    );
  });

  test('a key or user that others only wrote of is not said to be missing', async () => {
    const deleted = call({ type: 'IAMUser', arn: user('admin'), accessKeyId: key(0) }, 'DeleteAccessKey');
    const events = [{ ...deleted, requestParameters: { userName: 'bob', accessKeyId: key(5) } }];
    const told = `it is only named, in 1 call (first: DeleteAccessKey, event ${deleted.eventID}).`;
    await expect(seeds(events, key(5))).rejects.toMatchObject({ code: 'KT_SUBJECT_UNKNOWN', message: expect.stringContaining(told) });
    await expect(seeds(events, user('bob'))).rejects.toThrow(
      `${user('bob')} made no call in this lake (9 events, 2026-01-01 to 2026-01-08, 1 region); ${told}`,
    );
    await expect(seeds(events, user('bo'))).rejects.toThrow('does not occur');
  });

  test('what lies outside of the time that was asked for is not said to be missing from the lake', async () => {
    await expect(
      findSeeds(memoryStore([]), formed('198.51.100.7'), coverage, { since: '2027-01-01', until: '2027-02-01T00:00:00Z' }),
    ).rejects.toMatchObject({
      message:
        '198.51.100.7 does not occur in this lake from 2027-01-01 on and before 2027-02-01T00:00:00Z (9 events, 2026-01-01 to 2026-01-08, 1 region).',
      hint: 'Ask without --since and --until, or for another time.',
    });
  });
});

test('a seed that another seed minted hangs below it, unless it was named itself', async () => {
  const events = [assume(key(0), session(1), 'deploy'), call(inSession, 'ListBuckets')];
  const { origins } = await seeds(events, '203.0.113.77');
  expect(withoutDescendants(origins, events, new Set()).map(({ id }) => id)).toEqual([key(0)]);
  expect(withoutDescendants(origins, events, new Set([session(1)])).map(({ id }) => id)).toEqual([key(0), session(1)]);
});
