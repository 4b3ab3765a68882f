import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import type { EventStore } from '../../src/lineage/event-store.ts';
import { traceLineage } from '../../src/lineage/trace.ts';
import { ACCOUNT, assume, call, createKey, createUser, key, role, session, user } from '../support/events.ts';
import { memoryStore } from '../support/memory-store.ts';
import { everythingIs, seedOf, storyOf } from './story.ts';

const SIGNIN = 'signin.amazonaws.com';
const FEDERATED = `arn:aws:sts::${ACCOUNT}:federated-user/ops`;
const sessionArn = (name: string, sessionName = 'work'): string => `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${sessionName}`;

/** Somebody with a session: of a role when the ARN is one of a session. */
const holding = (accessKeyId: string, arn: string, creationDate: string, more: UserIdentity = {}): UserIdentity => {
  const roleName = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  return {
    type: roleName === undefined ? (arn.includes(':federated-user/') ? 'FederatedUser' : 'IAMUser') : 'AssumedRole',
    arn,
    accountId: ACCOUNT,
    accessKeyId,
    sessionContext: {
      attributes: { creationDate },
      ...(roleName === undefined ? {} : { sessionIssuer: { type: 'Role', arn: role(roleName), principalId: `AROA${roleName}` } }),
    },
    ...more,
  };
};
const lists = (who: UserIdentity | string, at: string, name = 'ListBuckets', source = 's3.amazonaws.com'): CloudTrailEvent =>
  call(who, name, { at, source });
const signsIn = (arn: string, at: string): CloudTrailEvent =>
  call({ type: 'IAMUser', arn, accountId: ACCOUNT }, 'ConsoleLogin', { source: SIGNIN, at, answer: { ConsoleLogin: 'Success' } });
const idsOf = (story: { readonly credentials: readonly string[] }): string[] => story.credentials.map((line) => line.split(' ')[1] ?? '');

