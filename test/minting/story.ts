import type { Actor } from '../../src/core/case.ts';
import type { CloudTrailEvent } from '../../src/core/event.ts';
import { credentialsOf } from '../../src/investigate/credentials.ts';
import type { Judge, Lineage, Origin } from '../../src/lineage/lineage.ts';
import { traceLineage } from '../../src/lineage/trace.ts';
import { key, user } from '../support/events.ts';
import { memoryStore } from '../support/memory-store.ts';

/** What a lineage says, a line each, so that expected values can be written by hand. The seed itself, `key(0)`, is left out. */
export interface Story {
  /** `kind id of principal: state` */
  readonly credentials: readonly string[];
  /** `from relation to by eventName, certainty` */
  readonly edges: readonly string[];
  readonly lineage: Lineage;
}

export const everythingIs =
  (actor: Actor): Judge =>
  async (_, events) =>
    new Map(events.map((event) => [event.eventID, { actor, why: 'test' }]));

export const seedOf = (id: string): Origin => ({
  id,
  kind: 'access-key',
  principal: user('seed'),
  depth: 0,
  mint: null,
  expiresAt: null,
  cut: false,
});

/** Traces what descends from `key(0)`, whose every call is the attacker's. */
export async function storyOf(events: readonly CloudTrailEvent[], asOf = '2026-01-07T12:00:00Z', seed = seedOf(key(0))): Promise<Story> {
  const lineage = await traceLineage(memoryStore(events), [seed], everythingIs('attacker'));
  const credentials = credentialsOf(lineage, asOf).filter(({ depth }) => depth > 0);
  return {
    credentials: credentials.map(({ kind, id, principal, state }) => `${kind} ${id} of ${principal}: ${state}`),
    edges: lineage.edges.map(({ from, relation, to, eventName, certainty }) => `${from} ${relation} ${to} by ${eventName}, ${certainty}`),
    lineage,
  };
}
