import type { Origin, Traced } from './lineage.ts';
import { callsOf } from './lineage.ts';
import { mintedBy } from './links.ts';

/** What the calls of these credentials minted by their own records, and what the owner's calls did, which is not followed. */
export function mintedByCalls(generation: readonly Traced[]): { children: Origin[]; notFollowed: Origin[] } {
  const children: Origin[] = [];
  const notFollowed: Origin[] = [];
  for (const credential of generation) {
    const direct = new Set(credential.events);
    for (const { event, actor } of callsOf(credential)) {
      const link = direct.has(event)
        ? ({ certainty: 'certain', rule: 'key of the caller' } as const)
        : ({ certainty: 'strong', rule: 'call that a service made for the caller' } as const);
      const child = mintedBy(event, { credential: credential.id, actor, ...link }, credential.depth + 1);
      if (child !== null) (actor === 'owner' ? notFollowed : children).push(child);
    }
  }
  return { children, notFollowed };
}
