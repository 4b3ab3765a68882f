import { type CloudTrailEvent, plainEventName, succeeded } from '../event.ts';
import { createAccessKey } from './create-access-key.ts';
import { createLoginProfile } from './create-login-profile.ts';
import type { Minting } from './minting.ts';
import { assumption, federatedSession, ownSession } from './session.ts';

/** Every way of minting that lineage follows. A new one is a file and a line here. */
export const mintings: readonly Minting[] = [
  createAccessKey,
  createLoginProfile,
  assumption('AssumeRole'),
  assumption('AssumeRoleWithSAML'),
  assumption('AssumeRoleWithWebIdentity'),
  ownSession('GetSessionToken'),
  federatedSession('GetFederationToken'),
];

const byCall = new Map(mintings.map((minting) => [`${minting.source} ${minting.name}`, minting]));

/** The way in which a successful call minted a credential; null for calls that mint nothing, and for those that failed. */
export function mintingOf(event: CloudTrailEvent): Minting | null {
  if (!succeeded(event)) return null;
  return byCall.get(`${event.eventSource} ${plainEventName(event.eventName)}`) ?? null;
}
