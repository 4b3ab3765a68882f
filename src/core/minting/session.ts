import { nameOfArn, parseArn } from '../arn.ts';
import { type CloudTrailEvent, callerUserName, principalArn } from '../event.ts';
import { textAt } from '../json.ts';
import type { Minting } from './minting.ts';

const SESSION_KEY = 'responseElements.credentials.accessKeyId';
const EXPIRATION = 'responseElements.credentials.expiration';

/** The four STS calls that open a session of a role answer alike. */
export const assumption = (name: string): Minting => ({
  source: 'sts.amazonaws.com',
  name,
  kind: 'role-session',
  relation: 'assumed',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => ({
    arn: textAt(event, 'requestParameters.roleArn'),
    userName: null,
    callerArn: textAt(event, 'responseElements.assumedRoleUser.arn') ?? sessionArnOf(event),
  }),
  expiration: EXPIRATION,
});

/** The ARN of a role's session, put together from the request: the path of the role is not in it. */
function sessionArnOf(event: CloudTrailEvent): string | null {
  const role = textAt(event, 'requestParameters.roleArn');
  const session = textAt(event, 'requestParameters.roleSessionName');
  const parsed = parseArn(role ?? '');
  return role === null || session === null || parsed === null
    ? null
    : `arn:${parsed.partition}:sts::${parsed.accountId}:assumed-role/${nameOfArn(role)}/${session}`;
}

/** A session that acts as the caller: no role is involved. */
export const ownSession = (source: string, name: string, keyPath = SESSION_KEY): Minting => ({
  source,
  name,
  kind: 'session-token',
  relation: 'minted',
  child: (event) => textAt(event, keyPath),
  bearer: (event) => ({
    arn: principalArn(event.userIdentity),
    userName: callerUserName(event),
    callerArn: event.userIdentity?.arn ?? null,
  }),
  expiration: EXPIRATION,
});

/** A session under a name that the caller chose, with no more rights than the caller. */
export const getFederationToken: Minting = {
  source: 'sts.amazonaws.com',
  name: 'GetFederationToken',
  kind: 'federation-token',
  relation: 'minted',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => {
    const arn = textAt(event, 'responseElements.federatedUser.arn') ?? federatedArnOf(event);
    return { arn, userName: null, callerArn: arn };
  },
  expiration: EXPIRATION,
};

function federatedArnOf(event: CloudTrailEvent): string | null {
  const caller = parseArn(event.userIdentity?.arn ?? '');
  const name = textAt(event, 'requestParameters.name');
  return caller === null || name === null ? null : `arn:${caller.partition}:sts::${caller.accountId}:federated-user/${name}`;
}

/** Fifteen minutes as the root of a member account, for one task. `targetPrincipal` is the account, by its number or an ARN. */
export const assumeRoot: Minting = {
  source: 'sts.amazonaws.com',
  name: 'AssumeRoot',
  kind: 'session-token',
  relation: 'assumed',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => {
    const target = textAt(event, 'requestParameters.targetPrincipal') ?? '';
    const account = parseArn(target)?.accountId ?? target;
    const partition = parseArn(event.userIdentity?.arn ?? '')?.partition ?? 'aws';
    const arn = /^\d{12}$/.test(account) ? `arn:${partition}:iam::${account}:root` : null;
    return { arn, userName: null, callerArn: arn };
  },
  expiration: EXPIRATION,
};

/** A role's session for an identity of a Cognito pool; the role is in the record only where the caller chose it. */
export const getCredentialsForIdentity: Minting = {
  source: 'cognito-identity.amazonaws.com',
  name: 'GetCredentialsForIdentity',
  kind: 'role-session',
  relation: 'assumed',
  child: (event) => textAt(event, SESSION_KEY),
  bearer: (event) => ({ arn: textAt(event, 'requestParameters.customRoleArn'), userName: null, callerArn: null }),
  expiration: EXPIRATION,
};
