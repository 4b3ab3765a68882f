import { type CloudTrailEvent, plainEventName } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { agentBuild, agentFamily } from '../../core/user-agent.ts';
import { type Place, placeOf } from './place.ts';
import { suspicionOf } from './signals.ts';
import { CERTAIN_SCORE, isAttackers, isColleagues, isHabit, USUAL_DAYS, usualPlaces } from './verdict.ts';

/** So many calls on earlier days, just as they are made at usual places, show that the owner was there first. */
const EARLIER_CALLS = 5;

/** Milliseconds: with what is usual an intruder may begin, too. */
const SITTING = 3_600_000;

/**
 * Owner and attacker may sit behind one address: of an office, a VPN, a provider. Where an address shows both what is usual and, from some day on, what
 * an intruder does, it becomes several places: the usual, the foreign, and what either of the two may have done.
 */
export function separated(places: readonly Place[]): Place[] {
  const usual = usualPlaces(places);
  return places.flatMap((place) => (usual.includes(place) && !isColleagues(place) ? [place] : apart(place, usual)));
}

function apart(place: Place, elsewhere: readonly Place[]): readonly Place[] {
  const { events } = place;
  const part = (some: readonly CloudTrailEvent[]): Place => placeOf(place, some);
  const isUsual = usualIn(events, elsewhere, part);
  const habit = part(events.filter(isUsual));
  const known = [habit, ...elsewhere.filter((one) => one !== place)];
  const rare = events.filter((event) => !isUsual(event));
  const day = [...groupBy(rare, dayOf).values()].find((some) => isForeign(part(some), known, isColleagues(place)));
  const [since] = day ?? [];
  if (day === undefined || since === undefined) return [place];

  const before = events.slice(0, events.indexOf(since));
  const earlier = before.filter((event) => isUsual(event) && dayOf(event) < dayOf(since));
  const isHabitHere = isHabit(habit, []);
  if (!isHabitHere && (earlier.length < EARLIER_CALLS || known.length === 1)) return [place];

  // A tool that the owner had used in some version, or that comes only later, may be the owner's.
  const owners = new Set([part(before), ...elsewhere].flatMap(({ families }) => [...families]));
  const intruders = new Set(day.map(agentOf).filter((agent) => !owners.has(agentFamily(agent)) && !isColleagues(place)));
  const alone = [...groupBy(rare.slice(rare.indexOf(since)), agentOf)]
    .filter(([agent, some]) => isForeign(part(some), known, !intruders.has(agent)))
    .map(([agent]) => agent);
  const agents = new Set(alone.length > 0 ? alone : day.map(agentOf));
  const shareOf = (event: CloudTrailEvent, at: number): Place['share'] => {
    if (at < before.length && agents.has(agentOf(event)) && Date.parse(since.eventTime) - Date.parse(event.eventTime) < SITTING) return 'either';
    if (at < before.length) return isHabitHere || isUsual(event) ? 'usual' : 'either';
    if (agents.has(agentOf(event))) return isUsual(event) ? 'either' : 'foreign';
    return isUsual(event) ? 'usual' : 'either';
  };
  const shares = groupBy(
    events.map((event, at) => ({ event, share: shareOf(event, at) })),
    ({ share }) => share,
  );
  return [...shares].map(([share, some]) => ({ ...part(some.map(({ event }) => event)), share }));
}

/**
 * What is done day after day: all that a tool does that never reaches for control, and the calls that another makes on enough days, here or at the
 * owner's places.
 */
function usualIn(
  events: readonly CloudTrailEvent[],
  elsewhere: readonly Place[],
  part: (some: readonly CloudTrailEvent[]) => Place,
): (event: CloudTrailEvent) => boolean {
  const kindOf = (event: CloudTrailEvent): string => `${plainEventName(event.eventName)} ${agentOf(event)}`;
  const tools = new Set([...groupBy(events, agentOf)].filter(([, some]) => isHabit(part(some), [])).map(([agent]) => agent));
  const often = [...groupBy(events, kindOf)].filter(([, some]) => new Set(some.map(dayOf)).size >= USUAL_DAYS).map(([kind]) => kind);
  const kinds = new Set([...often, ...elsewhere.filter((one) => !isColleagues(one)).flatMap((one) => one.events.map(kindOf))]);
  return (event) => tools.has(agentOf(event)) || kinds.has(kindOf(event));
}

/** @param strictly somebody of the account may do his work in another way than usual: an intruder must do more to be told from him */
function isForeign(part: Place, usual: readonly Place[], strictly: boolean): boolean {
  const suspicion = suspicionOf(part, { usual, firstUseEver: () => false });
  const { ids, score } = suspicion;
  if (!isAttackers(suspicion, usual)) return false;
  return !strictly || ids.includes('attack-tool') || (score >= CERTAIN_SCORE && (ids.includes('iam-recon') || ids.includes('denials')));
}

/** To the version: those of owner and attacker seldom agree. */
const agentOf = ({ userAgent }: CloudTrailEvent): string => agentBuild(userAgent);

const dayOf = ({ eventTime }: CloudTrailEvent): string => eventTime.slice(0, 10);
