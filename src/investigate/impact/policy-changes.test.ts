import { expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import { columns } from '../../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { JsonObject } from '../../core/json.ts';
import type { SqlEngine, SqlValue } from '../../engine/sql-engine.ts';
import { policyChanges, writesAround } from './policy-changes.ts';

/** An engine that gives these events to whoever asks. */
const engineOf = (events: readonly CloudTrailEvent[]): SqlEngine => ({
  name: 'duckdb',
  query: async () => ({
    columns: columns.map(({ name }) => ({ name, type: 'varchar' })),
    rows: events.map((event) =>
      columns.map(({ member, json }): SqlValue => {
        const value = (event as unknown as Record<string, unknown>)[member];
        return json && value != null ? JSON.stringify(value) : typeof value === 'string' ? value : null;
      }),
    ),
    warnings: [],
  }),
  close: async () => {},
});

const put = (hour: string, userName: string, policyDocument: string): CloudTrailEvent =>
  call(key(0), 'PutUserPolicy', { at: `2026-01-07T${hour}:00:00Z`, request: { userName, policyName: 'p', policyDocument } });

test('a policy is shown with its text before and after, whoever wrote the one before', async () => {
  const [old, other, mine, later] = [
    put('08', 'dev', '{"old":1}'),
    put('09', 'ops', '{"other":1}'),
    put('10', 'dev', '{"new":1}'),
    put('11', 'dev', '{"later":1}'),
  ];
  const changes = policyChanges(await writesAround(engineOf([old, other, mine, later]), [mine]), [mine]);
  expect(changes).toEqual([
    {
      eventId: mine.eventID,
      eventTime: '2026-01-07T10:00:00Z',
      eventName: 'PutUserPolicy',
      credential: key(0),
      target: 'dev',
      policy: 'p',
      before: { eventId: old.eventID, text: '{"old":1}' },
      after: '{"new":1}',
    },
  ]);
});

test('what the logs do not hold before is not known', async () => {
  const mine = put('10', 'dev', '{"new":1}');
  expect(policyChanges([mine], [mine])).toMatchObject([{ before: null, after: '{"new":1}' }]);
});

test('a policy that was taken away has no text afterwards', async () => {
  const old = put('08', 'dev', '{"old":1}');
  const gone = call(key(0), 'DeleteUserPolicy', { at: '2026-01-07T10:00:00Z', request: { userName: 'dev', policyName: 'p' } });
  expect(policyChanges([old, gone], [gone])).toMatchObject([{ before: { text: '{"old":1}' }, after: null }]);
});

const at = (hour: string, name: string, request: JsonObject, answer?: JsonObject, who = key(9)): CloudTrailEvent =>
  call(who, name, { at: `2026-01-07T${hour}:00:00Z`, request, ...(answer === undefined ? {} : { answer }) });
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const APP = 'arn:aws:iam::111122223333:policy/app';
const last = (...events: CloudTrailEvent[]) => policyChanges(events, events.slice(-1))[0];

test('who joins a group is shown what the group may do, as far as the logs tell', () => {
  const joins = at('12', 'AddUserToGroup', { userName: 'dev', groupName: 'admins' });
  const policies = [
    at('08', 'PutGroupPolicy', { groupName: 'admins', policyName: 'all', policyDocument: '{"old":1}' }),
    at('09', 'PutGroupPolicy', { groupName: 'admins', policyName: 'all', policyDocument: '{"all":1}' }),
    at('10', 'AttachGroupPolicy', { groupName: 'admins', policyArn: ADMIN }),
    at('11', 'AttachGroupPolicy', { groupName: 'others', policyArn: ADMIN }),
  ];
  expect(last(...policies, joins)).toMatchObject({
    target: 'dev',
    policy: 'member of group admins',
    before: null,
    after: `all: {"all":1}\n${ADMIN}`,
  });
  expect(last(joins)?.after).toBe('what the group may do is not in these logs');
});

test('a version that becomes the default is shown by its text, and one that does not is not in force', () => {
  const made = at('08', 'CreatePolicy', { policyName: 'app', policyDocument: '{"read":1}' }, { policy: { arn: APP } });
  const version = (hour: string, versionId: string, setAsDefault: boolean): CloudTrailEvent =>
    at(hour, 'CreatePolicyVersion', { policyArn: APP, policyDocument: `{"${versionId}":1}`, setAsDefault }, { policyVersion: { versionId } });
  const [quiet, loud] = [version('09', 'v2', false), version('09', 'v2', true)];
  expect(last(made, quiet)).toMatchObject({
    policy: 'managed policy, a version that is not in force',
    before: { text: '{"read":1}' },
    after: '{"v2":1}',
  });
  const back = at('11', 'SetDefaultPolicyVersion', { policyArn: APP, versionId: 'v1' });
  expect(last(made, loud, back)).toMatchObject({ before: { eventId: loud.eventID, text: '{"v2":1}' }, after: '{"read":1}' });
  const choice = at('11', 'SetDefaultPolicyVersion', { policyArn: APP, versionId: 'v2' });
  expect(last(made, quiet, choice)).toMatchObject({ before: { eventId: made.eventID, text: '{"read":1}' }, after: '{"v2":1}' });
  expect(last(choice)?.after).toBe('version v2, whose text is not in these logs');
});

test('a boundary that falls, and a managed policy that is given, are told by their text or their name', () => {
  const boundary = at('08', 'PutUserPermissionsBoundary', { userName: 'dev', permissionsBoundary: APP });
  const text = at('07', 'CreatePolicy', { policyName: 'app', policyDocument: '{"read":1}' }, { policy: { arn: APP } });
  const falls = at('09', 'DeleteUserPermissionsBoundary', { userName: 'dev' });
  expect(last(text, boundary, falls)).toMatchObject({ policy: 'permissions boundary', before: { text: '{"read":1}' }, after: null });
  expect(last(at('09', 'AttachUserPolicy', { userName: 'dev', policyArn: ADMIN }))).toMatchObject({ policy: ADMIN, before: null, after: ADMIN });
});

test('a policy of the same name in another account is another policy', () => {
  const theirs = { ...put('08', 'dev', '{"theirs":1}'), recipientAccountId: '444455556666' };
  const mine = put('10', 'dev', '{"new":1}');
  expect(policyChanges([theirs, mine], [mine])).toMatchObject([{ before: null, after: '{"new":1}' }]);
});
