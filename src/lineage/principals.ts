import { nameOfArn, parseArn } from '../core/arn.ts';
import type { CaseEdge } from '../core/case.ts';
import { credentialEndOf } from '../core/credential-end.ts';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import { type PrincipalChange, principalChangeOf } from '../core/principal-change.ts';
import { type Deed, followed, type Lineage, type Traced, type TracedPrincipal } from './lineage.ts';
import { roleArnIn, userArnIn } from './links.ts';

type Draft = { -readonly [Member in keyof TracedPrincipal]: TracedPrincipal[Member] } & { changedBy: Deed[] };

/**
 * The users and roles that own a credential of the lineage or that it made, assumed, changed or deleted, and every edge of the lineage.
 *
 * @param lives calls by anyone that make and delete users and roles
 */
export function linkPrincipals(credentials: readonly Traced[], lives: readonly CloudTrailEvent[]): Pick<Lineage, 'principals' | 'edges'> {
  const drafts = new Map<string, Draft>();
  const arns = knownArns(credentials);
  const edges: CaseEdge[] = credentials.flatMap(edgeOfMint);

  for (const credential of credentials) {
    const principal = arns.canonical(credential.principal);
    if (principal !== null) draftOf(drafts, principal, principalIdOf(credential));
    for (const event of followed(credential)) {
      const change = principalChangeOf(event);
      if (change !== null)
        edges.push(...record(draftOf(drafts, arns.of(change, event), change.principalId, change.kind), change, credential.id, event));
      const end = credentialEndOf(event);
      if (end?.state === 'deleted') edges.push(edge(credential.id, end.credential, 'deleted', event, 'certain', 'key of the caller'));
    }
  }
  for (const event of lives) {
    const change = principalChangeOf(event);
    const draft = change === null ? undefined : drafts.get(arns.of(change, event));
    if (change === null || draft === undefined || isNamesake(draft, change)) continue;
    const deed = { credential: callerKeyId(event), event };
    if (change.relation === 'created') draft.createdBy ??= deed;
    if (change.relation === 'deleted') draft.deletedBy ??= deed;
    draft.principalId ??= change.principalId;
  }
  return { principals: [...drafts.values()], edges: edges.toSorted(byEventThenTarget) };
}

/** Another user or role of the same name, made before or after: names are given again, ids never. */
const isNamesake = ({ principalId }: Draft, change: PrincipalChange): boolean =>
  principalId !== null && change.principalId !== null && principalId !== change.principalId;

/** The ARN behind a name. A user made under a path keeps it here, though later calls give only its name. */
function knownArns(credentials: readonly Traced[]) {
  const byName = new Map<string, string>();
  const learn = (arn: string | null): void => {
    const name = arn === null ? null : pathlessArn(arn);
    if (arn !== null && name !== null) byName.set(name, arn);
  };
  for (const { events } of credentials) {
    for (const event of events) {
      learn(principalArn(event.userIdentity));
      learn(principalChangeOf(event)?.arn ?? null);
    }
  }
  const canonical = (arn: string): string => byName.get(pathlessArn(arn) ?? arn) ?? arn;
  return {
    of: (change: PrincipalChange, event: CloudTrailEvent): string =>
      change.arn ?? canonical(change.kind === 'user' ? userArnIn(event, change.name) : roleArnIn(event, change.name)),
    canonical: (arn: string | null): string | null => (arn === null ? null : canonical(arn)),
  };
}

/** The ARN of a user or role without its path: what a name alone would give. */
function pathlessArn(arn: string): string | null {
  const parsed = parseArn(arn);
  const kind = /^(user|role)\//.exec(parsed?.resource ?? '')?.[1];
  return parsed === null || kind === undefined ? null : `${arn.slice(0, -parsed.resource.length)}${kind}/${nameOfArn(arn)}`;
}

function draftOf(drafts: Map<string, Draft>, arn: string, principalId: string | null, kind = kindOf(arn)): Draft {
  const draft = drafts.get(arn) ?? { arn, kind, principalId: null, createdBy: null, deletedBy: null, changedBy: [] };
  draft.principalId ??= principalId;
  drafts.set(arn, draft);
  return draft;
}

function kindOf(arn: string): TracedPrincipal['kind'] {
  const resource = parseArn(arn)?.resource ?? '';
  if (resource === 'root') return 'root';
  if (resource.startsWith('federated-user/')) return 'federated-user';
  return resource.startsWith('role/') || resource.startsWith('assumed-role/') ? 'role' : 'user';
}

/** Unique id of the user or role: of a role's session the issuer's, which outlives it. The issuer of a federated user is somebody else. */
function principalIdOf({ events }: Traced): string | null {
  const identity = events[0]?.userIdentity;
  if (identity?.type === 'FederatedUser') return identity.principalId ?? null;
  return identity?.sessionContext?.sessionIssuer?.principalId ?? identity?.principalId ?? null;
}

function record(draft: Draft, { relation }: PrincipalChange, credential: string, event: CloudTrailEvent): CaseEdge[] {
  const deed = { credential, event };
  if (relation === 'created') draft.createdBy ??= deed;
  else if (relation === 'deleted') draft.deletedBy ??= deed;
  else draft.changedBy.push(deed);
  return relation === 'changed' ? [] : [edge(credential, draft.arn, relation, event, 'certain', 'key of the caller')];
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

const byEventThenTarget = (a: CaseEdge, b: CaseEdge): number =>
  `${a.eventTime} ${a.eventId} ${a.to}` < `${b.eventTime} ${b.eventId} ${b.to}` ? -1 : 1;
