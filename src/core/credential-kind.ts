import { isLongTermKeyId } from './access-key-id.ts';
import type { CredentialKind } from './case.ts';
import { type CloudTrailEvent, callerKeyId } from './event.ts';

/** What kind of credential a call was made with, by the call itself. */
export function credentialKindOf(event: CloudTrailEvent): CredentialKind {
  if (isLongTermKeyId(callerKeyId(event) ?? '')) return 'access-key';
  if (event.sessionCredentialFromConsole === 'true') return 'console-session';
  if (event.userIdentity?.type === 'AssumedRole') return 'role-session';
  return event.userIdentity?.type === 'FederatedUser' ? 'federation-token' : 'session-token';
}
