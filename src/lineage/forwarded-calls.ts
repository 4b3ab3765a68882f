import { isLongTermKeyId } from '../core/access-key-id.ts';
import { type CloudTrailEvent, callerKeyId } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import type { EventStore } from './event-store.ts';
import { callerArnsOf, type ForwardedCall, type Traced, type Unexplained } from './lineage.ts';
import { creationOf, secondsAround, timeOf } from './session-creation.ts';

/** The call that made a service act on lies so long before its first forwarded call at most, and so little after it by the clocks. Measured on real trails. */
const BEFORE_MS = 12_000;
const AFTER_MS = 2_000;

/** What services did in the name of credentials, by the credential's id, and keys of services that cannot be tied to one credential. */
export interface ForwardedCalls {
  readonly byCredential: ReadonlyMap<string, readonly ForwardedCall[]>;
  readonly unexplained: readonly Unexplained[];
}

/**
 * Calls that services made in the name of these credentials (KMS for Secrets Manager, IAM for CloudFormation), under keys of their own whose every use
 * carries `invokedBy`. No event mints such a key. Its parent is the key of the same ARN that called at that moment, where only one did.
 */
export async function forwardedCalls(store: EventStore, generation: readonly Traced[]): Promise<ForwardedCalls> {
  const calls = await store.forwardedCalls([...new Set(generation.flatMap(callerArnsOf))]);
  const keys = [...groupBy(calls, (event) => callerKeyId(event) ?? '').values()];
  const minutes = keys.flatMap(([first]) => (first === undefined ? [] : secondsBefore(first).map((second) => second.slice(0, 16))));
  const arns = [...new Set(keys.flatMap(([first]) => first?.userIdentity?.arn ?? []))];
  const direct = groupBy(await store.directCalls(arns, [...new Set(minutes)]), secondOf);
  const usedDirectly = new Set([...direct.values()].flat().map(callerKeyId));
  const traced = new Map(generation.map((credential) => [credential.id, credential]));

  const byCredential = new Map<string, ForwardedCall[]>();
  const unexplained: Unexplained[] = [];
  for (const uses of keys) {
    const [first] = uses;
    const id = first === undefined ? null : callerKeyId(first);
    if (first === undefined || id === null || traced.has(id) || usedDirectly.has(id)) continue;
    const parents = parentsOf(first, direct);
    const known = parents.flatMap((parent) => traced.get(parent) ?? []);
    const [parent] = known;
    if (parent === undefined) continue;
    if (parents.length > 1 && !areOneSession(known, parents)) {
      const why = `a service used it in the name of ${parents.join(' or ')}, which called at the same moment`;
      unexplained.push({ id, principal: first.userIdentity?.arn ?? null, event: first, why });
      continue;
    }
    byCredential.set(parent.id, [...(byCredential.get(parent.id) ?? []), ...uses.map((event) => forwardedFor(parent, event))]);
  }
  return { byCredential, unexplained };
}

/** `2026-01-07T02:25:18` */
const secondOf = ({ eventTime }: CloudTrailEvent): string => eventTime.slice(0, 19);

/** The seconds in which the call may lie that caused this one. */
const secondsBefore = (first: CloudTrailEvent): string[] => secondsAround(timeOf(first), BEFORE_MS, AFTER_MS);

/** Ids of the keys of the same ARN that called when the service began; the one that called last before it, first. */
function parentsOf(first: CloudTrailEvent, direct: ReadonlyMap<string, readonly CloudTrailEvent[]>): string[] {
  const created = creationOf(first);
  // A long-term key has no session: the service's key is made for the call. Of a session it keeps the date.
  const isFresh = created >= timeOf(first) - BEFORE_MS;
  const candidates = secondsBefore(first)
    .flatMap((second) => direct.get(second) ?? [])
    .filter((event) => {
      if (event.userIdentity?.arn !== first.userIdentity?.arn) return false;
      return isLongTermKeyId(callerKeyId(event) ?? '') ? isFresh && timeOf(event) >= created - AFTER_MS : creationOf(event) === created;
    });
  return [...new Set(candidates.toReversed().flatMap((event) => callerKeyId(event) ?? []))];
}

/** The keys of one console session, which are many: whichever of them called, it is the same session. */
const areOneSession = (known: readonly Traced[], parents: readonly string[]): boolean =>
  known.length === parents.length &&
  known.every(({ kind, mint }) => kind === 'console-session' && mint?.event.eventID === known[0]?.mint?.event.eventID);

function forwardedFor(parent: Traced, event: CloudTrailEvent): ForwardedCall {
  const actor = actorBehind(event, parent);
  const why = `${event.userIdentity?.invokedBy ?? 'a service'} made the call in the name of ${parent.id}`;
  // What a service changes, as CloudFormation does, is what the caller wanted; what it reads is its own business.
  return { event, actor, judgement: { actor: event.readOnly === false ? actor : 'aws', why } };
}

/** The actor of the last call of the parent up to this one. */
function actorBehind(event: CloudTrailEvent, { events, judgements }: Traced): ForwardedCall['actor'] {
  const cause = events.findLast((call) => timeOf(call) <= timeOf(event) + AFTER_MS) ?? events[0];
  return judgements.get(cause?.eventID ?? '')?.actor ?? 'unknown';
}
