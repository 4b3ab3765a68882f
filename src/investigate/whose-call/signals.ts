import { ATTACK_TOOLS, RECON, SEIZING, weights } from '../../baseline/signs.ts';
import { type CloudTrailEvent, plainEventName, wasDenied } from '../../core/event.ts';
import { formatCount } from '../../core/format-count.ts';
import { agentBuild, agentFamily } from '../../core/user-agent.ts';
import { type Away, isTakenAway, tellAway } from './machine.ts';
import type { Place } from './place.ts';

/** What is known of a key beside the place that is judged. */
export interface Background {
  /** Places that are the owner's. */
  readonly usual: readonly Place[];
  /** Whether the data holds the creation of the key, and this place its first use ever. */
  readonly firstUseEver: (place: Place) => boolean;
  /** The machine whose credentials are used at the place that is judged, when it is not where the machine calls from. */
  readonly away?: Away | null;
}

/**
 * A sign that a place is not the owner's. None is proof by itself: their weights are added. Source of the signs and weights: cases published by
 * AWS's responders and by researchers; real attack logs.
 */
export interface Signal {
  readonly id: string;
  readonly weight: number;
  /** What speaks against the place; null when nothing does. */
  readonly test: (place: Place, background: Background) => Shown | null;
}

/** A clause, and the first event that shows it. */
interface Shown {
  readonly clause: string;
  readonly first: CloudTrailEvent | undefined;
}

/** What all calls from a place show. */
const byPlace = ({ events: [first] }: Place, clause: string): Shown => ({ clause, first });

/** The address, with its network and country where they are known. */
const named = ({ address, network, country }: Place): string => {
  const known = [...(network === address ? [] : [network]), ...(country === null ? [] : [country])];
  return known.length === 0 ? address : `${address} (${known.join(', ')})`;
};

/** A network that has places of the owner's, too, is none that is new. */
const isNew = ({ network }: Place, usual: readonly Place[]): boolean => usual.length > 0 && usual.every((place) => place.network !== network);

/** The names of a set that a place called and the owner's places never did. */
function uncommon(place: Place, { usual }: Background, names: ReadonlySet<string>): string[] {
  const common = new Set(usual.flatMap(({ events }) => events.map((event) => plainEventName(event.eventName))));
  const here = new Set(place.events.map((event) => plainEventName(event.eventName)));
  return [...here].filter((name) => names.has(name) && !common.has(name));
}

/** What calls of some names show. */
const byName = ({ events }: Place, names: readonly string[], clause: string): Shown => ({
  clause,
  first: events.find(({ eventName }) => names.includes(plainEventName(eventName))),
});

/** What a machine's credentials at another place tell, by how sure it is that they are the machine's, and that it was not the machine. */
const machineSign = (id: 'machine-elsewhere' | 'namesake-of-machine' | 'unlike-machine', shows: (away: Away) => boolean): Signal => ({
  id,
  weight: weights[id],
  test: (place, { away }) => (away != null && shows(away) ? byPlace(place, tellAway(away, place)) : null),
});

export const signals: readonly Signal[] = [
  {
    id: 'new-network',
    weight: weights['new-network'],
    test: (place, { usual }) =>
      isNew(place, usual) && place.others.principals.length === 0
        ? byPlace(place, `${named(place)} is new for this key, and nobody else in the account uses it`)
        : null,
  },
  {
    id: 'new-country',
    weight: weights['new-country'],
    test: (place, { usual }) => {
      const { country } = place;
      const isKnown = country !== null && usual.length > 0 && usual.every((one) => one.country !== null);
      return isKnown && usual.every((one) => one.country !== country) ? byPlace(place, `the owner never calls from ${country}`) : null;
    },
  },
  {
    id: 'first-use-elsewhere',
    weight: weights['first-use-elsewhere'],
    test: (place, { firstUseEver }) =>
      firstUseEver(place) && place.others.principals.length === 0
        ? byPlace(place, `the key was created in these logs, and its first use ever came from ${named(place)}, which nobody else in the account uses`)
        : null,
  },
  machineSign('machine-elsewhere', isTakenAway),
  machineSign('namesake-of-machine', ({ home, isItsKey }) => home !== null && !isItsKey),
  machineSign('unlike-machine', ({ home }) => home === null),
  {
    id: 'new-agent',
    weight: weights['new-agent'],
    test: (place, { usual }) => {
      const known = new Set(usual.flatMap(({ families }) => [...families]));
      const fresh = [...place.families].filter((family) => !known.has(family));
      const first = place.events.find(({ userAgent }) => fresh.includes(agentFamily(userAgent)));
      return usual.length > 0 && fresh.length > 0 ? { clause: `the owner never uses ${fresh.join(', ')}`, first } : null;
    },
  },
  {
    id: 'who-am-i-first',
    weight: weights['who-am-i-first'],
    test: ({ events, address }) => {
      const first = events.slice(0, 5).find(({ eventName }) => eventName === 'GetCallerIdentity');
      return first === undefined ? null : { clause: `the first calls from ${address} asked whose key it is`, first };
    },
  },
  {
    id: 'iam-recon',
    weight: weights['iam-recon'],
    test: (place, background) => {
      const names = uncommon(place, background, RECON);
      return names.length >= 3 ? byName(place, names, `it listed who and what the account has (${names.slice(0, 4).join(', ')})`) : null;
    },
  },
  {
    id: 'denials',
    weight: weights['denials'],
    test: (place, { usual }) => {
      // Console pages and tools ask for more than they may, day after day: what is refused at usual places too says nothing.
      const refusedAnyway = new Set(usual.flatMap(({ events }) => events.filter(wasDenied).map(({ eventName }) => eventName)));
      const denied = place.events.filter((event) => wasDenied(event) && !refusedAnyway.has(event.eventName));
      const [denials, { length }] = [denied.length, place.events];
      return denials >= 3 || (length >= 5 && denials / length > 0.3)
        ? { clause: `${formatCount(denials)} of ${formatCount(length)} calls were denied`, first: denied[0] }
        : null;
    },
  },
  {
    id: 'seizing',
    weight: weights['seizing'],
    test: (place, background) => {
      const names = uncommon(place, background, SEIZING);
      return names.length > 0 ? byName(place, names, `it tried what gains or keeps control (${names.slice(0, 4).join(', ')})`) : null;
    },
  },
  {
    id: 'attack-tool',
    weight: weights['attack-tool'],
    test: ({ events }) => {
      const first = events.find(({ userAgent }) => ATTACK_TOOLS.test(agentBuild(userAgent)));
      const tool = ATTACK_TOOLS.exec(agentBuild(first?.userAgent ?? null))?.[0];
      return tool === undefined ? null : { clause: `the user agent names an attack tool (${tool})`, first };
    },
  },
];

/** The signals that a place shows, with their sum. */
export interface Suspicion {
  readonly place: Place;
  readonly score: number;
  readonly ids: readonly string[];
  readonly reasons: readonly string[];
}

export function suspicionOf(place: Place, background: Background): Suspicion {
  const shown = signals.flatMap((signal) => {
    const reason = signal.test(place, background);
    return reason === null ? [] : [{ signal, reason }];
  });
  return {
    place,
    score: shown.reduce((sum, { signal }) => sum + signal.weight, 0),
    ids: shown.map(({ signal }) => signal.id),
    reasons: shown.map(({ reason: { clause, first } }) => (first === undefined ? clause : `${clause} (first: event ${first.eventID})`)),
  };
}
