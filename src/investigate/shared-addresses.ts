import { isAddress } from '../core/source-address.ts';
import type { Lineage } from '../lineage/lineage.ts';

/**
 * Addresses from which both the owner and the attacker called. They are no trace of the attacker: who blocks one shuts out the owner, and what else is
 * done from there is done by anybody.
 */
export function sharedAddresses({ credentials }: Lineage): ReadonlySet<string> {
  const of = (actor: 'owner' | 'attacker'): Set<string> =>
    new Set(
      credentials.flatMap(({ events, judgements }) =>
        events.filter(({ eventID }) => judgements.get(eventID)?.actor === actor).map(({ sourceIPAddress }) => sourceIPAddress),
      ),
    );
  const owners = of('owner');
  return new Set([...of('attacker')].filter((address) => isAddress(address) && owners.has(address)));
}
