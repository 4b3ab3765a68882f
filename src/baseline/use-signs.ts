import type { AddressUse } from './key-use.ts';
import { ATTACK_TOOLS, RECON, SEIZING, type SignId, weights } from './signs.ts';

/** One sign that the use of a key from an address is not what is usual for it. */
export interface Sign {
  readonly id: SignId;
  readonly weight: number;
  readonly reason: string;
}

/** How the address of a use stands to the others of its key. */
export interface Standing {
  /** Whether the address is none of those where the key is at home. */
  readonly isNew: boolean;
  /** Whether its network is none of those where the key is at home, and nobody called from there the day before or earlier. */
  readonly isNewNetwork: boolean;
  /** The country, when the key is at home in others alone. */
  readonly newCountry: string | null;
  /** The network in words, where it is known. */
  readonly network: string | null;
  /** Why this is the first use of what came into being in these logs; null when it is not. */
  readonly firstUse: string | null;
  /** What it has to do with a use that is rated high; null when nothing. */
  readonly suspicion: string | null;
}

/** What is usual for a key: what it does where it is at home, and what it did on enough days, wherever that was. */
export interface Habit {
  readonly homes: readonly AddressUse[];
  /** Names called on enough days before the day of the use, or on enough days there. */
  readonly names: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
}

/** A day with so many times the calls of the busiest usual one. */
const BUSY = 5;

/** The signs that one use shows. With no home, nothing can be new. */
export function signsOf(
  use: AddressUse,
  { homes, names, refused }: Habit,
  { isNew, isNewNetwork, newCountry, network, firstUse, suspicion }: Standing,
): readonly Sign[] {
  const fresh = <T>(of: (one: AddressUse) => Iterable<T>): readonly T[] => {
    if (homes.length === 0 || !isNew) return [];
    const before = new Set(homes.flatMap((one) => [...of(one)]));
    return [...of(use)].filter((one) => !before.has(one));
  };
  const uncommon = (some: ReadonlySet<string>): readonly string[] => [...use.names.keys()].filter((name) => some.has(name) && !names.has(name));
  const denials = [...use.denials].reduce((sum, [name, count]) => sum + (refused.has(name) ? 0 : count), 0);
  const [families, regions, services, hours] = [
    fresh((one) => one.families),
    fresh((one) => one.regions),
    fresh((one) => one.services),
    fresh((one) => one.hours),
  ];
  const [recon, seizing] = [uncommon(RECON), uncommon(SEIZING)];
  const tool = [...use.agents].map((agent) => ATTACK_TOOLS.exec(agent)?.[0]).find((name) => name !== undefined);
  const busiest = Math.max(0, ...homes.flatMap((one) => [...one.days.values()]));
  const most = Math.max(...use.days.values());

  const signs: readonly (readonly [SignId, boolean, string])[] = [
    ['new-network', isNewNetwork && homes.length > 0, `${network ?? use.address} is new for this key, and nobody used it before`],
    ['new-country', newCountry !== null, `it is never used from ${newCountry}`],
    [
      'first-use-elsewhere',
      isNewNetwork && firstUse !== null,
      `${firstUse}, and first used from ${network ?? use.address}, which nobody used before`,
    ],
    ['suspect-company', isNew && suspicion !== null, String(suspicion)],
    ['new-agent', families.length > 0, `it is never used with ${families.join(', ')}`],
    ['who-am-i-first', isNew && asksFirst(use) && !names.has('GetCallerIdentity'), `the first calls from ${use.address} asked whose key it is`],
    ['iam-recon', recon.length >= 3, `it listed who and what the account has (${recon.slice(0, 4).join(', ')})`],
    ['denials', denials >= 3, `${denials} of ${use.calls} calls were denied`],
    ['seizing', seizing.length > 0, `it tried what gains or keeps control (${seizing.slice(0, 4).join(', ')})`],
    ['attack-tool', tool !== undefined, `the user agent names an attack tool (${tool})`],
    ['new-region', regions.length > 0, `it is never used in ${regions.slice(0, 4).join(', ')}`],
    ['new-services', services.length >= 3, `${services.length} services are new for it (${services.slice(0, 4).join(', ')})`],
    [
      'unusual-hours',
      hours.length > 0 && hours.length === use.hours.size,
      `it is never used at these hours (${[...hours].toSorted((a, b) => a - b).join(', ')} UTC)`,
    ],
    ['call-rate', isNew && busiest > 0 && most >= BUSY * busiest, `${most} calls on one day, ${busiest} at most before`],
  ];
  return signs.flatMap(([id, isShown, reason]) => (isShown ? [{ id, weight: weights[id], reason }] : []));
}

/** Whether GetCallerIdentity is among the first five calls, as far as first calls of each name tell. */
function asksFirst({ names }: AddressUse): boolean {
  const first = names.get('GetCallerIdentity');
  return first !== undefined && [...names.values()].filter((time) => time < first).length < 5;
}