describe('a console session', () => {
  const password = call(key(0), 'UpdateLoginProfile', { at: '2026-01-07T02:00:00Z', request: { userName: 'admin' } });
  const signIn = signsIn(user('admin'), '2026-01-07T03:00:00Z');

  test('has as many key ids as services and tabs, all stamped with the second of the sign-in', async () => {
    const uses = [1, 2, 3].map((n) => lists(holding(session(n), user('admin'), '2026-01-07T03:00:00Z'), `2026-01-07T03:0${n}:00Z`));
    const other = lists(holding(session(4), user('admin'), '2026-01-07T01:00:00Z'), '2026-01-07T03:05:00Z');
    const story = await storyOf([password, signIn, ...uses, other]);
    expect(idsOf(story)).toEqual(['login-profile:admin', session(1), session(2), session(3)]);
    expect(story.edges.at(-1)).toBe(`login-profile:admin minted ${session(3)} by ConsoleLogin, strong`);
  });

  // CloudShell's calls carry the session's date, as AWS's own example records show.
  test('reaches into CloudShell, whose calls come from AWS’s addresses with a key of their own', async () => {
    const inConsole = holding(session(1), user('admin'), '2026-01-07T03:00:00Z');
    const opens = call(inConsole, 'CreateSession', { source: 'cloudshell.amazonaws.com', at: '2026-01-07T03:01:00Z' });
    const inShell: CloudTrailEvent = {
      ...call(holding(session(2), user('admin'), '2026-01-07T03:00:00Z'), 'CreateUser', { at: '2026-01-07T03:02:00Z', ip: '3.86.208.137' }),
      userAgent: 'aws-cli/2.15.30 exec-env/CloudShell',
      sessionCredentialFromConsole: 'true',
    };
    const story = await storyOf([password, signIn, opens, inShell]);
    expect(idsOf(story)).toEqual(['login-profile:admin', session(1), session(2)]);
    expect(story.edges).toContain(`login-profile:admin minted ${session(2)} by ConsoleLogin, strong`);
  });

  test('that was opened before the password was set anew is the owner’s', async () => {
    const before = [
      signsIn(user('admin'), '2026-01-07T01:00:00Z'),
      lists(holding(session(1), user('admin'), '2026-01-07T01:00:00Z'), '2026-01-07T02:30:00Z'),
    ];
    expect(idsOf(await storyOf([password, ...before]))).toEqual(['login-profile:admin']);
  });

  test('is opened by a sign-in token, which a federated session was changed for', async () => {
    const federation = call(key(0), 'GetFederationToken', {
      source: 'sts.amazonaws.com',
      at: '2026-01-07T02:00:00Z',
      request: { name: 'ops' },
      answer: { federatedUser: { arn: FEDERATED }, credentials: { accessKeyId: session(1), expiration: 'Jan 7, 2026, 2:00:00 PM' } },
    });
    const held = holding(session(1), FEDERATED, '2026-01-07T02:00:00Z');
    const token = call(held, 'GetSigninToken', { source: SIGNIN, at: '2026-01-07T02:01:00Z', answer: { credentials: { accessKeyId: session(1) } } });
    const signIn = { ...signsIn(FEDERATED, '2026-01-07T02:01:30Z') };
    const use = lists(holding(session(2), FEDERATED, '2026-01-07T02:01:30Z'), '2026-01-07T02:05:00Z');
    const story = await storyOf([federation, token, signIn, use]);
    expect(story.credentials).toEqual([
      `federation-token ${session(1)} of ${FEDERATED}: active`,
      `console-session ${session(2)} of ${FEDERATED}: active`,
    ]);
    expect(story.edges).toContain(`${session(1)} minted ${session(2)} by ConsoleLogin, strong`);
    // A sign-in half an hour later used another token.
    const later = signsIn(FEDERATED, '2026-01-07T02:31:30Z');
    expect(
      idsOf(await storyOf([federation, token, later, lists(holding(session(2), FEDERATED, '2026-01-07T02:31:30Z'), '2026-01-07T02:35:00Z')])),
    ).toEqual([session(1)]);
  });

  test('is opened by the assertion of an identity provider, at once', async () => {
    const provider = `arn:aws:iam::${ACCOUNT}:saml-provider/evil`;
    const made = call(key(0), 'CreateSAMLProvider', { at: '2026-01-07T02:00:00Z', answer: { sAMLProviderArn: provider } });
    const assertion = call({ type: 'SAMLUser', userName: 'x' }, 'AssumeRoleWithSAML', {
      source: 'sts.amazonaws.com',
      at: '2026-01-07T03:00:00Z',
      request: { roleArn: role('ops'), roleSessionName: 'x', principalArn: provider },
      answer: { credentials: { accessKeyId: session(1) }, assumedRoleUser: { arn: sessionArn('ops', 'x') } },
    });
    const use = (n: number, at: string) => lists(holding(session(n), sessionArn('ops', 'x'), at), '2026-01-07T04:00:00Z');
    const events = [made, assertion, signsIn(sessionArn('ops', 'x'), '2026-01-07T03:00:01Z'), use(2, '2026-01-07T03:00:01Z')];
    const later = [signsIn(sessionArn('ops', 'x'), '2026-01-07T03:30:00Z'), use(3, '2026-01-07T03:30:00Z')];
    const story = await storyOf([...events, ...later]);
    expect(idsOf(story)).toEqual([session(1), session(2)]);
    expect(story.edges.at(-1)).toBe(`${session(1)} minted ${session(2)} by ConsoleLogin, strong`);
  });

  test('can switch to a role, as the record of the switch tells', async () => {
    const inConsole = lists(holding(session(1), user('admin'), '2026-01-07T03:00:00Z'), '2026-01-07T03:01:00Z');
    const switched: CloudTrailEvent = {
      ...call({ type: 'AssumedRole', arn: sessionArn('ops', 'admin'), accountId: ACCOUNT }, 'SwitchRole', {
        source: SIGNIN,
        at: '2026-01-07T03:10:00Z',
        answer: { SwitchRole: 'Success' },
      }),
      additionalEventData: { SwitchFrom: user('admin'), RedirectTo: 'https://console.aws.amazon.com' },
    };
    const asRole = lists(holding(session(2), sessionArn('ops', 'admin'), '2026-01-07T03:10:00Z'), '2026-01-07T03:11:00Z');
    const story = await storyOf([password, signIn, inConsole, switched, asRole]);
    expect(story.edges.at(-1)).toBe(`${session(1)} assumed ${session(2)} by SwitchRole, strong`);
    expect(story.credentials.at(-1)).toBe(`console-session ${session(2)} of ${role('ops')}: active`);
  });
});

