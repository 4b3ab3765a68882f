import { nameOfArn } from './arn.ts';
import { type CloudTrailEvent, succeeded } from './event.ts';
import { textAt } from './json.ts';

/**
 * A person taking a session of a role from Identity Center's access portal: for the command line, or for the console. The record names neither the
 * session nor the role, which Identity Center makes of the permission set. Source: Identity Center user guide; records of real trails.
 */
export interface PortalFetch {
  /** Id of the person in the directory. */
  readonly user: string;
  /** Null in newer records, which give the id alone. */
  readonly userName: string | null;
  /** Account in which the role is. */
  readonly account: string;
  readonly permissionSet: string;
}

/** eventNames of {@link PortalFetch}. */
export const portalFetches: readonly string[] = ['GetRoleCredentials', 'Federate'];

/** How people sign in to Identity Center, and get the tokens with which programs fetch sessions. */
export const portalSignIns: readonly string[] = [
  'Authenticate',
  'CreateToken',
  'CreateTokenWithIAM',
  'UserAuthentication',
  'CredentialChallenge',
  'CredentialVerification',
];

/** The directory's id of the person behind a call to Identity Center; null for calls of others. */
export function portalUserOf({ userIdentity }: CloudTrailEvent): string | null {
  const id = textAt(userIdentity?.onBehalfOf, 'userId');
  return id ?? (userIdentity?.type === 'Unknown' ? (userIdentity.principalId ?? null) : null);
}

/** What a person took from the portal; null for every other call. */
export function portalFetchOf(event: CloudTrailEvent): PortalFetch | null {
  if (event.eventSource !== 'sso.amazonaws.com' || !portalFetches.includes(event.eventName) || !succeeded(event)) return null;
  const user = portalUserOf(event);
  const account = textAt(event, 'serviceEventDetails.account_id') ?? textAt(event, 'requestParameters.accountId');
  const role = textAt(event, 'serviceEventDetails.role_name') ?? textAt(event, 'requestParameters.roleName');
  if (user === null || account === null || role === null) return null;
  return { user, userName: event.userIdentity?.userName ?? null, account, permissionSet: permissionSetOf(role) ?? role };
}

/** The permission set behind one of Identity Center's own roles, `AWSReservedSSO_SET_0123456789abcdef`; null for other roles. */
export const permissionSetOf = (role: string): string | null => /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(nameOfArn(role))?.[1] ?? null;
