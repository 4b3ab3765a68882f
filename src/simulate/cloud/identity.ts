import { isoSeconds } from '../../core/aws-time.ts';
import type { SessionContext, UserIdentity } from '../../core/event.ts';
import type { Role, User } from './principal.ts';

/** When a session was opened (milliseconds) and whether a second factor was shown. */
export interface Opening {
  readonly at: number;
  readonly mfa: boolean;
}

const attributes = (opening: Opening): NonNullable<SessionContext['attributes']> => ({
  creationDate: isoSeconds(opening.at),
  mfaAuthenticated: String(opening.mfa),
});

/** A user by a long-term key: such a caller has no session context. */
export const byUserKey = (user: User, accessKeyId: string): UserIdentity => ({
  type: 'IAMUser',
  principalId: user.userId,
  arn: user.arn,
  accountId: user.accountId,
  accessKeyId,
  userName: user.userName,
});

/** A user by temporary credentials: the console, GetSessionToken, or a service that acts on. */
export const byUserSession = (user: User, accessKeyId: string, opening: Opening, invokedBy?: string): UserIdentity => ({
  ...byUserKey(user, accessKeyId),
  sessionContext: { attributes: attributes(opening) },
  ...(invokedBy === undefined ? {} : { invokedBy }),
});

/** A user at the sign-in page, which has no key yet. */
export const atSignIn = (user: User): UserIdentity => ({
  type: 'IAMUser',
  principalId: user.userId,
  arn: user.arn,
  accountId: user.accountId,
  userName: user.userName,
});

/** A user who is asked for the second factor: the record names no ARN, and an empty key. */
export const beforeSignIn = (user: User): UserIdentity => ({
  type: 'IAMUser',
  principalId: user.userId,
  accountId: user.accountId,
  accessKeyId: '',
  userName: user.userName,
});

/** What a role's session may add to its identity. */
export interface RoleSessionMore {
  readonly ec2RoleDelivery?: '1.0' | '2.0';
  readonly webIdFederationData?: { readonly federatedProvider: string; readonly attributes: Readonly<Record<string, string>> };
  readonly invokedBy?: string;
  readonly inScopeOf?: { readonly issuerType: string; readonly credentialsIssuedTo: string };
}

/** A session of a role. Its ARN has lost the role's path; the issuer's keeps it. */
export function byRoleSession(
  role: Role,
  sessionName: string,
  accessKeyId: string | null,
  opening: Opening,
  more: RoleSessionMore = {},
): UserIdentity {
  return {
    type: 'AssumedRole',
    principalId: `${role.roleId}:${sessionName}`,
    arn: sessionArn(role, sessionName),
    accountId: role.accountId,
    ...(accessKeyId === null ? {} : { accessKeyId }),
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: role.roleId, arn: role.arn, accountId: role.accountId, userName: role.roleName },
      ...(more.webIdFederationData === undefined ? {} : { webIdFederationData: more.webIdFederationData }),
      attributes: attributes(opening),
      ...(more.ec2RoleDelivery === undefined ? {} : { ec2RoleDelivery: more.ec2RoleDelivery }),
    },
    ...(more.inScopeOf === undefined ? {} : { inScopeOf: more.inScopeOf }),
    ...(more.invokedBy === undefined ? {} : { invokedBy: more.invokedBy }),
  };
}

export const sessionArn = (role: Role, sessionName: string): string => `arn:aws:sts::${role.accountId}:assumed-role/${role.roleName}/${sessionName}`;

/** A session that a user opened under a name of its choice. */
export const byFederatedUser = (user: User, name: string, accessKeyId: string, opening: Opening): UserIdentity => ({
  type: 'FederatedUser',
  principalId: `${user.accountId}:${name}`,
  arn: federatedArn(user.accountId, name),
  accountId: user.accountId,
  accessKeyId,
  sessionContext: {
    sessionIssuer: { type: 'IAMUser', principalId: user.userId, arn: user.arn, accountId: user.accountId, userName: user.userName },
    attributes: attributes(opening),
  },
});

export const federatedArn = (accountId: string, name: string): string => `arn:aws:sts::${accountId}:federated-user/${name}`;

/** A service on its own account: there is no key, no principal, no ARN. */
export const byService = (service: string): UserIdentity => ({ type: 'AWSService', invokedBy: service });

/** A principal of another account, as the owner of the thing it calls sees it. */
export const byForeignAccount = (accountId: string, principalId: string): UserIdentity => ({ type: 'AWSAccount', principalId, accountId });

/** Somebody with a token of an OpenID Connect provider, at AssumeRoleWithWebIdentity. */
export const byWebIdentity = (provider: string, audience: string, subject: string): UserIdentity => ({
  type: 'WebIdentityUser',
  principalId: `${provider}:${audience}:${subject}`,
  userName: subject,
  identityProvider: provider,
});

/** Somebody with an assertion of a SAML provider, at AssumeRoleWithSAML. */
export const bySamlAssertion = (qualifier: string, subject: string): UserIdentity => ({
  type: 'SAMLUser',
  principalId: `${qualifier}:${subject}`,
  userName: subject,
  identityProvider: qualifier,
});
