import type { Actor } from '../core/case.ts';
import { type CloudTrailEvent, succeeded } from '../core/event.ts';
import { textAt } from '../core/json.ts';
import type { EventStore } from './event-store.ts';
import { followedCalls, type Opening, type Origin, type Traced } from './lineage.ts';
import { mintedBy } from './links.ts';
import { type Fetch, fetchesIn, sessionsTaken } from './portal-sessions.ts';
import { timeOf } from './session-creation.ts';

/** A call after which a person of Identity Center may take sessions that he could not take before. */
interface Grant {
  readonly credential: Traced;
  readonly event: CloudTrailEvent;
  readonly actor: Actor;
  /** Id of the person in the directory. */
  readonly user: string;
  /** The account in which; null for what a group may, which the record does not say. */
  readonly account: string | null;
}

const RULE = 'session that the caller let a person of Identity Center take';

/**
 * The sessions that people took from Identity Center's portal because the caller gave them a permission set in an account, or put them into a group.
 * A permission set that the person had taken in that account before needs no such call. What is given to a group is not followed to its members.
 */
export async function assignedSessions(
  store: EventStore,
  generation: readonly Traced[],
): Promise<{ children: readonly Origin[]; openings: readonly Opening[] }> {
  const grants = generation.flatMap((credential) => followedCalls(credential).flatMap((call) => grantOf(credential, call)));
  if (grants.length === 0) return { children: [], openings: [] };
  const fetches = fetchesIn(await store.portalCalls({ users: [...new Set(grants.map(({ user }) => user))], seconds: [] }));
  const taken = fetches.flatMap((fetch) => {
    const grant = grants.findLast((one) => allows(one, fetch) && !fetches.some((earlier) => isSame(earlier, fetch) && !isAfter(earlier, one)));
    return grant === undefined ? [] : [{ grant, fetch }];
  });
  const sessions = await sessionsTaken(
    store,
    taken.map(({ fetch }) => fetch),
  );
  const opened = taken.flatMap(({ grant, fetch }) => {
    const child = sessionOf(grant, sessions.get(fetch)?.mint?.event ?? fetch.event);
    return child === null ? [] : [{ child, event: fetch.event }];
  });
  return {
    children: opened.map(({ child }) => child),
    openings: opened.map(({ child, event }) => ({ event, credential: child.id })),
  };
}

/** Source: Identity Center and identity store API references; records of real trails. */
function grantOf(credential: Traced, { event, actor }: { event: CloudTrailEvent; actor: Actor }): Grant[] {
  if (!succeeded(event)) return [];
  const { eventSource, eventName } = event;
  if (eventSource === 'sso.amazonaws.com' && eventName === 'CreateAccountAssignment') {
    const [user, account] = [textAt(event, 'requestParameters.principalId'), textAt(event, 'requestParameters.targetId')];
    const isPerson = textAt(event, 'requestParameters.principalType') !== 'GROUP';
    return user !== null && account !== null && isPerson ? [{ credential, event, actor, user, account }] : [];
  }
  if (eventSource === 'identitystore.amazonaws.com' && eventName === 'CreateGroupMembership') {
    const user = textAt(event, 'requestParameters.memberId.userId');
    return user === null ? [] : [{ credential, event, actor, user, account: null }];
  }
  return [];
}

const isAfter = ({ event: fetch }: Fetch, { event }: Grant): boolean => timeOf(fetch) >= timeOf(event);

const allows = (grant: Grant, fetch: Fetch): boolean =>
  grant.user === fetch.user && (grant.account === null || grant.account === fetch.account) && isAfter(fetch, grant);

const isSame = (one: Fetch, other: Fetch): boolean =>
  one.user === other.user && one.account === other.account && one.permissionSet === other.permissionSet;

const sessionOf = ({ credential, actor }: Grant, event: CloudTrailEvent): Origin | null =>
  mintedBy(event, { credential: credential.id, actor, certainty: 'indirect', rule: RULE }, credential.depth + 1);
