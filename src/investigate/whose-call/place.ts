import type { NetworkUse } from '../../baseline/network-use.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { agentFamily } from '../../core/user-agent.ts';

/** One address from which a key was used, and all that it did from there: the unit in which use is told apart. */
export interface Place {
  readonly address: string;
  /** In order of time; never empty. */
  readonly events: readonly CloudTrailEvent[];
  readonly days: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  readonly others: NetworkUse;
}

/** The places of a key, in order of first use. */
export function placesOf(events: readonly CloudTrailEvent[], othersAt: (address: string) => NetworkUse): Place[] {
  return [...groupBy(events, (event) => event.sourceIPAddress)].map(([address, here]) => ({
    address,
    events: here,
    days: new Set(here.map((event) => event.eventTime.slice(0, 10))),
    agents: new Set(here.map((event) => event.userAgent ?? '')),
    families: new Set(here.map((event) => agentFamily(event.userAgent))),
    others: othersAt(address),
  }));
}

export const firstTime = (place: Place): string => place.events[0]?.eventTime ?? '';
