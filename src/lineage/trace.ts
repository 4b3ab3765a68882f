import { isAccessKeyId } from '../core/access-key-id.ts';
import { credentialEndOf } from '../core/credential-end.ts';
import { type CloudTrailEvent, callerKeyId } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { principalChangeOf } from '../core/principal-change.ts';
import { consoleSessionsOf } from './console-sessions.ts';
import type { EventStore } from './event-store.ts';
import { followed, type Judge, type Lineage, type Origin, type Traced } from './lineage.ts';
import { launchedSessionNames, mintedBy } from './links.ts';
import { linkPrincipals } from './principals.ts';
import { unmintedKeys } from './unminted-keys.ts';

type Opening = Lineage['openings'][number];

/** What the credentials of one round brought forth. */
interface Offspring {
  readonly children: Origin[];
  readonly notFollowed: Origin[];
  readonly openings: Opening[];
}

/**
 * Follows credentials from the seeds to everything that descends from them: a generation a round, until no new credential appears.
 * A credential is visited once, so cycles end, and depth costs a query each.
 *
 * @param seeds depth 0; their own mint is told but not followed upwards
 * @param judge whose call each event was; what the owner's calls minted is named in `notFollowed` and left there
 */
export async function traceLineage(store: EventStore, seeds: readonly Origin[], judge: Judge): Promise<Lineage> {
  const traced = new Map<string, Traced>();
  const notFollowed: Origin[] = [];
  const openings: Opening[] = [];
  let frontier: readonly Origin[] = seeds;
  while (frontier.length > 0) {
    const generation = await visit(store, frontier, judge);
    for (const credential of generation) traced.set(credential.id, credential);
    const offspring = await offspringOf(store, generation);
    notFollowed.push(...offspring.notFollowed);
    openings.push(...offspring.openings);
    frontier = unseen(offspring.children, traced);
    // Keys whose mint is not in the data are looked for last: a key found by its mint is better explained.
    if (frontier.length === 0) frontier = unseen(await unmintedKeys(store, [...traced.values()]), traced);
  }
  const credentials = [...traced.values()];
  const lives = await store.lives();
  return { credentials, ...linkPrincipals(credentials, lives), openings, ends: lastEnds(lives), notFollowed };
}

async function visit(store: EventStore, frontier: readonly Origin[], judge: Judge): Promise<Traced[]> {
  const byKey = groupBy(await store.byKeys(frontier.map(({ id }) => id).filter(isAccessKeyId)), (event) => callerKeyId(event) ?? '');
  return Promise.all(
    frontier.map(async (origin) => {
      const events = byKey.get(origin.id) ?? [];
      return { ...origin, events, judgements: await judge(origin, events) };
    }),
  );
}

async function offspringOf(store: EventStore, generation: readonly Traced[]): Promise<Offspring> {
  const result: Offspring = { children: [], notFollowed: [], openings: [] };
  for (const credential of generation) {
    for (const event of credential.events) {
      const actor = credential.judgements.get(event.eventID)?.actor ?? 'unknown';
      const child = mintedBy(event, { actor, certainty: 'certain', rule: 'key of the caller' }, credential.depth + 1);
      if (child !== null) (actor === 'owner' ? result.notFollowed : result.children).push(child);
    }
    const keyless = await keylessSessions(store, credential);
    const console = await consoleSessionsOf(store, credential);
    result.children.push(...keyless.map(({ child }) => child), ...console.sessions);
    result.openings.push(...keyless.map(({ event, child }) => ({ event, credential: child.id })), ...console.openings);
  }
  return result;
}

/** Sessions that a service opened for what this credential launched, or that anyone without a key opened of a role which it made. */
async function keylessSessions(store: EventStore, credential: Traced): Promise<{ event: CloudTrailEvent; child: Origin }[]> {
  const launches = new Map<string, CloudTrailEvent>();
  const roles = new Map<string, CloudTrailEvent>();
  for (const event of followed(credential)) {
    for (const name of launchedSessionNames(event)) launches.set(name, event);
    const change = principalChangeOf(event);
    if (change?.relation === 'created' && change.kind === 'role' && change.arn !== null) roles.set(change.arn, event);
  }
  const events = await store.keylessAssumptions([...roles.keys()], [...launches.keys()]);
  return events.flatMap((event) => {
    const request = event.requestParameters ?? {};
    const cause = launches.get(String(request['roleSessionName'])) ?? roles.get(String(request['roleArn']));
    if (cause === undefined) return [];
    const actor = credential.judgements.get(cause.eventID)?.actor ?? 'unknown';
    const rule = launches.has(String(request['roleSessionName'])) ? 'session of what the caller launched' : 'session of a role the caller made';
    const child = mintedBy(event, { credential: credential.id, actor, certainty: 'indirect', rule }, credential.depth + 1);
    return child === null ? [] : [{ event, child }];
  });
}

function lastEnds(lives: readonly CloudTrailEvent[]): Lineage['ends'] {
  return new Map(
    lives.flatMap((event) => {
      const end = credentialEndOf(event);
      return end === null ? [] : [[end.credential, { end, event }] as const];
    }),
  );
}

function unseen(origins: readonly Origin[], seen: ReadonlyMap<string, Traced>): Origin[] {
  const fresh = new Map<string, Origin>();
  for (const origin of origins) if (!seen.has(origin.id) && !fresh.has(origin.id)) fresh.set(origin.id, origin);
  return [...fresh.values()];
}
