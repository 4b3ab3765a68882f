import { describe, expect, test } from 'vitest';
import type { Coverage } from '../../src/core/case.ts';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { findSeeds } from '../../src/investigate/subject/find-seeds.ts';
import { parseSubject } from '../../src/investigate/subject/parse-subject.ts';
import { resolveNames } from '../../src/investigate/subject/resolve-names.ts';
import { ACCOUNT, call, key, session } from '../support/events.ts';
import { memoryStore } from '../support/memory-store.ts';
import { storyOf } from './story.ts';

const RESERVED = 'AWSReservedSSO_AdministratorAccess_0123456789abcdef';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/eu-west-1/${RESERVED}`;
const PERSON: UserIdentity = {
  type: 'IdentityCenterUser',
  accountId: '444455556666',
  onBehalfOf: { userId: '94d00cd8-e9e6-4810-b177-b08e84775435', identityStoreArn: 'arn:aws:identitystore::444455556666:identitystore/d-1234567890' },
  credentialId: 'credential-of-the-portal',
};
const ATTACKER = '203.0.113.9';

const inPortal = (name: string, at: string, more: Partial<CloudTrailEvent> = {}): CloudTrailEvent => ({
  ...call(PERSON, name, { source: 'sso.amazonaws.com', at, ip: ATTACKER }),
  eventType: 'AwsServiceEvent',
  recipientAccountId: '444455556666',
  ...more,
});
const takes = (at: string, account = ACCOUNT, set = 'AdministratorAccess'): CloudTrailEvent =>
  inPortal('GetRoleCredentials', at, { serviceEventDetails: { role_name: set, account_id: account } });
const opens = (n: number, at: string, person = 'ana@example.com', account = ACCOUNT): CloudTrailEvent => ({
  ...call({ type: 'SAMLUser', principalId: `x=:${person}`, userName: person, identityProvider: 'x=' }, 'AssumeRoleWithSAML', {
    source: 'sts.amazonaws.com',
    at,
    ip: '198.51.100.200',
    request: {
      roleArn: ROLE.replace(ACCOUNT, account),
      roleSessionName: person,
      principalArn: `arn:aws:iam::${account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`,
    },
    answer: { credentials: { accessKeyId: session(n), expiration: 'Jan 7, 2026, 3:00:00 AM' }, subject: person },
  }),
  recipientAccountId: account,
});
const uses = (n: number, at: string, creationDate: string, person = 'ana@example.com'): CloudTrailEvent =>
  call(
    {
      type: 'AssumedRole',
      accessKeyId: session(n),
      accountId: ACCOUNT,
      principalId: `AROARESERVED:${person}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${RESERVED}/${person}`,
      sessionContext: { sessionIssuer: { type: 'Role', principalId: 'AROARESERVED', arn: ROLE }, attributes: { creationDate } },
    },
    'ListUsers',
    { at, ip: ATTACKER },
  );

const token = inPortal('CreateToken', '2026-01-07T01:50:00Z', {
  requestParameters: { grantType: 'urn:ietf:params:oauth:grant-type:device_code' },
});
const taken = takes('2026-01-07T02:00:00Z');
const opening = opens(1, '2026-01-07T02:00:01Z');
const use = uses(1, '2026-01-07T02:05:00Z', '2026-01-07T02:00:01Z');

const coverage: Coverage = {
  events: 4,
  from: null,
  to: null,
  accounts: [],
  regions: [],
  dataEvents: 'none',
  gaps: [],
  unreadable: [],
  digests: '',
};
const seedsOf = async (events: readonly CloudTrailEvent[], text: string) => {
  const store = memoryStore(events);
  const subjects = await resolveNames(store, [parseSubject(text)]);
  return (await Promise.all(subjects.map((subject) => findSeeds(store, subject, coverage)))).flatMap(({ origins }) => origins);
};
/** Traced from the session itself. */
const traced = async (...events: CloudTrailEvent[]) => {
  const [seed] = await seedsOf(events, session(1));
  return (await storyOf(events, '2026-01-07T12:00:00Z', seed)).lineage;
};

describe('a permission set that the attacker gave to a person', () => {
  const USER = String(PERSON.onBehalfOf && (PERSON.onBehalfOf as { userId: string }).userId);
  const gives = (source: string, name: string, request: JsonObject, at = '2026-01-07T01:40:00Z'): CloudTrailEvent => ({
    ...call(key(0), name, { source, at, request }),
    recipientAccountId: '444455556666',
  });
  const assigns = (request: JsonObject = {}): CloudTrailEvent =>
    gives('sso.amazonaws.com', 'CreateAccountAssignment', {
      instanceArn: 'arn:aws:sso:::instance/ssoins-1',
      permissionSetArn: 'arn:aws:sso:::permissionSet/ssoins-1/ps-1',
      ...{ principalType: 'USER', principalId: USER, targetType: 'AWS_ACCOUNT', targetId: ACCOUNT, ...request },
    });
  const edges = async (...events: CloudTrailEvent[]) => (await storyOf(events)).edges;
  const edge = `${key(0)} assumed ${session(1)} by AssumeRoleWithSAML, indirect`;

  test('leads to the sessions that the person took by it, in that account', async () => {
    const story = await storyOf([assigns(), token, taken, opening, use]);
    expect(story.edges).toEqual([edge]);
    expect(story.credentials).toEqual([`role-session ${session(1)} of ${ROLE}: expired`]);
    expect(story.lineage.openings.map(({ event }) => event.eventName)).toContain('GetRoleCredentials');
  });

  test('leads to a session without a name where the logs of that account are missing', async () => {
    expect(await edges(assigns(), taken)).toEqual([`${key(0)} assumed unknown:${taken.eventID} by GetRoleCredentials, indirect`]);
  });

  test('leads to no session of another person, in another account, or before it was given', async () => {
    expect(await edges(assigns({ principalId: 'somebody-else' }), taken, opening)).toEqual([]);
    expect(await edges(assigns({ targetId: '777788889999' }), taken, opening)).toEqual([]);
    expect(await edges({ ...assigns(), eventTime: '2026-01-07T02:01:00Z' }, taken, opening)).toEqual([]);
    expect(await edges({ ...assigns(), errorCode: 'AccessDeniedException' }, taken, opening)).toEqual([]);
  });

  test('is not why the person takes what he took in that account before', async () => {
    expect(await edges(takes('2026-01-05T09:00:00Z'), assigns(), taken, opening)).toEqual([]);
    expect(await edges(takes('2026-01-05T09:00:00Z', ACCOUNT, 'ReadOnly'), assigns(), taken, opening)).toEqual([edge]);
  });

  test('may come with a group that the person was put into', async () => {
    const joins = gives('identitystore.amazonaws.com', 'CreateGroupMembership', { groupId: 'admins', memberId: { userId: USER } });
    expect(await edges(joins, taken, opening)).toEqual([edge]);
    expect(await edges(assigns({ principalType: 'GROUP', principalId: 'admins' }), taken, opening)).toEqual([]);
  });
});

describe('a session that a person took from Identity Center’s portal', () => {
  test('has the portal’s records beside it: who took it, where he sat, and how he had signed in', async () => {
    const yesterday = inPortal('Authenticate', '2026-01-06T09:00:00Z');
    const lineage = await traced(yesterday, token, taken, opening, use);
    expect(lineage.openings.map(({ event, credential }) => [event.eventName, credential]).toSorted()).toEqual([
      ['AssumeRoleWithSAML', session(1)],
      ['CreateToken', session(1)],
      ['GetRoleCredentials', session(1)],
    ]);
    expect(lineage.unexplained).toEqual([]);
  });

  test('is found without the record of its role’s account, by the second in which it says it was made', async () => {
    const lineage = await traced(taken, uses(1, '2026-01-07T02:05:00Z', '2026-01-07T02:00:01Z'));
    expect(lineage.openings.map(({ event }) => event.eventID)).toEqual([taken.eventID]);
  });

  test('is not joined when two people took the same role in that second, or another role, or elsewhere', async () => {
    const stranger: CloudTrailEvent = { ...takes('2026-01-07T02:00:01Z'), userIdentity: { ...PERSON, onBehalfOf: { userId: 'somebody-else' } } };
    const names = async (...events: CloudTrailEvent[]) => (await traced(...events, opening, use)).openings.map(({ event }) => event.eventName);
    expect(await names(taken, stranger)).toEqual(['AssumeRoleWithSAML']);
    expect(await names(takes('2026-01-07T02:00:00Z', ACCOUNT, 'ReadOnly'))).toEqual(['AssumeRoleWithSAML']);
    expect(await names(takes('2026-01-07T02:00:00Z', '777788889999'))).toEqual(['AssumeRoleWithSAML']);
    expect(await names(takes('2026-01-07T02:00:30Z'))).toEqual(['AssumeRoleWithSAML']);
  });

  test('shows what the same person took from the same place beside it, without accusing anybody', async () => {
    const next = [takes('2026-01-07T02:10:00Z', '777788889999'), opens(2, '2026-01-07T02:10:00Z', 'ana@example.com', '777788889999')];
    const elsewhere = { ...takes('2026-01-07T02:20:00Z'), sourceIPAddress: '198.51.100.7', userIdentity: { ...PERSON, credentialId: 'another' } };
    const lineage = await traced(token, taken, opening, use, ...next, elsewhere);
    expect(lineage.credentials.map(({ id }) => id)).toEqual([session(1)]);
    expect(lineage.unexplained).toMatchObject([
      { id: session(2), why: `the same person took it from Identity Center's portal, at ${ATTACKER}`, event: { eventID: next[0]?.eventID } },
    ]);
  });

  test('is what an event of the portal, or the address of the person, leads to', async () => {
    const event = { ...taken, eventID: '8feee4c2-5e27-4857-8475-bfa7e7b6d791' };
    expect(await seedsOf([event, opening], event.eventID)).toMatchObject([
      { id: session(1), principal: ROLE, mint: { event: { eventID: opening.eventID }, certainty: 'strong' } },
    ]);
    expect((await seedsOf([event, opening], ATTACKER)).map(({ id }) => id)).toEqual([session(1)]);
    // Without the record of the other account the session has no name.
    expect(await seedsOf([event], event.eventID)).toMatchObject([{ id: `unknown:${event.eventID}`, cut: true }]);
  });

  test('is found by the older records, too, which name the person', async () => {
    const old: CloudTrailEvent = {
      ...taken,
      eventID: '2a1f6d3c-1f0e-4c4b-9a41-0c7d7f7f0a11',
      eventName: 'Federate',
      userIdentity: { type: 'Unknown', principalId: 'd-1234567890//ana', accountId: '444455556666', userName: 'ana@example.com' },
    };
    const another = opens(3, '2026-01-07T02:00:00Z', 'ben@example.com');
    expect((await seedsOf([old, opening, another], old.eventID)).map(({ id }) => id)).toEqual([session(1)]);
  });
});
