import { type CloudTrailEvent, succeeded } from './event.ts';
import { textAt } from './json.ts';
import { loginProfileId } from './minting/create-login-profile.ts';

/** What a call did to the life of a credential. */
export interface CredentialEnd {
  readonly credential: string;
  readonly state: 'deleted' | 'inactive' | 'active';
}

/** Names of the calls that end a credential or bring it back. */
export const credentialEndings = ['DeleteAccessKey', 'UpdateAccessKey', 'DeleteLoginProfile'] as const;

/** Which credential a successful call ended, or brought back; null for every other call. */
export function credentialEndOf(event: CloudTrailEvent): CredentialEnd | null {
  if (event.eventSource !== 'iam.amazonaws.com' || !succeeded(event)) return null;
  if (event.eventName === 'DeleteLoginProfile') {
    const userName = textAt(event, 'requestParameters.userName');
    return userName === null ? null : { credential: loginProfileId(userName), state: 'deleted' };
  }
  const id = textAt(event, 'requestParameters.accessKeyId');
  if (id === null) return null;
  if (event.eventName === 'DeleteAccessKey') return { credential: id, state: 'deleted' };
  if (event.eventName !== 'UpdateAccessKey') return null;
  return { credential: id, state: textAt(event, 'requestParameters.status') === 'Inactive' ? 'inactive' : 'active' };
}
