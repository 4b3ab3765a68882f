import type { JsonObject } from '../../core/json.ts';
import type { Call } from './call.ts';
import { englishTime } from './english-time.ts';
import { federatedArn, sessionArn } from './identity.ts';
import type { Role, User } from './principal.ts';

/** A session about to be opened: its key, when (milliseconds) and for how many seconds. */
export interface NewSession {
  readonly accessKeyId: string;
  readonly at: number;
  readonly seconds: number;
}

/** Stands where a record has the session token: nobody can take it for a real one. */
const FAKE_TOKEN = 'EXAMPLE-NOT-A-SESSION-TOKEN';

const credentials = (session: NewSession): JsonObject => ({
  accessKeyId: session.accessKeyId,
  sessionToken: FAKE_TOKEN,
  expiration: englishTime(session.at + session.seconds * 1000),
});

const sts = (name: string, request: JsonObject | null, response: JsonObject | null): Call => ({
  service: 'sts',
  name,
  readOnly: true,
  request,
  response,
});

export const getCallerIdentity: Call = sts('GetCallerIdentity', null, null);

const assumed = (role: Role, sessionName: string, session: NewSession): JsonObject => ({
  credentials: credentials(session),
  assumedRoleUser: { assumedRoleId: `${role.roleId}:${sessionName}`, arn: sessionArn(role, sessionName) },
});

const roleResource = (role: Role): Pick<Call, 'resources'> => ({ resources: [{ accountId: role.accountId, type: 'AWS::IAM::Role', ARN: role.arn }] });

export const assumeRole = (role: Role, roleSessionName: string, session: NewSession): Call => ({
  ...sts('AssumeRole', { roleArn: role.arn, roleSessionName, durationSeconds: session.seconds }, assumed(role, roleSessionName, session)),
  ...roleResource(role),
});

export const assumeRoleWithSaml = (role: Role, roleSessionName: string, providerArn: string, session: NewSession): Call => ({
  ...sts(
    'AssumeRoleWithSAML',
    {
      sAMLAssertionID: `_${session.accessKeyId.toLowerCase()}`,
      roleSessionName,
      durationSeconds: session.seconds,
      roleArn: role.arn,
      principalArn: providerArn,
    },
    {
      ...assumed(role, roleSessionName, session),
      subject: roleSessionName,
      subjectType: 'persistent',
      issuer: 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion/EXAMPLE',
      audience: 'https://signin.aws.amazon.com/saml',
    },
  ),
  resources: [
    { accountId: role.accountId, type: 'AWS::IAM::Role', ARN: role.arn },
    { accountId: role.accountId, type: 'AWS::IAM::SAMLProvider', ARN: providerArn },
  ],
});

export const assumeRoleWithWebIdentity = (role: Role, roleSessionName: string, provider: string, subject: string, session: NewSession): Call => ({
  ...sts(
    'AssumeRoleWithWebIdentity',
    { roleArn: role.arn, roleSessionName, durationSeconds: session.seconds },
    { ...assumed(role, roleSessionName, session), provider, audience: 'sts.amazonaws.com', subjectFromWebIdentityToken: subject },
  ),
  ...roleResource(role),
});

export const getSessionToken = (session: NewSession): Call =>
  sts('GetSessionToken', { durationSeconds: session.seconds }, { credentials: credentials(session) });

export const getFederationToken = (user: User, name: string, policy: string, session: NewSession): Call =>
  sts(
    'GetFederationToken',
    { name, durationSeconds: session.seconds, policy },
    {
      credentials: credentials(session),
      federatedUser: { federatedUserId: `${user.accountId}:${name}`, arn: federatedArn(user.accountId, name) },
      packedPolicySize: 4,
    },
  );
