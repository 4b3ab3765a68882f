import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent, UserIdentity } from '../../src/core/event.ts';
import { mintings } from '../../src/core/minting/index.ts';
import { ACCOUNT, call, key, role, session, user } from '../support/events.ts';
import { storyOf } from './story.ts';

/** A record as AWS writes it, what uses the child left, and what must be told. Every way of minting whose child stands in the record has one. */
interface Golden {
  readonly way: string;
  readonly mint: CloudTrailEvent;
  readonly uses?: readonly CloudTrailEvent[];
  readonly credential: string;
  readonly edge: string;
}

const usedBy = (id: string, identity: UserIdentity): CloudTrailEvent =>
  call({ ...identity, accessKeyId: id }, 'ListBuckets', { source: 's3.amazonaws.com', at: '2026-01-07T03:00:00Z' });
const credentials = (expiration: string) => ({ accessKeyId: session(1), expiration, sessionToken: 'x' });
const sts = 'sts.amazonaws.com';
const assumed = (name: string) => ({ assumedRoleId: `AROA${name}:work`, arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/work` });
const sessionOf = (name: string): UserIdentity => ({
  type: 'AssumedRole',
  principalId: `AROA${name}:work`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/work`,
  sessionContext: { sessionIssuer: { type: 'Role', arn: role(name), principalId: `AROA${name}` } },
});

