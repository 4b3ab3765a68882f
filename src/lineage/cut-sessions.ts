import { type CloudTrailEvent, callerKeyId } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { mintingOf } from '../core/minting/index.ts';
import type { EventStore } from './event-store.ts';
import type { Mint, Origin } from './lineage.ts';
import { mintedBy } from './links.ts';
import { wasMadeAt } from './session-creation.ts';

/** A credential whose id its record lacks. */
interface CutOrigin extends Origin {
  readonly mint: Mint;
}
const isCut = (origin: Origin): origin is CutOrigin => origin.cut && origin.mint !== null;

/**
 * Gives the credentials whose record of the mint was cut their ids, where other records tell them: the copy in another account's trail, or the use of
 * a session that was made in that moment and that no other record mints. What stays unknown keeps its place.
 */
export async function nameCutSessions(store: EventStore, children: readonly Origin[]): Promise<Origin[]> {
  const cut = children.filter(isCut);
  if (cut.length === 0) return [...children];
  const named = await namedByCopies(store, cut);
  for (const [origin, id] of await namedByUse(
    store,
    cut.filter((origin) => !named.has(origin)),
  ))
    named.set(origin, id);
  return children.map((child) => named.get(child) ?? child);
}

/** One cross-account AssumeRole stands in two trails under one sharedEventID. */
async function namedByCopies(store: EventStore, cut: readonly CutOrigin[]): Promise<Map<Origin, Origin>> {
  const copies = groupBy(await store.copies(cut.flatMap(({ mint }) => mint.event.sharedEventID ?? [])), ({ sharedEventID }) => sharedEventID);
  const named = new Map<Origin, Origin>();
  for (const origin of cut) {
    const shared = origin.mint.event.sharedEventID;
    for (const copy of shared === undefined ? [] : (copies.get(shared) ?? [])) {
      const told = mintedBy(copy, { actor: origin.mint.actor, certainty: 'certain', rule: '' }, origin.depth);
      if (told === null || told.cut) continue;
      named.set(origin, { ...told, mint: { ...origin.mint, rule: 'record of the same call in the other account' } });
    }
  }
  return named;
}

async function namedByUse(store: EventStore, cut: readonly CutOrigin[]): Promise<Map<Origin, Origin>> {
  const groups = groupBy(cut, ({ mint }) => mintingOf(mint.event)?.bearer(mint.event).callerArn ?? null);
  groups.delete(null);
  const uses = (await store.temporaryKeys([...groups.keys()].flatMap((arn) => arn ?? []))).filter(
    ({ userIdentity, sessionCredentialFromConsole }) => userIdentity?.invokedBy === undefined && sessionCredentialFromConsole !== 'true',
  );
  const minted = await mintsByKey(store, uses);
  const named = new Map<Origin, Origin>();
  for (const origins of [...groups.values()].flatMap((group) => [...groupBy(group, ({ mint }) => mint.event.eventTime).values()])) {
    const [first] = origins;
    if (first === undefined) continue;
    const arn = mintingOf(first.mint.event)?.bearer(first.mint.event).callerArn;
    const own = uses.filter((use) => use.userIdentity?.arn === arn && wasMadeAt(use, first.mint.event));
    const ids = [...new Set(own.flatMap((use) => callerKeyId(use) ?? []))].filter((id) => !minted.has(id));
    // Which of several parents has which child cannot be told, nor which keys are from elsewhere when there are more keys than mints.
    const parents = new Set(origins.map(({ mint }) => mint.credential));
    if (parents.size > 1 || ids.length > origins.length) continue;
    ids.forEach((id, index) => {
      const origin = origins[index];
      if (origin === undefined) return;
      const rule = 'same principal, created in the second of the call, whose record was cut';
      // Who else can have caused the session is not settled by its name.
      const certainty = origin.mint.certainty === 'indirect' ? 'indirect' : 'strong';
      named.set(origin, { ...origin, id, cut: false, mint: { ...origin.mint, certainty, rule } });
    });
  }
  return named;
}

/** The records of the mints of the keys behind these events, by key, where the data has them. */
export async function mintsByKey(store: EventStore, uses: readonly CloudTrailEvent[]): Promise<Map<string, CloudTrailEvent>> {
  const mints = await store.mintsOfAll([...new Set(uses.flatMap((use) => callerKeyId(use) ?? []))]);
  return new Map(mints.map((event) => [mintingOf(event)?.child(event) ?? '', event]));
}
