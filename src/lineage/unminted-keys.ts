import { isAccessKeyId, isLongTermKeyId } from '../core/access-key-id.ts';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import { groupBy } from '../core/group-by.ts';
import { principalChangeOf } from '../core/principal-change.ts';
import type { EventStore } from './event-store.ts';
import { followed, type Origin, type Traced } from './lineage.ts';

/**
 * Keys used by users and roles that the lineage made, but whose mint is not in the data: the log of it was lost, cut, or lies outside the window.
 * They are joined by principal id, which survives what names do not: delete a user, make it again, and the id differs.
 */
export async function unmintedKeys(store: EventStore, credentials: readonly Traced[]): Promise<Origin[]> {
  const makers = new Map<string, { maker: Traced; event: CloudTrailEvent }>();
  for (const maker of credentials) {
    for (const event of followed(maker)) {
      const change = principalChangeOf(event);
      if (change?.relation === 'created' && change.principalId !== null) makers.set(change.principalId, { maker, event });
    }
  }
  const known = new Set(credentials.map(({ id }) => id));
  const byKey = groupBy(await store.byPrincipalIds([...makers.keys()]), (event) => callerKeyId(event) ?? '');
  return [...byKey].flatMap(([id, events]) => {
    const [first] = events;
    // A key whose every use was forwarded by a service is the parent's own call, not a new credential.
    if (first === undefined || known.has(id) || !isAccessKeyId(id) || events.every((event) => event.userIdentity?.invokedBy !== undefined)) return [];
    const made = makers.get(principalIdOf(first));
    return made === undefined ? [] : [unminted(id, first, made)];
  });
}

const principalIdOf = ({ userIdentity }: CloudTrailEvent): string =>
  userIdentity?.sessionContext?.sessionIssuer?.principalId ?? userIdentity?.principalId ?? '';

function unminted(id: string, first: CloudTrailEvent, { maker, event }: { maker: Traced; event: CloudTrailEvent }): Origin {
  return {
    id,
    kind: first.userIdentity?.type === 'AssumedRole' ? 'role-session' : isLongTermKeyId(id) ? 'access-key' : 'session-token',
    principal: principalArn(first.userIdentity),
    depth: maker.depth + 1,
    expiresAt: null,
    cut: false,
    mint: {
      credential: maker.id,
      event,
      relation: 'minted',
      certainty: 'strong',
      rule: 'principal id of a user or role that the caller made',
      actor: maker.judgements.get(event.eventID)?.actor ?? 'unknown',
    },
  };
}
