import { networkUse } from '../../baseline/network-use.ts';
import type { Compromise } from '../../core/case.ts';
import { type CloudTrailEvent, principalArn } from '../../core/event.ts';
import { textAt } from '../../core/json.ts';
import { principalChangeOf } from '../../core/principal-change.ts';
import { isAddress } from '../../core/source-address.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import type { Judge, Judgement, Origin } from '../../lineage/lineage.ts';
import { mintedBy, userArnIn } from '../../lineage/links.ts';
import { type Place, placesOf } from './place.ts';
import { suspicionOf } from './signals.ts';
import { compromiseOf, isUsual, verdicts } from './verdict.ts';

/** Tells the attacker's use of credentials from the owner's, and remembers what it saw. */
export interface Court {
  readonly judge: Judge;
  /** Addresses that are the attacker's, by what was judged so far. */
  readonly attackerAddresses: ReadonlySet<string>;
  /** When use by somebody else began; null when nothing speaks for it. */
  compromise(): Compromise | null;
}

/**
 * Judges a leaked key address by address: what is usual for it and for its colleagues is the owner's, what shows the signs of an intruder is the
 * attacker's, and the rest is unknown. What an intruder minted is the intruder's; only the sessions of machines may have two users.
 *
 * @param attackerAddresses known from an earlier look at the same lineage
 */
export function openCourt(engine: SqlEngine, knownAddresses: ReadonlySet<string> = new Set()): Court {
  const attackerAddresses = new Set(knownAddresses);
  const charges: Compromise[] = [];

  const judgeSeed = async (origin: Origin, events: readonly CloudTrailEvent[]): Promise<Map<string, Judgement>> => {
    const addresses = [...new Set(events.map((event) => event.sourceIPAddress))].filter(isAddress);
    const places = placesOf(events, await networkUse(engine, origin.id, addresses, ownPrincipals(events)));
    const usual = places.filter(isUsual);
    const firstUseEver = (place: Place): boolean =>
      origin.mint !== null && place === places[0] && origin.mint.event.sourceIPAddress !== place.address;
    const suspicions = places.map((place) => suspicionOf(place, { usual, firstUseEver }));
    const charge = compromiseOf(suspicions, usual);
    if (charge !== null) charges.push(charge);
    const judged = [...verdicts(suspicions, usual, attackerAddresses)];
    for (const [place, { actor }] of judged) if (actor === 'attacker') attackerAddresses.add(place.address);
    return new Map(judged.flatMap(([place, judgement]) => place.events.map((event) => [event.eventID, judgement])));
  };

  const judgeMinted = (origin: Origin, events: readonly CloudTrailEvent[]): Map<string, Judgement> => {
    if (origin.mint?.actor === 'attacker' && origin.mint.certainty !== 'indirect') {
      for (const { sourceIPAddress } of events) if (isAddress(sourceIPAddress)) attackerAddresses.add(sourceIPAddress);
    }
    return new Map(events.map((event) => [event.eventID, judgementOfMinted(origin, event, attackerAddresses)]));
  };

  return {
    judge: async (origin, events) => (origin.depth === 0 ? judgeSeed(origin, events) : judgeMinted(origin, events)),
    attackerAddresses,
    compromise: () => charges.toSorted((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null,
  };
}

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

function judgementOfMinted({ mint }: Origin, event: CloudTrailEvent, attackerAddresses: ReadonlySet<string>): Judgement {
  if (mint === null) return { actor: 'unknown', why: 'how the credential came to be is not in the data' };
  const how = `the credential comes from ${mint.event.eventName} (event ${mint.event.eventID})`;
  if (mint.actor !== 'attacker') return { actor: 'unknown', why: `${how}, and whose that call was is not known` };
  if (mint.certainty !== 'indirect') return { actor: 'attacker', why: `${how}, which the attacker made` };
  if (attackerAddresses.has(event.sourceIPAddress)) return { actor: 'attacker', why: `${how}, and ${event.sourceIPAddress} is the attacker's` };
  return { actor: 'unknown', why: `${how}: the machine itself and the attacker can both use it` };
}
