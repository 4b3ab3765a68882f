import { isAccessKeyId } from '../core/access-key-id.ts';
import type { Certainty } from '../core/case.ts';
import { credentialKindOf } from '../core/credential-kind.ts';
import { expectationsOf } from '../core/delegation/index.ts';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { textAt } from '../core/json.ts';
import { principalChangeOf } from '../core/principal-change.ts';
import { mintsByKey } from './cut-sessions.ts';
import type { EventStore } from './event-store.ts';
import { followedCalls, type Mint, type Origin, type Traced, type Unexplained } from './lineage.ts';

/** A mark that a call left, by which keys of lost mints are known: principal id, name of an instance, source identity. */
interface Mark {
  readonly maker: Traced;
  readonly mint: Mint;
}

/** Marks by what they are, and then by their text. */
interface Marks {
  readonly principalIds: Map<string, Mark>;
  readonly instances: Map<string, Mark>;
  readonly sourceIdentities: Map<string, Mark>;
}

/**
 * Keys that bear a mark of the lineage, but whose mint is not in the data: the log of it was lost, cut, or lies outside the window. A principal id
 * survives what names do not: delete a user, make it again, and the id differs. Whose mint is in the data, but not in the lineage, is somebody else's
 * doing, or cannot be told.
 */
export async function unmintedKeys(
  store: EventStore,
  credentials: readonly Traced[],
): Promise<{ keys: readonly Origin[]; unexplained: readonly Unexplained[] }> {
  const marks = marksOf(credentials);
  const events = await store.byMarks({
    principalIds: [...marks.principalIds.keys()],
    sessionNames: [...marks.instances.keys()],
    sourceIdentities: [...marks.sourceIdentities.keys()],
  });
  const known = new Set(credentials.map(({ id }) => id));
  // A key whose every use was forwarded by a service is the parent's own call, not a new credential.
  const strange = [...groupBy(events, (event) => callerKeyId(event) ?? '')].filter(
    ([id, own]) => isAccessKeyId(id) && !known.has(id) && own.some(({ userIdentity }) => userIdentity?.invokedBy === undefined),
  );
  const mints = await mintsByKey(
    store,
    strange.flatMap(([, own]) => own.slice(0, 1)),
  );
  const keys: Origin[] = [];
  const unexplained: Unexplained[] = [];
  for (const [id, [first]] of strange) {
    const mark = first === undefined ? undefined : markOf(first, marks);
    if (first === undefined || mark === undefined) continue;
    const mint = mints.get(id);
    if (mint === undefined) keys.push(unminted(id, first, mark));
    // A user that the attacker made, with a key that somebody else made for it: either may hold the key.
    else if (mark.mint.certainty === 'strong') unexplained.push({ id, principal: principalArn(first.userIdentity), event: first, why: madeBy(mint) });
  }
  return { keys, unexplained };
}

const madeBy = (mint: CloudTrailEvent): string =>
  `it acts as one whom the attacker made, but ${callerKeyId(mint) ?? 'somebody without a key'} minted it (event ${mint.eventID})`;

function marksOf(credentials: readonly Traced[]): Marks {
  const marks: Marks = { principalIds: new Map(), instances: new Map(), sourceIdentities: new Map() };
  for (const maker of credentials) {
    for (const { event, actor } of followedCalls(maker)) {
      const mark = (certainty: Certainty, rule: string): Mark => ({
        maker,
        mint: { credential: maker.id, event, relation: 'minted', certainty, rule, actor },
      });
      const change = principalChangeOf(event);
      if (change?.relation === 'created' && change.principalId !== null) {
        marks.principalIds.set(change.principalId, mark('strong', 'principal id of a user or role that the caller made'));
      }
      for (const { sessionName, rule } of expectationsOf(event)) {
        // Ids of instances are unique in the world; other session names are not.
        if (sessionName !== undefined && /^i-[0-9a-f]+$/.test(sessionName)) marks.instances.set(sessionName, mark('indirect', rule));
      }
      const identity = textAt(event, 'requestParameters.sourceIdentity');
      if (identity !== null) marks.sourceIdentities.set(identity, mark('indirect', 'source identity that the caller set, which sessions keep'));
    }
  }
  return marks;
}

function markOf({ userIdentity }: CloudTrailEvent, { principalIds, instances, sourceIdentities }: Marks): Mark | undefined {
  const [ownId = '', sessionName = ''] = (userIdentity?.principalId ?? '').split(':');
  return (
    principalIds.get(userIdentity?.sessionContext?.sessionIssuer?.principalId ?? ownId) ??
    instances.get(sessionName) ??
    sourceIdentities.get(userIdentity?.sessionContext?.sourceIdentity ?? '')
  );
}

const unminted = (id: string, first: CloudTrailEvent, { maker, mint }: Mark): Origin => ({
  id,
  kind: credentialKindOf(first),
  principal: principalArn(first.userIdentity),
  depth: maker.depth + 1,
  expiresAt: null,
  cut: false,
  mint,
});
