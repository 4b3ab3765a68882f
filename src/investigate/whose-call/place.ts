import type { NetworkUse } from '../../baseline/network-use.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { type Locate, locateNothing, networkOf } from '../../core/location.ts';
import { agentBuild, agentFamily } from '../../core/user-agent.ts';

/** One address from which a key was used, and all that it did from there, or what one of two users did: the unit in which use is told apart. */
export interface Place {
  readonly address: string;
  /** In order of time; never empty. */
  readonly events: readonly CloudTrailEvent[];
  readonly days: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  readonly others: NetworkUse;
  /** The autonomous system of the address; as long as that is not known, the address. */
  readonly network: string;
  readonly country: string | null;
  /** Whose part of an address that two use this seems to be; null when the place is all that was done from its address. */
  readonly share: 'usual' | 'foreign' | 'either' | null;
}

/** The places of a key, one for each address, in order of first use. */
export const placesOf = (events: readonly CloudTrailEvent[], othersAt: (address: string) => NetworkUse, locate: Locate = locateNothing): Place[] =>
  [...groupBy(events, (event) => event.sourceIPAddress)].map(([address, here]) =>
    placeOf({ address, others: othersAt(address), network: networkOf(address, locate), country: locate(address)?.country ?? null }, here),
  );

/** @param events in order of time */
export const placeOf = (
  { address, others, network, country }: Omit<Place, 'events' | 'days' | 'agents' | 'families' | 'share'>,
  events: readonly CloudTrailEvent[],
): Place => ({
  address,
  network,
  country,
  events,
  days: new Set(events.map((event) => event.eventTime.slice(0, 10))),
  agents: new Set(events.map((event) => agentBuild(event.userAgent))),
  families: new Set(events.map((event) => agentFamily(event.userAgent))),
  others,
  share: null,
});

export const firstTime = (place: Place): string => place.events[0]?.eventTime ?? '';
