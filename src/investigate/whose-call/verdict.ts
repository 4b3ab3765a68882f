import type { Compromise } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, plainEventName } from '../../core/event.ts';
import { isAddress } from '../../core/source-address.ts';
import type { Judgement } from '../../lineage/lineage.ts';
import type { KnownAddresses } from './known-addresses.ts';
import { firstTime, type Place } from './place.ts';
import { type Suspicion, suspicionOf } from './signals.ts';

/** A place with this much against it is an attacker's. Two signs of weight 2 alone (a new network and a new tool) are not enough. */
const ATTACKER_SCORE = 5;
export const CERTAIN_SCORE = 8;
/** Less than this is not worth a word. */
const POSSIBLE_SCORE = 3;
/** On so many days an address must be in use to be usual. */
export const USUAL_DAYS = 3;

/** Signs of which one at least must be shown before a place is called an attacker's: reading alone accuses nobody. */
const DECISIVE = ['new-network', 'first-use-elsewhere', 'machine-elsewhere', 'seizing', 'attack-tool'];
/** Signs that set a place off from what is usual, or name the tool: with one of them and a high score the verdict is certain. */
const CONTRASTING = ['new-network', 'first-use-elsewhere', 'machine-elsewhere', 'attack-tool'];

/**
 * The places that are the owner's: where colleagues call from day after day, and where the credentials themselves do without reaching for control; or
 * reaching only for what they do at such places too, as administrators do at home.
 */
export function usualPlaces(places: readonly Place[]): Place[] {
  const possible = places.filter(({ share }) => share === null || share === 'usual');
  const first = withoutNewcomers(possible.filter((place) => isColleagues(place) || isHabit(place, [])));
  return withoutNewcomers(possible.filter((place) => first.includes(place) || isHabit(place, first)));
}

/**
 * An intruder who only reads, day after day, forms a habit too. So a place that nobody else calls from, and that came into use when another was usual
 * already, by no kind of tool that is used there, is not the owner's for being used often: whose it is cannot be told.
 */
function withoutNewcomers(places: readonly Place[]): Place[] {
  return places.filter((place) => {
    const settled = places.filter((other) => isSettledBefore(other, firstTime(place)));
    const isFamiliar = settled.some(
      ({ network, families }) => network === place.network || [...place.families].some((family) => families.has(family)),
    );
    return settled.length === 0 || isFamiliar || isColleagues(place);
  });
}

/** Whether a place was in use on enough days before a time. */
const isSettledBefore = ({ days }: Place, time: string): boolean => [...days].filter((day) => day < time.slice(0, 10)).length >= USUAL_DAYS;

/** Whether a place is in use on enough days, without reaching for control beyond what is usual. */
export function isHabit(place: Place, usual: readonly Place[]): boolean {
  const { ids } = suspicionOf(place, { usual, firstUseEver: () => false });
  return place.days.size >= USUAL_DAYS && !ids.includes('seizing') && !ids.includes('attack-tool');
}

/** Whether others of the account work from there day after day. */
export const isColleagues = ({ others }: Place): boolean => others.principals.length >= 2 && others.days >= USUAL_DAYS;

/**
 * Whose the calls from each place were.
 *
 * @param suspicions one for each place of the key
 * @param usual the places that are the owner's
 * @param known what the user said of addresses, and what minted credentials taught of them
 */
export function verdicts(suspicions: readonly Suspicion[], usual: readonly Place[], known: KnownAddresses): Map<Place, Judgement> {
  const accused = suspicions.filter((suspicion) => isAttackers(suspicion, usual) && !known.isMine(suspicion.place.address));
  const since = accused.map(({ place }) => firstTime(place)).toSorted()[0];
  const tools = new Set(accused.flatMap(({ place }) => [...place.agents]));
  for (const { agents } of usual) for (const agent of agents) tools.delete(agent);

  const verdictOn = (suspicion: Suspicion): Judgement => {
    const { place, reasons } = suspicion;
    if (!isAddress(place.address)) return { actor: 'aws', why: `${place.address} made the call for the key` };
    if (known.isMine(place.address)) return { actor: 'owner', why: `you named ${place.address} as yours` };
    if (place.share === 'either')
      return { actor: 'unknown', why: `owner and attacker both call from ${place.address}, and either may have made this call` };
    if (accused.includes(suspicion)) return { actor: 'attacker', why: [...reasons, ...sharing(place)].join('; ') };
    const accusal = known.accusal(place.address);
    if (accusal !== null) return { actor: 'attacker', why: accusal };
    if (usual.includes(place)) return { actor: 'owner', why: usualWhy(place) };
    if (since !== undefined && firstTime(place) >= since && [...place.agents].every((agent) => tools.has(agent))) {
      if (usual.length > 0) return { actor: 'attacker', why: `${place.address} uses the attacker's tool, which the owner never does` };
      // Where nothing shows how the owner works, the same tool years later may be anybody's.
      const near = nearest(place, accused);
      if (near !== null) return { actor: 'attacker', why: `${place.address} uses the very tool that ${near} does, within a day of it` };
    }
    if (looksLikeOwner(place, usual)) return { actor: 'owner', why: `${place.address} is new, but tool and calls are the owner's usual ones` };
    return {
      actor: 'unknown',
      why: reasons.length === 0 ? `${place.address} is not known, and nothing speaks for or against the owner` : reasons.join('; '),
    };
  };
  return new Map(suspicions.map((suspicion) => [suspicion.place, verdictOn(suspicion)]));
}

