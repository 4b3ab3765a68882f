import { groupBy } from '../core/group-by.ts';
import { describeAddress, type Locate, type Location, locateNothing, networkOf } from '../core/location.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type AddressUse, type KeyUse, keyUses } from './key-use.ts';
import { type Opening, openings } from './openings.ts';
import type { SignId } from './signs.ts';
import { type Habit, type Sign, signsOf } from './use-signs.ts';

/** How unusual the use of one key is. It is a hint where to look, never an alarm by itself. */
export interface Behaviour {
  readonly key: string;
  readonly principal: string;
  /** The sum of the weights of the signs. */
  readonly score: number;
  readonly rating: 'usual' | 'notable' | 'high';
  readonly calls: number;
  readonly addresses: number;
  /** The address whose use is the most unusual, and since when. */
  readonly address: string;
  /** Its network and country, where they are known. */
  readonly location?: Location;
  readonly since: string;
  readonly signs: readonly Sign[];
}

/** With so much, and a sign that sets the use off from what is usual, a key is rated high: a new network and a new tool alone are not enough. */
const HIGH = 8;
const NOTABLE = 5;
const CONTRASTING: readonly SignId[] = ['new-network', 'first-use-elsewhere', 'suspect-company', 'attack-tool'];
/** On so many days an address must be in use, or a call be made, to be usual; for so many the logs must not know a session to call it new. */
const USUAL_DAYS = 3;
const DAY = 86_400_000;

/**
 * How unusual the use of each long-term key, of the sessions of each user, of those of each role by name, and of root is, most unusual first.
 *
 * @param conditions predicates of Athena SQL that events must fulfil
 * @param locate what is known of networks; where it knows an address, the autonomous system is the network
 */
