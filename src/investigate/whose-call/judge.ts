import { networkUse } from '../../baseline/network-use.ts';
import type { Compromise } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId, principalArn } from '../../core/event.ts';
import { groupBy } from '../../core/group-by.ts';
import { textAt } from '../../core/json.ts';
import type { Locate } from '../../core/location.ts';
import { principalChangeOf } from '../../core/principal-change.ts';
import { isAddress } from '../../core/source-address.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import type { Judge, Judgement, Origin } from '../../lineage/lineage.ts';
import { mintedBy, userArnIn } from '../../lineage/links.ts';
import type { KnownAddresses } from './known-addresses.ts';
import { awayFromMachines, isTakenAway, type Machine, machineServedBy, tellAway } from './machine.ts';
import { type CallMarks, compromiseWithMarks, withMarks } from './marks.ts';
import { type Place, placesOf } from './place.ts';
import { separated } from './separated.ts';
import { suspicionOf } from './signals.ts';
import { compromiseOf, usualPlaces, verdicts } from './verdict.ts';

/** Tells the attacker's use of credentials from the owner's, and remembers what it saw. */
export interface Court {
  readonly judge: Judge;
  /** Addresses that are the attacker's, by what was judged so far. */
  readonly attackerAddresses: ReadonlySet<string>;
  /** When use by somebody else began; null when nothing speaks for it. */
  readonly compromise: Compromise | null;
}

/** What a court has to go by. */
export interface Evidence {
  /** The credentials at depth 0. */
  readonly seeds: readonly Origin[];
  /** Their calls, in order of time. */
  readonly calls: readonly CloudTrailEvent[];
  /** What else the users behind them did, by whatever credential: what is usual for one key of a user is usual for the other. */
  readonly background: readonly CloudTrailEvent[];
  readonly known: KnownAddresses;
  readonly marks: CallMarks;
  readonly locate: Locate;
}

/**
 * Judges leaked credentials address by address: what is usual for their user and for colleagues is the owner's, what shows the signs of an intruder is
 * the attacker's, and the rest is unknown. What an intruder minted is the intruder's; only the sessions of machines may have two users.
 */
export async function openCourt(engine: SqlEngine, { seeds, calls, background, known, marks, locate }: Evidence): Promise<Court> {
  const attackerAddresses = new Set<string>();
  /** Others work there, too: who calls from there is no attacker for that. */
  const sharedAddresses = new Set<string>();
  const charges: Compromise[] = [];
  const bySigns = new Map<string, Judgement>();
  const issued = new Map(seeds.flatMap(issuedTo));
  const history = groupBy(background, ({ userIdentity }) => principalArn(userIdentity));
  // Some records of a key lack the ARN: the key has one principal all the same.
  const principals = new Map(seeds.map(({ id, principal }) => [id, principal]));
  for (const [principal, own] of groupBy(calls, (event) => principals.get(callerKeyId(event) ?? '') ?? principalArn(event.userIdentity))) {
    const all = merged(own, history.get(principal) ?? []);
    const addresses = [...new Set(own.map((event) => event.sourceIPAddress))].filter(isAddress);
    const places = separated(placesOf(all, await networkUse(engine, addresses, ownPrincipals(all)), locate));
    const usual = usualPlaces(places);
    const firstUseEver = ({ address }: Place): boolean => own[0]?.sourceIPAddress === address && wasMintedElsewhere(seeds, own, address);
    const away = awayFromMachines(places, issued);
    const suspicions = places.map((place) => suspicionOf(place, { usual, firstUseEver, away: away.get(place) ?? null }));
    const judged = verdicts(suspicions, usual, known);
    const charge = compromiseOf(suspicions, judged, new Set(own.map(({ eventID }) => eventID)));
    if (charge !== null) charges.push(charge);
    for (const [place, judgement] of judged) {
      if (judgement.actor === 'attacker' && place.share === null) attackerAddresses.add(place.address);
      if (place.share !== null) sharedAddresses.add(place.address);
      for (const event of place.events) bySigns.set(event.eventID, judgement);
    }
  }

  const ofSeeds = withMarks(bySigns, calls, marks);
  const judgeMinted = (origin: Origin, own: readonly CloudTrailEvent[]): Map<string, Judgement> => {
    if (origin.mint?.actor === 'attacker' && origin.mint.certainty !== 'indirect') {
      for (const { sourceIPAddress } of own) {
        if (isAddress(sourceIPAddress) && !known.isMine(sourceIPAddress) && !sharedAddresses.has(sourceIPAddress))
          attackerAddresses.add(sourceIPAddress);
      }
    }
    const stolen = origin.mint?.certainty === 'indirect' ? stolenFromMachine(origin, own) : new Map<string, string>();
    return new Map(
      own.map((event) => [event.eventID, judgementOfMinted(origin, event, attackerAddresses, known, stolen.get(event.sourceIPAddress))]),
    );
  };

  return {
    judge: async (origin, own) => (origin.depth === 0 ? ofSeeds : withMarks(judgeMinted(origin, own), own, marks)),
    attackerAddresses,
    compromise: compromiseWithMarks(charges.toSorted(gravestThenFirst)[0] ?? null, calls, ofSeeds, marks),
  };
}

