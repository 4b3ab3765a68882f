import { type CloudTrailEvent, plainEventName, succeeded } from '../event.ts';
import { createAccessKey, reactivateAccessKey } from './access-key.ts';
import { changePassword, createLoginProfile, updateLoginProfile } from './login-profile.ts';
import type { Minting } from './minting.ts';
import { portalSessions } from './portal-session.ts';
import { rolesAnywhereSession } from './roles-anywhere-session.ts';
import { serviceSessions } from './service-session.ts';
import { createServiceSpecificCredential, resetServiceSpecificCredential } from './service-specific-credential.ts';
import { assumeRoot, assumption, getCredentialsForIdentity, getFederationToken, ownSession } from './session.ts';
import { uploadSigningCertificate, uploadSshPublicKey } from './uploaded-key.ts';

const OAUTH_KEY = 'responseElements.accessToken.accessKeyId';

/** Every way of minting that lineage follows. A new one is a file and a line here. */
export const mintings: readonly Minting[] = [
  createAccessKey,
  reactivateAccessKey,
  createLoginProfile,
  updateLoginProfile,
  changePassword,
  createServiceSpecificCredential,
  resetServiceSpecificCredential,
  uploadSshPublicKey,
  uploadSigningCertificate,
  assumption('AssumeRole'),
  assumption('AssumeRoleWithSAML'),
  assumption('AssumeRoleWithWebIdentity'),
  assumeRoot,
  ownSession('sts.amazonaws.com', 'GetSessionToken'),
  getFederationToken,
  // `aws login`: the console's session becomes one of the command line. Where the answer holds the key is the API's shape, not seen in a record yet.
  // A lake replaces that member, as any token: there the session is known by its use.
  ownSession('signin.amazonaws.com', 'CreateOAuth2Token', OAUTH_KEY),
  ownSession('signin.amazonaws.com', 'CreateOAuth2TokenWithIAM', OAUTH_KEY),
  getCredentialsForIdentity,
  ...serviceSessions,
  rolesAnywhereSession,
  ...portalSessions,
];

const byCall = new Map(mintings.map((minting) => [`${minting.source} ${minting.name}`, minting]));

/** The way in which a successful call minted a credential; null for calls that mint nothing, and for those that failed. */
export function mintingOf(event: CloudTrailEvent): Minting | null {
  if (!succeeded(event)) return null;
  const minting = byCall.get(`${event.eventSource} ${plainEventName(event.eventName)}`);
  return minting === undefined || minting.applies?.(event) === false ? null : minting;
}

/** Whether calls of this service and name can mint a credential. */
export const mayMint = (eventSource: string, eventName: string): boolean => byCall.has(`${eventSource} ${plainEventName(eventName)}`);