describe('calls that services make in the name of a credential', () => {
  const forwarded = (at: string, creationDate: string, name = 'Decrypt', id = session(5)): CloudTrailEvent =>
    call(holding(id, user('seed'), creationDate, { invokedBy: 'secretsmanager.amazonaws.com' }), name, { source: 'kms.amazonaws.com', at });
  const ownKey = (id: string, at: string): CloudTrailEvent => lists(id, at, 'GetSecretValue', 'secretsmanager.amazonaws.com');

  test('stand under it and are no credential', async () => {
    const decrypts = [forwarded('2026-01-07T02:00:01Z', '2026-01-07T02:00:00Z'), forwarded('2026-01-07T02:09:00Z', '2026-01-07T02:00:00Z')];
    const { lineage, credentials } = await storyOf([ownKey(key(0), '2026-01-07T02:00:00Z'), ...decrypts]);
    expect(credentials).toEqual([]);
    expect(lineage.credentials[0]?.forwarded.map(({ event }) => event.eventID)).toEqual(decrypts.map(({ eventID }) => eventID));
    expect(lineage.credentials[0]?.events).toHaveLength(1);
  });

  test('are of the session whose creation date they keep', async () => {
    const made = '2026-01-07T01:00:00Z';
    const token = call(key(0), 'GetSessionToken', {
      source: 'sts.amazonaws.com',
      at: made,
      answer: { credentials: { accessKeyId: session(1), expiration: 'Jan 7, 2026, 1:00:00 PM' } },
    });
    const own = lists(holding(session(1), user('seed'), made), '2026-01-07T02:00:00Z');
    const { lineage } = await storyOf([token, ownKey(key(0), '2026-01-07T02:00:01Z'), own, forwarded('2026-01-07T02:00:01Z', made)]);
    expect(lineage.credentials.map(({ forwarded }) => forwarded.length)).toEqual([0, 1]);
  });

  test('are nobody’s when two keys of the user called at that moment, and that is said', async () => {
    const both = [ownKey(key(0), '2026-01-07T02:00:00Z'), ownKey(key(7), '2026-01-07T02:00:00Z')];
    const { lineage } = await storyOf([...both, forwarded('2026-01-07T02:00:01Z', '2026-01-07T02:00:00Z')]);
    expect(lineage.credentials[0]?.forwarded).toEqual([]);
    expect(lineage.unexplained.map(({ id }) => id)).toEqual([session(5)]);
  });

  test('mint for it: a stack that makes a key made it for its owner', async () => {
    const stack = call(key(0), 'CreateStack', { source: 'cloudformation.amazonaws.com', at: '2026-01-07T02:00:00Z' });
    const byStack = {
      ...forwarded('2026-01-07T02:00:03Z', '2026-01-07T02:00:00Z', 'CreateAccessKey'),
      eventSource: 'iam.amazonaws.com',
      responseElements: { accessKey: { accessKeyId: key(1), userName: 'stack-user' } },
    };
    const story = await storyOf([stack, { ...byStack, readOnly: false }, forwarded('2026-01-07T02:00:04Z', '2026-01-07T02:00:00Z')]);
    // What the stack changed is the caller's deed; what the service read for it is not.
    expect([...(story.lineage.credentials[0]?.judgements.values() ?? [])].map(({ actor }) => actor)).toEqual(['attacker', 'attacker', 'aws']);
    expect(story.edges).toEqual([`${key(0)} minted ${key(1)} by CreateAccessKey, strong`]);
  });
});