const cases: readonly Golden[] = [
  {
    way: 'CreateAccessKey',
    mint: call(key(0), 'CreateAccessKey', {
      request: { userName: 'backup' },
      answer: { accessKey: { userName: 'backup', accessKeyId: key(1), status: 'Active', createDate: 'Jan 7, 2026, 2:31:00 AM' } },
    }),
    credential: `access-key ${key(1)} of ${user('backup')}: sleeper`,
    edge: `${key(0)} minted ${key(1)} by CreateAccessKey, certain`,
  },
  {
    way: 'UpdateAccessKey',
    mint: call(key(0), 'UpdateAccessKey', { request: { userName: 'dormant', accessKeyId: key(1), status: 'Active' } }),
    uses: [usedBy(key(1), { type: 'IAMUser', userName: 'dormant', arn: user('dormant'), principalId: 'AIDADORMANT' })],
    credential: `access-key ${key(1)} of ${user('dormant')}: active`,
    edge: `${key(0)} minted ${key(1)} by UpdateAccessKey, indirect`,
  },
  {
    way: 'CreateLoginProfile',
    mint: call(key(0), 'CreateLoginProfile', {
      request: { userName: 'backup', passwordResetRequired: false },
      answer: { loginProfile: { userName: 'backup', createDate: 'Jan 7, 2026, 2:31:00 AM', passwordResetRequired: false } },
    }),
    credential: `login-profile login-profile:backup of ${user('backup')}: sleeper`,
    edge: `${key(0)} minted login-profile:backup by CreateLoginProfile, certain`,
  },
  {
    way: 'UpdateLoginProfile',
    mint: call(key(0), 'UpdateLoginProfile', { request: { userName: 'admin', passwordResetRequired: false } }),
    credential: `login-profile login-profile:admin of ${user('admin')}: sleeper`,
    edge: `${key(0)} minted login-profile:admin by UpdateLoginProfile, certain`,
  },
  {
    way: 'ChangePassword',
    mint: call(key(0), 'ChangePassword'),
    credential: `login-profile login-profile:seed of ${user('seed')}: sleeper`,
    edge: `${key(0)} minted login-profile:seed by ChangePassword, certain`,
  },
  {
    way: 'CreateServiceSpecificCredential',
    mint: call(key(0), 'CreateServiceSpecificCredential', {
      request: { userName: 'BedrockAPIKey-ab12', serviceName: 'bedrock.amazonaws.com', credentialAgeDays: 30 },
      answer: {
        serviceSpecificCredential: {
          serviceSpecificCredentialId: 'ACCAIAAAAAAABEXAMPLE',
          userName: 'BedrockAPIKey-ab12',
          serviceName: 'bedrock.amazonaws.com',
          status: 'Active',
          expirationDate: 'Feb 6, 2026, 2:31:00 AM',
        },
      },
    }),
    credential: `service-specific-credential ACCAIAAAAAAABEXAMPLE of ${user('BedrockAPIKey-ab12')}: sleeper`,
    edge: `${key(0)} minted ACCAIAAAAAAABEXAMPLE by CreateServiceSpecificCredential, certain`,
  },
  {
    way: 'ResetServiceSpecificCredential',
    mint: call(key(0), 'ResetServiceSpecificCredential', {
      request: { userName: 'git', serviceSpecificCredentialId: 'ACCAIAAAAAAABEXAMPLE' },
      answer: { serviceSpecificCredential: { serviceSpecificCredentialId: 'ACCAIAAAAAAABEXAMPLE', userName: 'git', status: 'Active' } },
    }),
    credential: `service-specific-credential ACCAIAAAAAAABEXAMPLE of ${user('git')}: sleeper`,
    edge: `${key(0)} minted ACCAIAAAAAAABEXAMPLE by ResetServiceSpecificCredential, certain`,
  },
  {
    way: 'UploadSSHPublicKey',
    mint: call(key(0), 'UploadSSHPublicKey', {
      request: { userName: 'git', sSHPublicKeyBody: 'ssh-rsa AAAA' },
      answer: { sSHPublicKey: { sSHPublicKeyId: 'APKAIAAAAAAABEXAMPLE', userName: 'git', status: 'Active' } },
    }),
    credential: `ssh-key APKAIAAAAAAABEXAMPLE of ${user('git')}: sleeper`,
    edge: `${key(0)} minted APKAIAAAAAAABEXAMPLE by UploadSSHPublicKey, certain`,
  },
  {
    way: 'UploadSigningCertificate',
    mint: call(key(0), 'UploadSigningCertificate', {
      request: { userName: 'soap' },
      answer: { certificate: { certificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE', userName: 'soap', status: 'Active' } },
    }),
    credential: `signing-certificate TA7SMP42TDN5Z26OBPJE7EXAMPLE of ${user('soap')}: sleeper`,
    edge: `${key(0)} minted TA7SMP42TDN5Z26OBPJE7EXAMPLE by UploadSigningCertificate, certain`,
  },
  {
    way: 'AssumeRole',
    mint: call(key(0), 'AssumeRole', {
      source: sts,
      request: { roleArn: role('admin'), roleSessionName: 'work' },
      answer: { credentials: credentials('Jan 7, 2026, 3:31:00 AM'), assumedRoleUser: assumed('admin') },
    }),
    uses: [usedBy(session(1), sessionOf('admin'))],
    credential: `role-session ${session(1)} of ${role('admin')}: expired`,
    edge: `${key(0)} assumed ${session(1)} by AssumeRole, certain`,
  },
  {
    way: 'AssumeRoot',
    mint: call(key(0), 'AssumeRoot', {
      source: sts,
      request: { targetPrincipal: '444455556666', taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' } },
      answer: { credentials: credentials('Jan 7, 2026, 2:46:00 AM') },
    }),
    credential: `session-token ${session(1)} of arn:aws:iam::444455556666:root: expired`,
    edge: `${key(0)} assumed ${session(1)} by AssumeRoot, certain`,
  },
  {
    way: 'GetSessionToken',
    mint: call(key(0), 'GetSessionToken', {
      source: sts,
      request: { durationSeconds: 129600 },
      answer: { credentials: credentials('Jan 8, 2026 2:31:00 PM') },
    }),
    credential: `session-token ${session(1)} of ${user('seed')}: sleeper`,
    edge: `${key(0)} minted ${session(1)} by GetSessionToken, certain`,
  },
  {
    way: 'GetFederationToken',
    mint: call(key(0), 'GetFederationToken', {
      source: sts,
      request: { name: 'ops', durationSeconds: 43200 },
      answer: {
        federatedUser: { federatedUserId: `${ACCOUNT}:ops`, arn: `arn:aws:sts::${ACCOUNT}:federated-user/ops` },
        credentials: credentials('Jan 7, 2026, 2:31:00\u202fPM'),
      },
    }),
    uses: [usedBy(session(1), { type: 'FederatedUser', principalId: `${ACCOUNT}:ops`, arn: `arn:aws:sts::${ACCOUNT}:federated-user/ops` })],
    credential: `federation-token ${session(1)} of arn:aws:sts::${ACCOUNT}:federated-user/ops: active`,
    edge: `${key(0)} minted ${session(1)} by GetFederationToken, certain`,
  },
  {
    way: 'CreateOAuth2Token',
    mint: call(key(0), 'CreateOAuth2Token', {
      source: 'signin.amazonaws.com',
      answer: { accessToken: { accessKeyId: session(1) }, tokenType: 'aws_sigv4' },
    }),
    credential: `session-token ${session(1)} of ${user('seed')}: sleeper`,
    edge: `${key(0)} minted ${session(1)} by CreateOAuth2Token, certain`,
  },
  {
    way: 'CreateOAuth2TokenWithIAM',
    mint: call(key(0), 'CreateOAuth2TokenWithIAM', { source: 'signin.amazonaws.com', answer: { accessToken: { accessKeyId: session(1) } } }),
    credential: `session-token ${session(1)} of ${user('seed')}: sleeper`,
    edge: `${key(0)} minted ${session(1)} by CreateOAuth2TokenWithIAM, certain`,
  },
  {
    way: 'GetCredentialsForIdentity',
    mint: call(key(0), 'GetCredentialsForIdentity', {
      source: 'cognito-identity.amazonaws.com',
      request: { identityId: 'us-east-1:0', customRoleArn: role('app') },
      answer: { credentials: credentials('Jan 7, 2026, 3:31:00 AM') },
    }),
    credential: `role-session ${session(1)} of ${role('app')}: expired`,
    edge: `${key(0)} assumed ${session(1)} by GetCredentialsForIdentity, certain`,
  },
  ...(
    [
      ['eks-auth', 'AssumeRoleForPodIdentity', { credentials: credentials('Jan 7, 2026, 3:31:00 AM'), assumedRoleUser: { arn: assumed('pod').arn } }],
      ['ssm', 'GetAccessToken', { credentials: { accessKeyId: session(1) }, accessRequestStatus: 'Approved' }],
      ['s3', 'GetDataAccess', { credentials: credentials('Jan 7, 2026, 3:31:00 AM'), matchedGrantTarget: 's3://data/*' }],
      ['sts', 'GetDelegatedAccessToken', { credentials: credentials('Jan 7, 2026, 3:31:00 AM') }],
      ['lakeformation', 'GetTemporaryGlueTableCredentials', credentials('Jan 7, 2026, 3:31:00 AM')],
      ['lakeformation', 'GetTemporaryGluePartitionCredentials', credentials('Jan 7, 2026, 3:31:00 AM')],
      ['lakeformation', 'GetTemporaryDataLocationCredentials', credentials('Jan 7, 2026, 3:31:00 AM')],
      ['datazone', 'GetEnvironmentCredentials', credentials('Jan 7, 2026, 3:31:00 AM')],
    ] as const
  ).map(
    ([service, way, answer]): Golden => ({
      way,
      mint: call(key(0), way, { source: `${service}.amazonaws.com`, answer }),
      uses: [usedBy(session(1), sessionOf('app'))],
      credential: `role-session ${session(1)} of ${role('app')}: ${way === 'GetAccessToken' ? 'active' : 'expired'}`,
      edge: `${key(0)} assumed ${session(1)} by ${way}, certain`,
    }),
  ),
];

/** Ways whose caller never has a key: they are found from the other end, and told in `delegation.test.ts` and `portal.test.ts`. */
const KEYLESS = ['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'CreateSession', 'GetRoleCredentials', 'Federate'];

describe('a credential whose id stands in the record of its mint', () => {
  test.each(cases)('is told with its owner and state: $way', async ({ mint, uses = [], credential, edge }) => {
    const told = await storyOf([mint, ...uses]);
    expect({ credentials: told.credentials, edges: told.edges }).toEqual({ credentials: [credential], edges: [edge] });
  });

  test('every way of minting has a golden case', () => {
    expect([...cases.map(({ way }) => way), ...KEYLESS].toSorted()).toEqual(mintings.map(({ name }) => name).toSorted());
  });

  test.each(cases)('is not told when the call failed: $way', async ({ mint }) => {
    const told = await storyOf([{ ...mint, errorCode: 'AccessDenied', responseElements: null }]);
    expect(told.credentials).toEqual([]);
  });
});

describe('the end of a credential', () => {
  const ends = (name: string, request: Readonly<Record<string, string>>) => call(key(9), name, { request, at: '2026-01-07T05:00:00Z' });
  const state = async (way: string, ...after: CloudTrailEvent[]): Promise<string | undefined> => {
    const golden = cases.find((one) => one.way === way);
    return golden && (await storyOf([golden.mint, ...after])).credentials[0]?.split(': ').at(-1);
  };

  test('is told by the call that deleted it or switched it off, whoever made it', async () => {
    const specific = { serviceSpecificCredentialId: 'ACCAIAAAAAAABEXAMPLE' };
    const certificate = { certificateId: 'TA7SMP42TDN5Z26OBPJE7EXAMPLE' };
    expect(await state('CreateAccessKey', ends('DeleteAccessKey', { accessKeyId: key(1) }))).toBe('deleted');
    expect(await state('CreateServiceSpecificCredential', ends('DeleteServiceSpecificCredential', specific))).toBe('deleted');
    expect(await state('UploadSSHPublicKey', ends('UpdateSSHPublicKey', { sSHPublicKeyId: 'APKAIAAAAAAABEXAMPLE', status: 'Inactive' }))).toBe(
      'inactive',
    );
    expect(await state('UploadSigningCertificate', ends('UpdateSigningCertificate', { ...certificate, status: 'Inactive' }))).toBe('inactive');
    expect(await state('UpdateLoginProfile', ends('DeleteLoginProfile', { userName: 'admin' }))).toBe('deleted');
  });

  test('is over when the credential is switched on again', async () => {
    const off = ends('UpdateServiceSpecificCredential', { serviceSpecificCredentialId: 'ACCAIAAAAAAABEXAMPLE', status: 'Inactive' });
    const on = { ...off, requestParameters: { ...off.requestParameters, status: 'Active' }, eventTime: '2026-01-07T05:00:01Z' };
    expect(await state('CreateServiceSpecificCredential', off)).toBe('inactive');
    expect(await state('CreateServiceSpecificCredential', off, on)).toBe('sleeper');
  });

  test('comes by itself on the day that the answer named', async () => {
    const golden = cases.find(({ way }) => way === 'CreateServiceSpecificCredential');
    expect((await storyOf(golden ? [golden.mint] : [], '2026-02-06T02:31:00Z')).credentials[0]).toMatch(/: expired$/);
  });
});
