import { callerKeyId } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { mintingOf } from '../core/minting/index.ts';
import type { EventStore } from './event-store.ts';
import { followed, type Traced, type Unexplained } from './lineage.ts';
import { accountOf } from './links.ts';

/**
 * Calls of the lineage's principals that stand in the trails of other accounts, whose buckets, keys or queues they used: there the record has the
 * principal's id and no key, so which key it was cannot be told. What opened a session is told elsewhere.
 */
export async function callsAbroad(store: EventStore, credentials: readonly Traced[]): Promise<Unexplained[]> {
  const own = credentials.flatMap(followed);
  const shared = new Set(own.flatMap(({ sharedEventID }) => sharedEventID ?? []));
  const ids = [...new Set(own.flatMap(({ userIdentity }) => userIdentity?.principalId ?? []))];
  const calls = (await store.callsAbroad(ids)).filter(
    (event) => callerKeyId(event) === null && mintingOf(event) === null && !shared.has(event.sharedEventID ?? ''),
  );
  return [...groupBy(calls, (event) => `${event.userIdentity?.principalId} in account ${accountOf(event)}`)].flatMap(([id, [first, ...more]]) =>
    first === undefined
      ? []
      : [{ id, principal: null, event: first, why: `${more.length + 1} in the trail of that account, which names the caller but no key` }],
  );
}