describe('a credential whose record was cut', () => {
  const cut = { ...assume(key(0), null, 'admin'), eventTime: '2026-01-07T02:00:00Z', sharedEventID: 'shared-1' };
  const use = (n: number, creationDate = '2026-01-07T02:00:00Z'): CloudTrailEvent =>
    lists(holding(session(n), sessionArn('admin'), creationDate), '2026-01-07T02:10:00Z');

  test('is named by the record of the same call in the other account', async () => {
    const copy = {
      ...assume({ type: 'AWSAccount', accountId: ACCOUNT, principalId: 'AIDASEED' }, session(1), 'admin'),
      sharedEventID: 'shared-1',
      recipientAccountId: '444455556666',
    };
    const story = await storyOf([cut, copy]);
    expect(story.credentials).toEqual([`role-session ${session(1)} of ${role('admin')}: expired`]);
    expect(story.edges).toEqual([`${key(0)} assumed ${session(1)} by AssumeRole, certain`]);
  });

  test('is named by the use of a session that was made in that second and that nothing else mints', async () => {
    const elsewhere = { ...assume(key(7), session(2), 'admin'), eventTime: '2026-01-07T02:00:00Z' };
    const story = await storyOf([cut, elsewhere, use(1, '2026-01-07T02:00:01Z'), use(2), use(3, '2026-01-07T02:30:00Z')]);
    expect(story.credentials).toEqual([`role-session ${session(1)} of ${role('admin')}: active`]);
    expect(story.edges).toEqual([`${key(0)} assumed ${session(1)} by AssumeRole, strong`]);
  });

  test('stays unknown when there are more sessions than mints', async () => {
    const story = await storyOf([cut, use(1), use(2)]);
    expect(story.credentials).toEqual([`role-session unknown:${cut.eventID} of ${role('admin')}: unknown`]);
  });

  test('stays unknown when it is a long-term key: nothing ties its use to the second', async () => {
    const lost = { ...createKey(key(0), key(1), 'backup'), responseElements: null };
    const used = lists({ type: 'IAMUser', userName: 'backup', arn: user('backup'), accessKeyId: key(1) }, '2026-01-07T05:00:00Z');
    expect((await storyOf([lost, used])).credentials).toEqual([`access-key unknown:${lost.eventID} of ${user('backup')}: unknown`]);
  });
});

