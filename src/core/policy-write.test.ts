import { expect, test } from 'vitest';
import { call, key } from '../../test/support/events.ts';
import { policyWriteOf } from './policy-write.ts';

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';

test.each([
  ['PutUserPolicy', { userName: 'dev', policyName: 'all', policyDocument: DOCUMENT }, 'dev', 'all', DOCUMENT],
  ['DeleteUserPolicy', { userName: 'dev', policyName: 'all' }, 'dev', 'all', null],
  ['UpdateAssumeRolePolicy', { roleName: 'door', policyDocument: DOCUMENT }, 'door', 'trust policy', DOCUMENT],
  ['CreateRole', { roleName: 'door', assumeRolePolicyDocument: DOCUMENT }, 'door', 'trust policy', DOCUMENT],
  [
    'CreatePolicyVersion',
    { policyArn: 'arn:aws:iam::111122223333:policy/p', policyDocument: DOCUMENT },
    'arn:aws:iam::111122223333:policy/p',
    'managed policy',
    DOCUMENT,
  ],
])('%s writes a policy', (name, request, target, policy, text) => {
  expect(policyWriteOf(call(key(0), name, { request }))).toMatchObject({ target, policy, text });
});

test('a managed policy is named by the answer to its creation', () => {
  const answer = { policy: { arn: 'arn:aws:iam::111122223333:policy/p' } };
  expect(policyWriteOf(call(key(0), 'CreatePolicy', { request: { policyDocument: DOCUMENT }, answer }))?.target).toBe(
    'arn:aws:iam::111122223333:policy/p',
  );
});

test('a role and a user of one name have policies of their own', () => {
  const user = policyWriteOf(call(key(0), 'PutUserPolicy', { request: { userName: 'ops', policyName: 'p', policyDocument: DOCUMENT } }));
  const role = policyWriteOf(call(key(0), 'PutRolePolicy', { request: { roleName: 'ops', policyName: 'p', policyDocument: DOCUMENT } }));
  expect(user?.slot).not.toBe(role?.slot);
});

test.each([
  ['refused', 'PutUserPolicy', { userName: 'dev', policyName: 'all' }, 'AccessDenied'],
  ['of another kind', 'ListUsers', { userName: 'dev' }, undefined],
  ['without a target', 'PutUserPolicy', { policyName: 'all' }, undefined],
])('a call that is %s writes none', (_, name, request, error) => {
  expect(policyWriteOf(call(key(0), name, { request, ...(error === undefined ? {} : { error }) }))).toBeNull();
});
