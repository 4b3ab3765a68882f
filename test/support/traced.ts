import type { Traced, TracedPrincipal } from '../../src/lineage/lineage.ts';

/** A principal of a lineage of which nothing is known but that it is there. */
export const tracedPrincipal = (arn: string, kind: 'user' | 'role'): TracedPrincipal => ({
  arn,
  kind,
  principalId: null,
  createdBy: null,
  deletedBy: null,
  changedBy: [],
});

/** A key that is investigated itself, of which no call was judged. */
export const tracedKey = (id: string, principal: string | null, events: Traced['events']): Traced => ({
  id,
  kind: 'access-key',
  principal,
  depth: 0,
  mint: null,
  expiresAt: null,
  cut: false,
  events,
  forwarded: [],
  judgements: new Map(),
});
