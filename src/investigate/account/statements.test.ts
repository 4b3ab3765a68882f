import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import type { CaseCredential, CasePrincipal } from '../../core/case.ts';
import type { LogsSay } from './account-documents.ts';
import { parseAuthorizationDetails } from './authorization-details.ts';
import { byAuthorizationDetails } from './by-authorization-details.ts';
import { byCredentialReport } from './by-credential-report.ts';
import type { KeySlot, ReportedUser } from './credential-report.ts';

/*
 * One user, dev, whose key was made at 10:00 and used until 11:00, in logs that end at 12:00. Every expected sentence follows by hand from what the
 * report says beside that.
 */
const DEV = 'arn:aws:iam::111122223333:user/dev';
const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const key: CaseCredential = {
  ...(leakedKeyCase.credentials[0] as CaseCredential),
  id: KEY,
  kind: 'access-key',
  principal: DEV,
  state: 'active',
  stateEventId: null,
  mintedBy: { credential: null, eventId: 'mint', eventName: 'CreateAccessKey', eventTime: '2026-01-07T10:00:00Z' },
  lastUsed: '2026-01-07T11:00:00Z',
};
const dev: CasePrincipal = { arn: DEV, kind: 'user', principalId: 'AIDADEV', createdBy: null, deletedBy: null, changedBy: [] };
const logs = (credential: Partial<CaseCredential> = {}, principal: Partial<CasePrincipal> = {}): LogsSay => ({
  credentials: [{ ...key, ...credential }],
  principals: [{ ...dev, ...principal }],
  compromise: { since: '2026-01-07T10:30:00Z', eventId: 'first', certainty: 'certain', reasons: [] },
  coverage: { from: '2026-01-01T00:00:00Z', to: '2026-01-07T12:00:00Z' },
});
const slot = (more: Partial<KeySlot> = {}): KeySlot => ({
  slot: 1,
  active: true,
  made: '2026-01-07T10:00:01Z',
  lastUsed: '2026-01-07T11:05:00Z',
  region: 'us-east-1',
  service: 'iam',
  ...more,
});
const reported = (...keys: readonly KeySlot[]): ReportedUser => ({
  name: 'dev',
  arn: DEV,
  made: '2025-01-01T00:00:00Z',
  passwordEnabled: false,
  passwordLastUsed: null,
  keys,
});
const said = (users: readonly ReportedUser[], side: LogsSay) =>
  byCredentialReport(users, side).map(({ agrees, text }) => `${agrees ? '=' : '!'} ${text}`);
const deletedBy = { credential: null, eventId: 'end', eventTime: '2026-01-07T11:30:00Z' };

test.each<[name: string, users: readonly ReportedUser[], side: LogsSay, expected: readonly string[]]>([
  ['a last use that the logs hold', [reported(slot())], logs(), [`= The last use of ${KEY} is in these logs.`]],
  [
    'a use where no trail looked',
    [reported(slot({ lastUsed: '2026-01-07T11:59:00Z', region: 'eu-west-3', service: 's3' }))],
    logs(),
    [
      `! ${KEY} was last used at 2026-01-07T11:59:00Z for s3 in eu-west-3, says the credential report; the last use in these logs is 2026-01-07T11:00:00Z: it was used where they do not look.`,
    ],
  ],
  [
    'a sleeper that sleeps',
    [reported(slot({ lastUsed: null }))],
    logs({ state: 'sleeper', lastUsed: null }),
    [`= ${KEY} was never used, says the credential report, too.`],
  ],
  [
    'a key that was switched off unseen',
    [reported(slot({ active: false, lastUsed: null }))],
    logs(),
    [`! ${KEY} is inactive now, says the credential report.`],
  ],
  [
    'a key that lives on',
    [reported(slot({ lastUsed: null }))],
    logs({ state: 'inactive', stateEventId: 'off' }),
    [`! ${KEY} is active, says the credential report, though the logs say inactive.`],
  ],
  [
    'a key that is gone, and a mint that the logs lack',
    [reported(slot({ made: '2026-01-07T11:40:00Z', lastUsed: null }))],
    logs(),
    [
      '! Key 1 of dev was made at 2026-01-07T11:40:00Z, and these logs do not hold the call.',
      `! ${KEY} is none of the keys that dev has: it was deleted, and these logs do not hold the call.`,
    ],
  ],
  ['a user who is gone unseen', [], logs(), ['! dev is not in the credential report: it was deleted, and these logs do not hold the call.']],
  ['a user who is gone as the logs say', [], logs({}, { deletedBy }), ['= dev is not in the credential report: it is deleted, as event end says.']],
  [
    'a user made again',
    [{ ...reported(), made: '2026-01-08T00:00:00Z' }],
    logs({ mintedBy: null, state: 'deleted' }, { deletedBy }),
    ['! dev was made again at 2026-01-08T00:00:00Z, after event end deleted it: another user of the same name.'],
  ],
])('the credential report: %s', (_, users, side, expected) => {
  expect(said(users, side)).toEqual(expected);
});

