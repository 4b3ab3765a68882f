import { type CloudTrailEvent, callerUserName, succeeded } from './event.ts';
import { textAt } from './json.ts';
import { loginProfileId } from './minting/login-profile.ts';

/** What a call did to the life of a credential. */
export interface CredentialEnd {
  readonly credential: string;
  readonly state: 'deleted' | 'inactive' | 'active';
}

/** Member of the request that names a credential, by the noun of the IAM calls that delete it or switch it on and off. Source: IAM API reference. */
const nouns = {
  AccessKey: 'accessKeyId',
  ServiceSpecificCredential: 'serviceSpecificCredentialId',
  SSHPublicKey: 'sSHPublicKeyId',
  SigningCertificate: 'certificateId',
} as const;

const endings = new Map<string, { readonly member: string; readonly deletes: boolean }>(
  Object.entries(nouns).flatMap(([noun, member]) => [
    [`Delete${noun}`, { member, deletes: true }],
    [`Update${noun}`, { member, deletes: false }],
  ]),
);

/** Names of the calls that end a credential or bring it back. */
export const credentialEndings: readonly string[] = [...endings.keys(), 'DeleteLoginProfile'];

/** Which credential a successful call ended, or brought back; null for every other call. */
export function credentialEndOf(event: CloudTrailEvent): CredentialEnd | null {
  if (event.eventSource !== 'iam.amazonaws.com' || !succeeded(event)) return null;
  if (event.eventName === 'DeleteLoginProfile') {
    const userName = textAt(event, 'requestParameters.userName') ?? callerUserName(event);
    return userName === null ? null : { credential: loginProfileId(userName), state: 'deleted' };
  }
  const ending = endings.get(event.eventName);
  const credential = ending === undefined ? null : textAt(event, `requestParameters.${ending.member}`);
  if (ending === undefined || credential === null) return null;
  if (ending.deletes) return { credential, state: 'deleted' };
  const status = textAt(event, 'requestParameters.status');
  return status === null ? null : { credential, state: status === 'Active' ? 'active' : 'inactive' };
}
