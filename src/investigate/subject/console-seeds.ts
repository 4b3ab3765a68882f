import { isAccessKeyId } from '../../core/access-key-id.ts';
import { type CloudTrailEvent, callerKeyId, principalArn, succeeded } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { loginProfileId } from '../../core/minting/login-profile.ts';
import { mintsByKey } from '../../lineage/cut-sessions.ts';
import type { EventStore } from '../../lineage/event-store.ts';
import type { Mint, Origin } from '../../lineage/lineage.ts';
import { creationOf, wasMadeAt } from '../../lineage/session-creation.ts';

/** Under this name the credential report of an account lists its root user. */
const ROOT = '<root_account>';

/**
 * All keys of the console session that one of its keys was used in, this one first: the console takes another key for each service and tab.
 *
 * @param origin a key by its uses; any other than one of a console session is given back as it is
 */
export async function keysOfConsoleSession(store: EventStore, origin: Origin, [first]: readonly CloudTrailEvent[]): Promise<Origin[]> {
  const arn = first?.userIdentity?.arn;
  if (first === undefined || arn === undefined || origin.mint !== null || Number.isNaN(creationOf(first))) return [origin];
  const signIn = (await store.signIns([arn])).find((event) => succeeded(event) && event.userIdentity?.arn === arn && wasMadeAt(first, event));
  if (signIn === undefined && first.sessionCredentialFromConsole !== 'true') return [origin];
  const mates = (await sessionKeys(store, arn, (use) => creationOf(use) === creationOf(first))).filter(({ id }) => id !== origin.id);
  return [{ ...origin, kind: 'console-session' as const }, ...mates].map((key) => ({ ...key, mint: signIn === undefined ? null : openedBy(signIn) }));
}

/** What a sign-in to the console opened: by the password of a user, whatever it opens; by a session of somebody else, the keys of the console session. */
export async function signedIn(store: EventStore, event: CloudTrailEvent): Promise<Origin[]> {
  const { type, arn, userName } = event.userIdentity ?? {};
  if (event.eventName !== 'ConsoleLogin' || !succeeded(event)) return [];
  const user = type === 'Root' ? ROOT : type === 'IAMUser' ? userName : undefined;
  if (user !== undefined) {
    return [{ id: loginProfileId(user), kind: 'login-profile', principal: arn ?? null, depth: 0, mint: null, expiresAt: null, cut: false }];
  }
  const keys = arn === undefined ? [] : await sessionKeys(store, arn, (use) => wasMadeAt(use, event));
  return keys.map((key) => ({ ...key, mint: openedBy(event) }));
}

const openedBy = (event: CloudTrailEvent): Mint => ({
  credential: null,
  event,
  relation: 'minted',
  certainty: 'strong',
  rule: 'same principal, created in the second of the sign-in',
  actor: 'unknown',
});

/** Keys of a principal that no record mints and no service alone used, as far as their uses pass the test. */
async function sessionKeys(store: EventStore, arn: string, isOfSession: (use: CloudTrailEvent) => boolean): Promise<Origin[]> {
  const uses = (await store.temporaryKeys([arn])).filter((use) => isOfSession(use) && use.userIdentity?.invokedBy === undefined);
  const minted = await mintsByKey(store, uses);
  return [...groupBy(uses, (use) => callerKeyId(use) ?? '')].flatMap(([id, [use]]): Origin[] =>
    !isAccessKeyId(id) || minted.has(id)
      ? []
      : [{ id, kind: 'console-session', principal: principalArn(use?.userIdentity), depth: 0, mint: null, expiresAt: null, cut: false }],
  );
}