/** What is merely possible hides nothing that is likely, though it began earlier. */
const gravestThenFirst = (a: Compromise, b: Compromise): number =>
  Number(a.certainty === 'possible') - Number(b.certainty === 'possible') || (a.since < b.since ? -1 : 1);

/** The machine that a credential was given to, by the record of its mint. */
function issuedTo({ id, mint }: Origin): [string, Machine][] {
  const machine = machineServedBy(mint);
  return machine === null ? [] : [[id, machine]];
}

/** Whether these are the calls of one key whose creation is in the data, and the creation came from another address; a service's is from none. */
function wasMintedElsewhere(seeds: readonly Origin[], calls: readonly CloudTrailEvent[], address: string): boolean {
  const ids = new Set(calls.map(callerKeyId));
  const [seed] = seeds.filter(({ id }) => ids.has(id));
  const from = seed?.mint?.event.userIdentity?.type === 'AWSService' ? undefined : seed?.mint?.event.sourceIPAddress;
  return ids.size === 1 && from !== undefined && isAddress(from) && from !== address;
}

const merged = (calls: readonly CloudTrailEvent[], more: readonly CloudTrailEvent[]): CloudTrailEvent[] =>
  [...new Map([...calls, ...more].map((event) => [event.eventID, event])).values()].toSorted(byTime);

/** The key's own user, and what the key made or assumed: they say nothing of who else uses an address. */
function ownPrincipals(events: readonly CloudTrailEvent[]): Set<string> {
  const own = new Set<string>();
  for (const event of events) {
    const change = principalChangeOf(event);
    const child = mintedBy(event, { actor: 'unknown', certainty: 'certain', rule: '' }, 1);
    const arns = [principalArn(event.userIdentity), change?.arn, child?.principal, textAt(event, 'requestParameters.roleArn')];
    for (const arn of arns) if (arn) own.add(arn);
    if (change?.kind === 'user') own.add(userArnIn(event, change.name));
  }
  return own;
}

/** Where the credentials of a machine that the attacker had to do with were used away from it, and what shows that. */
function stolenFromMachine(origin: Origin, own: readonly CloudTrailEvent[]): Map<string, string> {
  const places = placesOf(own, () => ({ principals: [], days: 0 }));
  const away = awayFromMachines(places, new Map(issuedTo(origin)));
  return new Map([...away].flatMap(([place, found]) => (isTakenAway(found) ? [[place.address, tellAway(found, place)]] : [])));
}

function judgementOfMinted(
  { mint }: Origin,
  event: CloudTrailEvent,
  attackerAddresses: ReadonlySet<string>,
  known: KnownAddresses,
  stolen: string | undefined,
): Judgement {
  if (known.isMine(event.sourceIPAddress)) return { actor: 'responder', why: `you named ${event.sourceIPAddress} as yours` };
  const accusal = known.accusal(event.sourceIPAddress);
  if (accusal !== null) return { actor: 'attacker', why: accusal };
  if (mint === null) return { actor: 'unknown', why: 'how the credential came to be is not in the data' };
  const how = `the credential comes from ${mint.event.eventName} (event ${mint.event.eventID})`;
  if (mint.certainty === 'indirect' && event.eventTime < mint.event.eventTime) {
    return { actor: 'owner', why: `${how}, which had not been made yet` };
  }
  if (mint.actor !== 'attacker') return { actor: 'unknown', why: `${how}, and whose that call was is not known` };
  if (mint.certainty !== 'indirect') return { actor: 'attacker', why: `${how}, which the attacker made` };
  if (attackerAddresses.has(event.sourceIPAddress)) return { actor: 'attacker', why: `${how}, and ${event.sourceIPAddress} is the attacker's` };
  if (stolen !== undefined) return { actor: 'attacker', why: `${how}, and ${stolen}` };
  return { actor: 'unknown', why: `${how}: the attacker can use it, and so can what or whom it was opened for` };
}
