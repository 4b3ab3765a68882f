import { nameOfArn, parseArn } from '../core/arn.ts';
import { byTime, type CloudTrailEvent } from '../core/event.ts';
import { type PortalFetch, permissionSetOf, portalFetchOf, portalUserOf } from '../core/identity-center.ts';
import { textAt } from '../core/json.ts';
import type { EventStore } from './event-store.ts';
import { followed, type Opening, type Origin, type Traced, type Unexplained } from './lineage.ts';
import { accountOf, mintedBy } from './links.ts';
import { creationOf, secondsAround, timeOf } from './session-creation.ts';

/** Portal and session are stamped so far apart at most. */
const NEAR_MS = 2_000;
/** So long before a session was taken the person signed in at most, unless the organization chose another length. Source: Identity Center user guide. */
const SIGNED_IN_MS = 8 * 3_600_000;

/** A session of one of Identity Center's roles: by the record that opened it, or by its uses. */
interface ReservedSession {
  readonly credential: string;
  readonly account: string;
  readonly permissionSet: string;
  readonly sessionName: string | null;
  readonly opened: number;
}

/** What a person took from the portal, and the record of it. */
export interface Fetch extends PortalFetch {
  readonly event: CloudTrailEvent;
}

/** Those of these events by which somebody took a session. */
export const fetchesIn = (events: readonly CloudTrailEvent[]): Fetch[] =>
  events.flatMap((event) => {
    const fetched = portalFetchOf(event);
    return fetched === null ? [] : [{ ...fetched, event }];
  });

/**
 * The calls to Identity Center's portal that took these sessions, with the sign-ins before them, and what the same person took from the same place
 * beside them: whose that was cannot be told. The portal's record names no session, so it is joined by account, permission set, name and second.
 */
export async function portalCalls(
  store: EventStore,
  generation: readonly Traced[],
): Promise<{ openings: readonly Opening[]; unexplained: readonly Unexplained[] }> {
  const sessions = generation.flatMap(reservedSessionOf);
  if (sessions.length === 0) return { openings: [], unexplained: [] };
  const near = fetchesIn(await store.portalCalls({ users: [], seconds: sessions.flatMap(({ opened }) => secondsAround(opened, NEAR_MS)) }));
  const taken = sessions.flatMap((session) => {
    const fetches = near.filter((fetch) => isOf(fetch, session));
    // Two people who take the same role in one second cannot be told apart where the portal tells no names.
    return new Set(fetches.map(({ user }) => user)).size === 1 ? fetches.map((fetch) => ({ fetch, credential: session.credential })) : [];
  });
  const calls = taken.length === 0 ? [] : await store.portalCalls({ users: [...new Set(taken.map(({ fetch }) => fetch.user))], seconds: [] });
  const openings = taken.flatMap(({ fetch, credential }) =>
    calls.filter((event) => event.eventID === fetch.event.eventID || signedInFor(fetch, event)).map((event) => ({ event, credential })),
  );
  const known = new Set(taken.map(({ fetch }) => fetch.event.eventID));
  const foreign = new Set(generation.filter((credential) => followed(credential).length > 0).map(({ id }) => id));
  const besides = fetchesIn(calls).filter(
    ({ event }) =>
      !known.has(event.eventID) && taken.some(({ fetch, credential }) => foreign.has(credential) && isFromTheSamePlace(fetch.event, event)),
  );
  return { openings, unexplained: await unexplainedBy(store, besides) };
}

function reservedSessionOf({ id, principal, events, mint, kind }: Traced): ReservedSession[] {
  const permissionSet = permissionSetOf(principal ?? '');
  const account = parseArn(principal ?? '')?.accountId;
  if (permissionSet === null || account === undefined || kind === 'console-session') return [];
  const [first] = events;
  const opened = mint === null ? (first === undefined ? Number.NaN : creationOf(first)) : timeOf(mint.event);
  const sessionName =
    mint === null ? (first?.userIdentity?.principalId?.split(':')[1] ?? null) : textAt(mint.event, 'requestParameters.roleSessionName');
  return Number.isNaN(opened) ? [] : [{ credential: id, account, permissionSet, sessionName, opened }];
}

const isOf = ({ account, permissionSet, userName, event }: Fetch, session: ReservedSession): boolean =>
  account === session.account &&
  permissionSet === session.permissionSet &&
  (userName === null || session.sessionName === null || userName === session.sessionName) &&
  Math.abs(timeOf(event) - session.opened) <= NEAR_MS;

/** Whether a call signed the person in, so that the session could be taken. */
const signedInFor = ({ event: fetch, user }: Fetch, event: CloudTrailEvent): boolean =>
  portalUserOf(event) === user && portalFetchOf(event) === null && byTime(event, fetch) <= 0 && timeOf(event) >= timeOf(fetch) - SIGNED_IN_MS;

/** The same token, or the same address. */
const isFromTheSamePlace = (one: CloudTrailEvent, other: CloudTrailEvent): boolean =>
  one.sourceIPAddress === other.sourceIPAddress ||
  (one.userIdentity?.credentialId !== undefined && one.userIdentity.credentialId === other.userIdentity?.credentialId);

async function unexplainedBy(store: EventStore, fetches: readonly Fetch[]): Promise<Unexplained[]> {
  const sessions = await sessionsTaken(store, fetches);
  return fetches.map((fetch) => {
    const session = sessions.get(fetch);
    return {
      id: session?.id ?? `a session of ${fetch.permissionSet} in account ${fetch.account}`,
      principal: session?.principal ?? null,
      event: fetch.event,
      why: `the same person took it from Identity Center's portal, at ${fetch.event.sourceIPAddress}`,
    };
  });
}

/** Gives the sessions that were taken from the portal their ids, where one record alone can be that of the session. Others keep their place. */
export async function namePortalSessions(store: EventStore, origins: readonly Origin[]): Promise<Origin[]> {
  const fetches = fetchesIn(origins.flatMap(({ cut, mint }) => (cut && mint !== null ? mint.event : [])));
  const sessions = await sessionsTaken(store, fetches);
  return origins.map((origin) => {
    const fetch = fetches.find(({ event }) => event.eventID === origin.mint?.event.eventID);
    const session = fetch === undefined ? undefined : sessions.get(fetch);
    return session === undefined ? origin : { ...session, depth: origin.depth };
  });
}

/** The session that each of these took, where the record of one alone can be that of it. */
export async function sessionsTaken(store: EventStore, fetches: readonly Fetch[]): Promise<Map<Fetch, Origin>> {
  if (fetches.length === 0) return new Map();
  const openings = await store.samlSessions(fetches.flatMap(({ event }) => secondsAround(timeOf(event), NEAR_MS)));
  return new Map(
    fetches.flatMap((fetch): [Fetch, Origin][] => {
      const possible = openings.filter((opening) => isSessionOf(fetch, opening));
      const [only] = possible;
      const rule = "session of the permission set that was taken from Identity Center's portal in that second";
      const session = only === undefined || possible.length > 1 ? null : mintedBy(only, { actor: 'unknown', certainty: 'strong', rule }, 0);
      return session === null ? [] : [[fetch, session]];
    }),
  );
}

function isSessionOf({ event, account, permissionSet, userName }: Fetch, opening: CloudTrailEvent): boolean {
  const role = textAt(opening, 'requestParameters.roleArn') ?? '';
  return (
    accountOf(opening) === account &&
    permissionSetOf(nameOfArn(role)) === permissionSet &&
    (userName === null || textAt(opening, 'requestParameters.roleSessionName') === userName) &&
    Math.abs(timeOf(opening) - timeOf(event)) <= NEAR_MS
  );
}