describe('a key whose mint is not in the data', () => {
  const launched = call(key(0), 'RunInstances', {
    source: 'ec2.amazonaws.com',
    at: '2026-01-07T02:00:00Z',
    answer: { instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
  });

  test('is known by the instance that the lineage launched', async () => {
    const onIt = lists(
      holding(session(1), sessionArn('app', 'i-0abc'), '2026-01-07T02:00:20Z', { principalId: 'AROAapp:i-0abc' }),
      '2026-01-07T02:05:00Z',
    );
    expect((await storyOf([launched, onIt])).edges).toEqual([`${key(0)} minted ${session(1)} by RunInstances, indirect`]);
  });

  test('is known by the source identity that the lineage set, which nobody can change', async () => {
    const first = assume(key(0), session(1), 'admin');
    const named = { ...first, requestParameters: { ...first.requestParameters, sourceIdentity: 'mallory' } };
    const chained = holding(session(2), sessionArn('next'), '2026-01-07T04:00:00Z');
    const use = lists({ ...chained, sessionContext: { ...chained.sessionContext, sourceIdentity: 'mallory' } }, '2026-01-07T04:05:00Z');
    expect(idsOf(await storyOf([named, use]))).toEqual([session(1), session(2)]);
  });

  test('is not the lineage’s when somebody else’s mint of it is in the data', async () => {
    const helpful = createKey(key(7), key(2), 'a');
    const use = lists({ type: 'IAMUser', userName: 'a', arn: user('a'), accessKeyId: key(2), principalId: 'AIDA-a' }, '2026-01-07T05:00:00Z');
    expect(idsOf(await storyOf([createUser(key(0), 'a'), helpful, use]))).toEqual([]);
  });
});

describe('names that lie', () => {
  const at = (event: CloudTrailEvent, eventTime: string): CloudTrailEvent => ({ ...event, eventTime });
  const made = (by: string, principalId: string, time: string): CloudTrailEvent =>
    at(call(by, 'CreateUser', { request: { userName: 'bob' }, answer: { user: { userName: 'bob', userId: principalId, arn: user('bob') } } }), time);
  const deleted = (by: string, time: string): CloudTrailEvent => at(call(by, 'DeleteUser', { request: { userName: 'bob' } }), time);

  test('a user that the owner makes anew under the name of a deleted one is not the attacker’s', async () => {
    const story = await storyOf([
      made(key(0), 'AIDAFIRST', '2026-01-07T02:00:00Z'),
      at(createKey(key(0), key(1), 'bob'), '2026-01-07T02:00:01Z'),
      deleted(key(9), '2026-01-07T03:00:00Z'),
      made(key(9), 'AIDASECOND', '2026-01-07T03:00:01Z'),
    ]);
    expect(story.credentials).toEqual([`access-key ${key(1)} of ${user('bob')}: deleted`]);
    expect(story.lineage.principals.map(({ principalId, deletedBy }) => [principalId, deletedBy !== null])).toEqual([
      ['AIDASEED', false],
      ['AIDAFIRST', true],
    ]);
  });

  test('one that the attacker makes twice is two, and the key of the second lives', async () => {
    const story = await storyOf([
      lists(key(0), '2026-01-07T01:00:00Z'),
      made(key(0), 'AIDAFIRST', '2026-01-07T02:00:00Z'),
      at(createKey(key(0), key(1), 'bob'), '2026-01-07T02:00:01Z'),
      deleted(key(0), '2026-01-07T02:00:02Z'),
      made(key(0), 'AIDASECOND', '2026-01-07T02:00:02Z'),
      at(createKey(key(0), key(2), 'bob'), '2026-01-07T02:00:10Z'),
    ]);
    expect(story.credentials).toEqual([`access-key ${key(1)} of ${user('bob')}: deleted`, `access-key ${key(2)} of ${user('bob')}: sleeper`]);
    expect(story.edges.filter((edge) => edge.includes('created'))).toHaveLength(2);
  });

  test('a password that is set, deleted and set again is alive', async () => {
    const sets = (time: string): CloudTrailEvent =>
      at(call(key(0), 'CreateLoginProfile', { request: { userName: 'bob' }, answer: { loginProfile: { userName: 'bob' } } }), time);
    const deletes = at(call(key(0), 'DeleteLoginProfile', { request: { userName: 'bob' } }), '2026-01-07T03:00:00Z');
    expect((await storyOf([sets('2026-01-07T02:00:00Z'), deletes])).credentials).toEqual([
      `login-profile login-profile:bob of ${user('bob')}: deleted`,
    ]);
    expect((await storyOf([sets('2026-01-07T02:00:00Z'), deletes, sets('2026-01-07T04:00:00Z')])).credentials).toEqual([
      `login-profile login-profile:bob of ${user('bob')}: sleeper`,
    ]);
  });
});

describe('a password', () => {
  test('of a user of the same name in another account is another one', async () => {
    const sets = call(key(0), 'CreateLoginProfile', { request: { userName: 'bob' }, answer: { loginProfile: { userName: 'bob' } } });
    const elsewhere = { ...call(key(9), 'DeleteLoginProfile', { request: { userName: 'bob' } }), recipientAccountId: '444455556666' };
    expect((await storyOf([sets, elsewhere])).credentials).toEqual([`login-profile login-profile:bob of ${user('bob')}: sleeper`]);
  });
});

describe('clocks, copies and numbers', () => {
  test('two records of one child draw one edge, and two children of one second are two', async () => {
    const [first, second] = [assume(key(0), session(1), 'admin'), assume(key(0), session(1), 'admin')];
    const twin = { ...assume(key(0), session(2), 'admin'), eventTime: first.eventTime };
    const story = await storyOf([first, second, twin]);
    expect(idsOf(story).toSorted()).toEqual([session(1), session(2)]);
    expect(story.lineage.edges.filter(({ to }) => to === session(1)).map(({ eventId }) => eventId)).toEqual([first.eventID]);
  });

  test('a child that is used before its mint is stamped is linked all the same', async () => {
    const mint = { ...assume(key(0), session(1), 'admin'), eventTime: '2026-01-07T02:00:03Z' };
    const use = lists(holding(session(1), sessionArn('admin'), '2026-01-07T02:00:01Z'), '2026-01-07T02:00:01Z');
    expect((await storyOf([mint, use])).credentials).toEqual([`role-session ${session(1)} of ${role('admin')}: expired`]);
  });

  test('each question is asked once for a generation, however many credentials it has', async () => {
    const manySessions = Array.from({ length: 1000 }, (_, n) => assume(key(0), `ASIA${String(n).padStart(9, '0')}EXAMPLE`, 'admin', `s${n}`));
    const asked: string[] = [];
    const store = memoryStore(manySessions);
    const counting = Object.fromEntries(
      Object.entries(store).map(([name, question]) => [
        name,
        (...values: readonly never[]) => {
          asked.push(name);
          return (question as (...given: readonly never[]) => unknown)(...values);
        },
      ]),
    ) as unknown as EventStore;
    const lineage = await traceLineage(counting, [seedOf(key(0))], everythingIs('attacker'));
    expect(lineage.credentials).toHaveLength(1001);
    // Two generations, ten questions at most for each, and the lives of all users.
    expect(asked.length).toBeLessThanOrEqual(21);
  });
});
