import { isAccessKeyId } from '../core/access-key-id.ts';
import type { Certainty } from '../core/case.ts';
import { credentialEndOf } from '../core/credential-end.ts';
import { byTime, type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { assignedSessions } from './assigned-sessions.ts';
import { explainBetter, withDepths } from './better-explained.ts';
import { callsAbroad } from './calls-abroad.ts';
import { consoleSessions } from './console-sessions.ts';
import { nameCutSessions } from './cut-sessions.ts';
import { delegatedSessions } from './delegated-sessions.ts';
import type { EventStore } from './event-store.ts';
import { forwardedCalls } from './forwarded-calls.ts';
import { endKeyOf, type Judge, type Judgement, type Lineage, type Opening, type Origin, type Traced, type Unexplained } from './lineage.ts';
import { accountOf } from './links.ts';
import { mintedByCalls } from './minted-by-calls.ts';
import { orderedLaunches } from './ordered-launches.ts';
import { portalCalls } from './portal-sessions.ts';
import { linkPrincipals } from './principals.ts';
import { reachOf } from './reach.ts';
import { unmintedKeys } from './unminted-keys.ts';

/** What the credentials of one round brought forth. */
interface Offspring {
  readonly children: readonly Origin[];
  readonly notFollowed: readonly Origin[];
  readonly openings: readonly Opening[];
}

/**
 * Follows credentials from the seeds to everything that descends from them: a generation a round, until no new credential appears.
 * A credential is visited once, so cycles end, and each question is asked once for a generation, however many credentials it has.
 *
 * @param seeds depth 0; their own mint is told but not followed upwards
 * @param judge whose call each event was; what the owner's calls minted is named in `notFollowed` and left there
 */
export async function traceLineage(store: EventStore, seeds: readonly Origin[], judge: Judge): Promise<Lineage> {
  const traced = new Map<string, Traced>();
  const guessed = new Set<string>();
  const minted: Origin[] = [];
  const notFollowed: Origin[] = [];
  const openings: Opening[] = seeds.flatMap(({ id, mint }) =>
    mint !== null && mint.credential === null ? [{ event: mint.event, credential: id }] : [],
  );
  const unexplained: Unexplained[] = [];
  let frontier: readonly Origin[] = seeds;
  while (frontier.length > 0) {
    const generation = await visit(store, frontier, judge, unexplained);
    for (const credential of generation) traced.set(credential.id, credential);
    const offspring = await offspringOf(store, generation);
    const portal = await portalCalls(store, generation);
    minted.push(...offspring.children);
    notFollowed.push(...offspring.notFollowed);
    openings.push(...offspring.openings, ...portal.openings);
    unexplained.push(...portal.unexplained);
    explainBetter(traced, guessed, offspring.children);
    frontier = unseen(offspring.children, traced);
    // Keys whose mint is not in the data are looked for last: a key found by its mint is better explained.
    if (frontier.length > 0) continue;
    const unminted = await unmintedKeys(store, [...traced.values()]);
    frontier = unseen(unminted.keys, traced);
    for (const { id } of frontier) guessed.add(id);
    unexplained.push(...unminted.unexplained);
  }
  const credentials = withDepths(traced);
  unexplained.push(...(await callsAbroad(store, credentials)));
  const lives = await store.lives(reachOf(credentials));
  return {
    credentials,
    ...linkPrincipals(credentials, lives),
    openings,
    ends: lastEnds(lives),
    renewals: lastMints(minted),
    notFollowed: notFollowed.filter(({ id }) => !traced.has(id)),
    unexplained: [...new Map(unexplained.map((one) => [one.id, one])).values()].filter(
      ({ id }) => !traced.has(id) && !notFollowed.some((own) => own.id === id),
    ),
  };
}

/** Fetches the calls of these credentials, by themselves and through services. */
async function visit(store: EventStore, frontier: readonly Origin[], judge: Judge, unexplained: Unexplained[]): Promise<Traced[]> {
  const byKey = groupBy(await store.byKeys(frontier.map(({ id }) => id).filter(isAccessKeyId)), (event) => callerKeyId(event) ?? '');
  const generation = await Promise.all(
    frontier.map(async (origin): Promise<Traced> => {
      const events = byKey.get(origin.id) ?? [];
      // Not every record of a mint says whom the child acts as; its uses do.
      const principal = origin.principal ?? events.map(({ userIdentity }) => principalArn(userIdentity)).find((arn) => arn !== null) ?? null;
      return { ...origin, principal, events, forwarded: [], judgements: await judge(origin, events) };
    }),
  );
  const calls = await forwardedCalls(store, generation);
  unexplained.push(...calls.unexplained);
  const withCalls = generation.map((credential) => withForwarded(credential, calls.byCredential.get(credential.id) ?? []));
  const launches = await orderedLaunches(store, withCalls);
  return withCalls.map((credential) => withForwarded(credential, distinct(credential.forwarded, launches.get(credential.id) ?? [])));
}

/** CloudFormation launches in the caller's name, from templates that it made in the caller's name. */
const distinct = (known: Traced['forwarded'], more: Traced['forwarded']): Traced['forwarded'] => [
  ...known,
  ...more.filter(({ event }) => known.every((one) => one.event.eventID !== event.eventID)),
];

function withForwarded(credential: Traced, forwarded: Traced['forwarded']): Traced {
  if (forwarded.length === 0) return credential;
  const byServices = forwarded.map(({ event, judgement }): [string, Judgement] => [event.eventID, judgement]);
  return { ...credential, forwarded, judgements: new Map([...credential.judgements, ...byServices]) };
}

async function offspringOf(store: EventStore, generation: readonly Traced[]): Promise<Offspring> {
  const { children, notFollowed } = mintedByCalls(generation);
  const delegated = await delegatedSessions(store, generation);
  const assigned = await assignedSessions(store, generation);
  const console = await consoleSessions(store, generation);
  const owners = new Set(notFollowed.map(({ id }) => id));
  const named = await nameCutSessions(store, [...children, ...delegated.children, ...assigned.children]);
  return {
    // The record in the other account of what the owner did is the owner's, too.
    children: [...named, ...console.children].filter(({ id }) => !owners.has(id)),
    notFollowed,
    openings: [...delegated.openings, ...assigned.openings, ...console.openings].filter(({ credential }) => !owners.has(credential)),
  };
}

function lastEnds(lives: readonly CloudTrailEvent[]): Lineage['ends'] {
  return new Map(
    lives.flatMap((event) => {
      const end = credentialEndOf(event);
      return end === null ? [] : [[endKeyOf(end.credential, accountOf(event)), { end, event }] as const];
    }),
  );
}

function lastMints(minted: readonly Origin[]): Lineage['renewals'] {
  const mints = minted.flatMap(({ id, mint }) => (mint === null ? [] : [{ id, event: mint.event }]));
  return new Map(mints.toSorted((a, b) => byTime(a.event, b.event)).map(({ id, event }) => [id, event]));
}

const rank: Readonly<Record<Certainty, number>> = { certain: 0, strong: 1, indirect: 2 };

/** Credentials that are new, each once: where several records tell of one, by the surest, then the first. */
function unseen(origins: readonly Origin[], seen: ReadonlyMap<string, Traced>): Origin[] {
  const fresh = new Map<string, Origin>();
  for (const origin of origins) {
    const known = fresh.get(origin.id);
    if (!seen.has(origin.id) && (known === undefined || isSurer(origin, known))) fresh.set(origin.id, origin);
  }
  return [...fresh.values()];
}

function isSurer({ mint }: Origin, { mint: known }: Origin): boolean {
  if (mint === null || known === null) return mint !== null;
  return rank[mint.certainty] - rank[known.certainty] < 0 || (mint.certainty === known.certainty && byTime(mint.event, known.event) < 0);
}