export async function behaviourOf(engine: SqlEngine, conditions: readonly string[], locate: Locate = locateNothing): Promise<readonly Behaviour[]> {
  const [keys, opened] = [await keyUses(engine, conditions), await openings(engine, conditions)];
  const from = keys.map(firstTimeOf).toSorted()[0] ?? '';
  const surroundings = surroundingsOf(keys, opened, locate);
  const suspects: Suspect[] = [];
  const rated = keys
    .toSorted((a, b) => (firstTimeOf(a) < firstTimeOf(b) ? -1 : 1))
    .map((use) => {
      const openedBy = opened.get(use.key) ?? [];
      const isNewSession = isOfSessions(use) && Date.parse(firstTimeOf(use)) - Date.parse(from) >= USUAL_DAYS * DAY;
      const birth = use.key.startsWith('AKIA') ? 'the key was created in these logs' : isNewSession ? 'no such session was opened before' : null;
      const { behaviour, highAt } = rate(use, openedBy.length === 0 ? null : birth, suspicionOf(openedBy, suspects), surroundings);
      suspects.push(...highAt.map(({ address, firstTime }) => ({ key: use.key, address, firstTime })));
      return behaviour;
    });
  return rated.toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

/** A key and an address from which its use is rated high, and since when. */
interface Suspect {
  readonly key: string;
  readonly address: string;
  readonly firstTime: string;
}

/** What a use has to do with those that are rated high: they opened or made what is used, or come from the same address. */
const suspicionOf =
  (openedBy: readonly Opening[], suspects: readonly Suspect[]) =>
  ({ address, lastTime }: AddressUse): string | null => {
    const opener = openedBy.find(
      (one) => one.firstTime <= lastTime && suspects.some(({ key, ...place }) => key === one.by && place.address === one.address),
    );
    if (opener !== undefined) return `it comes from ${opener.by}, whose use is rated high`;
    const neighbour = suspects.find((suspect) => suspect.address === address && suspect.firstTime <= lastTime);
    return neighbour === undefined ? null : `${neighbour.key} is used from ${address} too, which is rated high`;
  };

const firstTimeOf = ({ uses }: KeyUse): string => uses[0]?.firstTime ?? '9';

const isOfSessions = ({ key }: KeyUse): boolean => key.includes(':assumed-role/') || key.includes(':federated-user/');

/** Who else calls from where. */
interface Surroundings {
  /** Whether others work there day after day: then it is the company's. */
  readonly isColleagues: (use: AddressUse, principal: string) => boolean;
  /** Whether others called from the network before the day of the first use: an intruder with two keys is no company. */
  readonly isKnown: (use: AddressUse, principal: string) => boolean;
  readonly network: (use: AddressUse) => string;
  readonly location: (use: AddressUse) => Location | null;
}

function surroundingsOf(keys: readonly KeyUse[], opened: ReadonlyMap<string, readonly Opening[]>, locate: Locate): Surroundings {
  const network = ({ address }: AddressUse): string => networkOf(address, locate);
  const all = keys.flatMap((key) => key.uses.map((use) => ({ principal: key.principal, use, isOpened: isOfSessions(key) && opened.has(key.key) })));
  // Whoever opened a session with a key is counted as the key.
  const byAddress = groupBy(
    all.filter(({ isOpened }) => !isOpened),
    ({ use }) => use.address,
  );
  const byNetwork = groupBy(all, ({ use }) => network(use));
  const others = <T extends { readonly principal: string }>(some: readonly T[] | undefined, principal: string): readonly T[] =>
    (some ?? []).filter((one) => one.principal !== principal);
  return {
    network,
    location: ({ address }) => locate(address),
    isColleagues: (use, principal) => {
      const there = others(byAddress.get(use.address), principal);
      return new Set(there.map((one) => one.principal)).size >= 2 && new Set(there.flatMap((one) => [...one.use.days.keys()])).size >= USUAL_DAYS;
    },
    isKnown: (use, principal) => {
      const since = Date.parse(use.firstTime) - DAY;
      return others(byNetwork.get(network(use)), principal).some((other) => Date.parse(other.use.firstTime) < since);
    },
  };
}

/**
 * @param birth says that the key came into being in these logs; null when it did not
 * @param suspicion what a use has to do with those that are rated high; null when nothing
 * @returns the behaviour, and the uses that are rated high
 */
function rate(
  { key, principal, uses }: KeyUse,
  birth: string | null,
  suspicion: (use: AddressUse) => string | null,
  { isColleagues, isKnown, network, location }: Surroundings,
): { readonly behaviour: Behaviour; readonly highAt: readonly AddressUse[] } {
  const usual = new Set(uses.filter((use) => use.days.size >= USUAL_DAYS || isColleagues(use, principal)));
  const country = (use: AddressUse): string | null => location(use)?.country ?? null;
  const [networks, countries] = [new Set([...usual].map(network)), new Set([...usual].map(country))];
  const since = habitSince(uses);
  const judged = uses.map((use, place) => {
    const isNew = !usual.has(use);
    const homes = [...usual].filter((one) => one !== use);
    const from = country(use);
    const signs = signsOf(use, habitOf(use, homes, since), {
      isNew,
      isNewNetwork: isNew && !networks.has(network(use)) && !isKnown(use, principal),
      newCountry: isNew && countries.size > 0 && !countries.has(null) && from !== null && !countries.has(from) ? from : null,
      network: location(use) === null ? null : describeAddress(use.address, location(use)),
      firstUse: place === 0 ? birth : null,
      suspicion: suspicion(use),
    });
    const score = signs.reduce((sum, { weight }) => sum + weight, 0);
    return { use, signs, score, isHigh: score >= HIGH && signs.some(({ id }) => CONTRASTING.includes(id)) };
  });
  const [worst] = judged.toSorted((a, b) => b.score - a.score);
  if (worst === undefined) throw new Error(`${key} was used from nowhere`);
  const found = location(worst.use);
  const behaviour: Behaviour = {
    key,
    principal,
    score: worst.score,
    rating: worst.isHigh ? 'high' : worst.score >= NOTABLE ? 'notable' : 'usual',
    calls: uses.reduce((sum, { calls }) => sum + calls, 0),
    addresses: uses.length,
    address: worst.use.address,
    ...(found === null ? {} : { location: found }),
    since: worst.use.firstTime,
    signs: worst.signs,
  };
  return { behaviour, highAt: judged.filter(({ isHigh }) => isHigh).map(({ use }) => use) };
}

/** For each name the day on which it had been called on enough days, wherever that was. */
function habitSince(uses: readonly AddressUse[]): ReadonlyMap<string, string> {
  const days = new Map<string, Set<string>>();
  for (const { nameDays } of uses) {
    for (const [name, some] of nameDays) for (const day of some) days.set(name, (days.get(name) ?? new Set()).add(day));
  }
  return new Map(
    [...days].flatMap(([name, some]) =>
      [...some]
        .toSorted()
        .slice(USUAL_DAYS - 1, USUAL_DAYS)
        .map((day) => [name, day] as const),
    ),
  );
}

function habitOf(use: AddressUse, homes: readonly AddressUse[], since: ReadonlyMap<string, string>): Habit {
  const day = use.firstTime.slice(0, 10);
  // What is done at one place day after day is usual there, whatever it is.
  const here = [...use.nameDays].flatMap(([name, days]) => (days.size >= USUAL_DAYS || (since.get(name) ?? '9') < day ? [name] : []));
  return {
    homes,
    names: new Set([...homes.flatMap(({ names }) => [...names.keys()]), ...here]),
    refused: new Set([...homes.flatMap(({ denials }) => [...denials.keys()]), ...here]),
  };
}
