import { groupBy } from '../core/group-by.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type AddressUse, createdKeys, type KeyUse, keyUses } from './key-use.ts';
import { ATTACK_TOOLS, RECON, SEIZING, type SignId, weights } from './signs.ts';

/** One sign that the use of a key from an address is not what is usual for it. */
export interface Sign {
  readonly id: SignId;
  readonly weight: number;
  readonly reason: string;
}

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
  readonly since: string;
  readonly signs: readonly Sign[];
}

/** With so much, and a sign that sets the use off from what is usual, a key is rated high: a new network and a new tool alone are not enough. */
const HIGH = 8;
const NOTABLE = 5;
const CONTRASTING: readonly SignId[] = ['new-network', 'first-use-elsewhere', 'attack-tool'];
/** On so many days an address must be in use to be usual. */
const USUAL_DAYS = 3;
/** A day with so many times the calls of the busiest usual one. */
const BUSY = 5;

/**
 * How unusual the use of each long-term key, of the sessions of each user, and of root is, most unusual first.
 *
 * @param conditions predicates of Athena SQL that events must fulfil
 */
export async function behaviourOf(engine: SqlEngine, conditions: readonly string[]): Promise<readonly Behaviour[]> {
  const [keys, created] = [await keyUses(engine, conditions), await createdKeys(engine, conditions)];
  const places = groupBy(
    keys.flatMap(({ principal, uses }) => uses.map((use) => ({ principal, use }))),
    ({ use }) => use.address,
  );
  return keys
    .map((key) => rated(key, created.has(key.key), (address) => (places.get(address) ?? []).filter(({ principal }) => principal !== key.principal)))
    .toSorted((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

/** How others than a key's user use an address. */
type Others = readonly { readonly principal: string; readonly use: AddressUse }[];

function rated({ key, principal, uses }: KeyUse, isCreatedHere: boolean, othersAt: (address: string) => Others): Behaviour {
  const usual = uses.filter((use) => use.days.size >= USUAL_DAYS || isColleagues(othersAt(use.address)));
  const judged = uses.map((use, place) => {
    const isNew = !usual.includes(use);
    const isAlone = othersAt(use.address).every((other) => other.use.firstTime >= use.firstTime);
    const signs = signsOf(
      use,
      usual.filter((one) => one !== use),
      { isNew, isAlone, isFirstUse: isCreatedHere && place === 0 },
    );
    return { use, signs, score: signs.reduce((sum, { weight }) => sum + weight, 0) };
  });
  const [worst] = judged.toSorted((a, b) => b.score - a.score);
  if (worst === undefined) throw new Error(`${key} was used from nowhere`);
  const isHigh = worst.score >= HIGH && worst.signs.some(({ id }) => CONTRASTING.includes(id));
  return {
    key,
    principal,
    score: worst.score,
    rating: isHigh ? 'high' : worst.score >= NOTABLE ? 'notable' : 'usual',
    calls: uses.reduce((sum, { calls }) => sum + calls, 0),
    addresses: uses.length,
    address: worst.use.address,
    since: worst.use.firstTime,
    signs: worst.signs,
  };
}

/** Whether others work from there day after day: then it is the company's. */
const isColleagues = (others: Others): boolean =>
  new Set(others.map(({ principal }) => principal)).size >= 2 && new Set(others.flatMap(({ use }) => [...use.days.keys()])).size >= USUAL_DAYS;

interface Standing {
  /** Whether the address is none of those where the key is at home. */
  readonly isNew: boolean;
  /** Whether nobody else called from there before. */
  readonly isAlone: boolean;
  /** Whether the key was created in these logs, and this is where it was used first. */
  readonly isFirstUse: boolean;
}

/** @param usual where else the key is at home; with nowhere, nothing can be new */
function signsOf(use: AddressUse, usual: readonly AddressUse[], { isNew, isAlone, isFirstUse }: Standing): readonly Sign[] {
  const known = <T>(of: (one: AddressUse) => Iterable<T>): ReadonlySet<T> => new Set(usual.flatMap((one) => [...of(one)]));
  const fresh = <T>(of: (one: AddressUse) => Iterable<T>): readonly T[] => {
    const before = known(of);
    return usual.length === 0 || !isNew ? [] : [...of(use)].filter((one) => !before.has(one));
  };
  // What is done at one place day after day is usual there, whatever it is.
  const habits = [...use.nameDays].flatMap(([name, days]) => (days.size >= USUAL_DAYS ? [name] : []));
  const before = new Set([...known((one) => one.names.keys()), ...habits]);
  const uncommon = (names: ReadonlySet<string>): readonly string[] => [...use.names.keys()].filter((name) => names.has(name) && !before.has(name));
  const refusedAnyway = new Set([...known((one) => one.denials.keys()), ...habits]);
  const denials = [...use.denials].reduce((sum, [name, count]) => sum + (refusedAnyway.has(name) ? 0 : count), 0);
  const [families, regions, services, hours] = [
    fresh((one) => one.families),
    fresh((one) => one.regions),
    fresh((one) => one.services),
    fresh((one) => one.hours),
  ];
  const [recon, seizing] = [uncommon(RECON), uncommon(SEIZING)];
  const tool = [...use.agents].map((agent) => ATTACK_TOOLS.exec(agent)?.[0]).find((name) => name !== undefined);
  const busiest = Math.max(0, ...usual.flatMap((one) => [...one.days.values()]));
  const most = Math.max(...use.days.values());

  const signs: readonly (readonly [SignId, boolean, string])[] = [
    ['new-network', isNew && isAlone && usual.length > 0, `${use.address} is new for this key, and nobody used it before`],
    [
      'first-use-elsewhere',
      isNew && isAlone && isFirstUse,
      `the key was created in these logs, and first used from ${use.address}, which nobody used before`,
    ],
    ['new-agent', families.length > 0, `it is never used with ${families.join(', ')}`],
    ['who-am-i-first', isNew && asksFirst(use), `the first calls from ${use.address} asked whose key it is`],
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
