import type { CaseEdge } from '../core/case.ts';
import { credentialEndOf } from '../core/credential-end.ts';
import { type CloudTrailEvent, principalArn } from '../core/event.ts';
import { textAt } from '../core/json.ts';
import { principalChangeOf } from '../core/principal-change.ts';
import { followed, type Lineage, type Traced } from './lineage.ts';
import { type Life, type Moment, type PrincipalLives, principalLives } from './principal-lives.ts';
import { timeOf } from './session-creation.ts';

/**
 * The users and roles that own a credential of the lineage or that it made, assumed, changed or deleted, who owns which credential, and every edge of
 * the lineage.
 *
 * @param births calls by anyone that make and delete users and roles
 */
export function linkPrincipals(credentials: readonly Traced[], births: readonly CloudTrailEvent[]): Pick<Lineage, 'principals' | 'owners' | 'edges'> {
  const lives = principalLives(
    births,
    credentials.flatMap(({ events }) => events),
  );
  const met = new Set<Life>();
  const owners = new Map<string, Life>();
  const edges: CaseEdge[] = credentials.flatMap(edgeOfMint);
  for (const credential of credentials) {
    const owner = ownerOf(credential, lives);
    if (owner !== null) {
      owners.set(credential.id, owner);
      met.add(owner);
    }
    for (const event of followed(credential)) {
      const changed = recordChange(credential, event, lives, edges);
      if (changed !== null) met.add(changed);
      const end = credentialEndOf(event);
      if (end?.state === 'deleted') edges.push(edge(credential.id, end.credential, 'deleted', event, 'certain', 'key of the caller'));
    }
  }
  return { principals: [...met], owners, edges: edges.toSorted(byEventThenTarget) };
}

function ownerOf(credential: Traced, lives: PrincipalLives): Life | null {
  const first = credential.mint?.event ?? credential.events[0];
  if (credential.principal === null) return null;
  return lives.of(credential.principal, { time: first === undefined ? Number.NaN : timeOf(first), principalId: principalIdOf(credential) });
}

/** Unique id of the user or role: of a role's session the issuer's, which outlives it. The issuer of a federated user is somebody else. */
function principalIdOf({ events, mint, principal }: Traced): Moment['principalId'] {
  const identity = events.find(({ userIdentity }) => principalArn(userIdentity) === principal)?.userIdentity ?? events[0]?.userIdentity;
  if (identity === undefined) return textAt(mint?.event.responseElements, 'assumedRoleUser.assumedRoleId')?.split(':')[0] ?? null;
  if (identity.type === 'FederatedUser') return identity.principalId ?? null;
  return identity.sessionContext?.sessionIssuer?.principalId ?? identity.principalId ?? null;
}

/** Notes what a call did to a user or role. Returns whom it was done to. */
function recordChange({ id }: Traced, event: CloudTrailEvent, lives: PrincipalLives, edges: CaseEdge[]): Life | null {
  const change = principalChangeOf(event);
  if (change === null) return null;
  const life = lives.ofChange(change, event);
  const deed = { credential: id, event };
  if (change.relation === 'created') life.createdBy = deed;
  else if (change.relation === 'deleted') life.deletedBy = deed;
  else life.changedBy.push(deed);
  if (change.relation !== 'changed') edges.push(edge(id, life.arn, change.relation, event, 'certain', 'key of the caller'));
  return life;
}

function edgeOfMint({ id, depth, mint }: Traced): CaseEdge[] {
  if (mint === null || mint.credential === null || depth === 0) return [];
  return [edge(mint.credential, id, mint.relation, mint.event, mint.certainty, mint.rule)];
}

const edge = (
  from: string,
  to: string,
  relation: CaseEdge['relation'],
  event: CloudTrailEvent,
  certainty: CaseEdge['certainty'],
  rule: string,
): CaseEdge => ({ from, to, relation, eventId: event.eventID, eventName: event.eventName, eventTime: event.eventTime, certainty, rule });

/** The order of edges. */
export const byEventThenTarget = (a: CaseEdge, b: CaseEdge): number =>
  `${a.eventTime} ${a.eventId} ${a.to}` < `${b.eventTime} ${b.eventId} ${b.to}` ? -1 : 1;