const details = (more: object = {}) =>
  parseAuthorizationDetails(
    {
      UserDetailList: [
        {
          Arn: DEV,
          UserId: 'AIDADEV',
          CreateDate: '2025-01-01T00:00:00+00:00',
          AttachedManagedPolicies: [{ PolicyName: 'AdministratorAccess' }],
          GroupList: ['ops'],
        },
      ],
      RoleDetailList: [],
      ...more,
    },
    'details.json',
  );
const role = (trust: unknown, more: object = {}) => ({
  Arn: 'arn:aws:iam::111122223333:role/door',
  RoleId: 'AROADOOR',
  CreateDate: '2026-01-07T10:45:00+00:00',
  AssumeRolePolicyDocument: trust,
  ...more,
});
const createdBy = { credential: KEY, eventId: 'birth', eventTime: '2026-01-07T10:31:00Z' };
const listed = (living: ReturnType<typeof details>, side: LogsSay) =>
  byAuthorizationDetails(living, side).map(({ agrees, text }) => `${agrees ? '=' : '!'} ${text}`);

test('the list of users: what the attacker made is still there, with these rights', () => {
  expect(listed(details(), logs({}, { createdBy }))).toEqual(['= dev, made by event birth, is still there with: AdministratorAccess, group ops.']);
});

test('the list of users: another of the same name is told apart by its id', () => {
  expect(listed(details(), logs({}, { principalId: 'AIDAOLD' }))).toEqual([
    '! dev is another user now (AIDADEV, made at 2025-01-01T00:00:00Z); the one of these logs was AIDAOLD.',
  ]);
});

test('the list of users: gone unseen', () => {
  expect(listed(details({ UserDetailList: [] }), logs())).toEqual([
    '! There is no user dev any more: it was deleted, and these logs do not hold the call.',
  ]);
});

test.each([
  ['as the CLI gives it', { Statement: [{ Principal: { AWS: DEV } }] }],
  ['as the API gives it', encodeURIComponent(JSON.stringify({ Statement: [{ Principal: { AWS: DEV } }] }))],
])('the list of roles: one that came unexplained and trusts a user of the attacker, its policy %s', (_, trust) => {
  expect(listed(details({ UserDetailList: [], RoleDetailList: [role(trust)] }), logs({}, { createdBy, deletedBy }))).toEqual([
    '= There is no user dev any more, as event end says.',
    '! The role door was made at 2026-01-07T10:45:00Z, after the compromise began, and by no call of this case.',
    '! The role door trusts dev, which event birth made.',
  ]);
});

test('what is no such list is refused by its name', () => {
  expect(() => parseAuthorizationDetails({ Users: [] }, 'users.json')).toThrow('"users.json" is no answer of get-account-authorization-details.');
});
