import { expect, test } from 'vitest';
import { ACCOUNT, call, key, role, user } from '../../../test/support/events.ts';
import { tracedPrincipal } from '../../../test/support/traced.ts';
import type { Traced } from '../../lineage/lineage.ts';
import { reactionTo } from './reaction.ts';

const traced = {
  id: key(1),
  kind: 'access-key',
  principal: user('leaked'),
  depth: 0,
  mint: null,
  expiresAt: null,
  cut: false,
  forwarded: [],
} as const;
const credentials: readonly Traced[] = [{ ...traced, events: [], judgements: new Map() }];
const reactionOf = reactionTo({
  credentials,
  principals: [tracedPrincipal(`arn:aws:iam::${ACCOUNT}:user/team/leaked`, 'user'), tracedPrincipal(role('build'), 'role')],
});
const leaked = `arn:aws:iam::${ACCOUNT}:user/team/leaked`;
const responder = (eventName: string, request: Record<string, string>, more: { error?: string; source?: string } = {}) =>
  call(key(9), eventName, { request, ip: '198.51.100.1', ...more });
const policy = (...statements: object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: statements });

test.each([
  ['switching the key off', responder('UpdateAccessKey', { accessKeyId: key(1), userName: 'leaked', status: 'Inactive' }), key(1)],
  ['deleting the key', responder('DeleteAccessKey', { accessKeyId: key(1), userName: 'leaked' }), key(1)],
  ['deleting the user', responder('DeleteUser', { userName: 'leaked' }), leaked],
  [
    'a boundary',
    responder('PutRolePermissionsBoundary', { roleName: 'build', permissionsBoundary: 'arn:aws:iam::aws:policy/AWSDenyAll' }),
    role('build'),
  ],
  [
    'the quarantine policy of AWS',
    responder('AttachUserPolicy', { userName: 'leaked', policyArn: 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3' }),
    leaked,
  ],
  [
    'a policy that denies everything',
    responder('PutUserPolicy', { userName: 'leaked', policyName: 'stop', policyDocument: policy({ Effect: 'Deny', Action: '*', Resource: '*' }) }),
    leaked,
  ],
  [
    'the revoking of older sessions',
    responder('PutRolePolicy', {
      roleName: 'build',
      policyName: 'AWSRevokeOlderSessions',
      policyDocument: policy({
        Effect: 'Deny',
        Action: ['*'],
        Resource: ['*'],
        Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-01-07T08:00:00Z' } },
      }),
    }),
    role('build'),
  ],
])('%s contains', (_, event, target) => {
  expect(reactionOf(event)).toEqual({ target, contains: true });
});

test('a look at what the key did is a reaction that contains nothing', () => {
  const event = call(key(9), 'LookupEvents', {
    source: 'cloudtrail.amazonaws.com',
    request: { lookupAttributes: [{ attributeKey: 'AccessKeyId', attributeValue: key(1) }], maxResults: 50 },
  });
  expect(reactionOf(event)).toEqual({ target: key(1), contains: false });
});

test.each([
  ['what was refused', responder('DeleteAccessKey', { accessKeyId: key(1), userName: 'leaked' }, { error: 'AccessDenied' })],
  ['switching the key on', responder('UpdateAccessKey', { accessKeyId: key(1), userName: 'leaked', status: 'Active' })],
  ['the end of another key', responder('DeleteAccessKey', { accessKeyId: key(2), userName: 'leaked' })],
  ['another user', responder('DeleteUser', { userName: 'somebody' })],
  ['a policy that gives', responder('AttachUserPolicy', { userName: 'leaked', policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' })],
  [
    'a policy that denies one service',
    responder('PutUserPolicy', { userName: 'leaked', policyName: 'x', policyDocument: policy({ Effect: 'Deny', Action: 's3:*', Resource: '*' }) }),
  ],
  ['a policy that cannot be read', responder('PutUserPolicy', { userName: 'leaked', policyName: 'x', policyDocument: '{"Statement": ' })],
])('%s is no reaction', (_, event) => {
  expect(reactionOf(event)).toBeNull();
});

test('a user of the same name in another account is somebody else', () => {
  expect(reactionOf({ ...responder('DeleteUser', { userName: 'leaked' }), recipientAccountId: '999988887777' })).toBeNull();
});