/**
 * When use by somebody else began, and how sure that is; null when nothing speaks for it.
 *
 * @param calls eventIDs of the calls of the credentials that are investigated; what was done at the same places by others does not begin their story
 */
export function compromiseOf(suspicions: readonly Suspicion[], judged: ReadonlyMap<Place, Judgement>, calls: ReadonlySet<string>): Compromise | null {
  const firstCall = ({ place }: Suspicion): CloudTrailEvent | undefined => place.events.find(({ eventID }) => calls.has(eventID));
  const actorOf = ({ place }: Suspicion): Judgement['actor'] => judged.get(place)?.actor ?? 'unknown';
  const present = suspicions.filter((suspicion) => firstCall(suspicion) !== undefined);
  const attackers = present.filter((suspicion) => actorOf(suspicion) === 'attacker');
  const accused = attackers.length > 0 ? attackers : present.filter((one) => one.score >= POSSIBLE_SCORE && actorOf(one) === 'unknown');
  const [event] = accused.flatMap((suspicion) => firstCall(suspicion) ?? []).toSorted(byTime);
  if (event === undefined) return null;
  const score = Math.max(...accused.map((suspicion) => suspicion.score));
  const contrast = accused.some(({ ids }) => CONTRASTING.some((id) => ids.includes(id)));
  const certainty = attackers.length === 0 ? 'possible' : score >= CERTAIN_SCORE && contrast ? 'certain' : 'likely';
  const reasons = accused.flatMap(({ place, reasons: shown }) => (shown.length > 0 ? shown : [judged.get(place)?.why ?? '']));
  return { since: event.eventTime, eventId: event.eventID, certainty, reasons: [...new Set(reasons)] };
}

/** Whether what a place shows is enough to call it an attacker's. */
export const isAttackers = ({ place, score, ids }: Suspicion, usual: readonly Place[]): boolean =>
  !usual.includes(place) &&
  place.share !== 'either' &&
  isAddress(place.address) &&
  score >= ATTACKER_SCORE &&
  DECISIVE.some((id) => ids.includes(id));

const sharing = ({ address, share }: Place): string[] => (share === null ? [] : [`the owner calls from ${address} too, in another way`]);

const usualWhy = (place: Place): string =>
  isColleagues(place)
    ? `${place.address} is used by ${place.others.principals.length} colleagues too`
    : `the key is used from ${place.address} on ${place.days.size} days`;

const DAY_MS = 24 * 3_600_000;

/** The address of a place that is called an attacker's and was used within a day of this one, by the same tools. */
function nearest({ events, agents }: Place, accused: readonly Suspicion[]): string | null {
  const times = events.map(({ eventTime }) => Date.parse(eventTime));
  const close = accused.find(
    ({ place }) =>
      [...agents].every((agent) => place.agents.has(agent)) &&
      place.events.some(({ eventTime }) => times.some((time) => Math.abs(time - Date.parse(eventTime)) <= DAY_MS)),
  );
  return close?.place.address ?? null;
}

/** The very same tool, to the version, doing only what it does at usual places: the owner away from home. */
function looksLikeOwner(place: Place, usual: readonly Place[]): boolean {
  const agents = new Set(usual.flatMap((known) => [...known.agents]));
  const names = new Set(usual.flatMap((known) => known.events.map((event) => plainEventName(event.eventName))));
  return [...place.agents].every((agent) => agents.has(agent)) && place.events.every((event) => names.has(plainEventName(event.eventName)));
}
