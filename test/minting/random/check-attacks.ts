import { deepStrictEqual } from 'node:assert';
import fc from 'fast-check';
import { credentialsOf } from '../../../src/investigate/credentials.ts';
import type { EventStore } from '../../../src/lineage/event-store.ts';
import type { Judge, Lineage } from '../../../src/lineage/lineage.ts';
import { traceLineage } from '../../../src/lineage/trace.ts';
import { memoryStore } from '../../support/memory-store.ts';
import type { Step } from './deed.ts';
import { deeds } from './deeds.ts';
import type { Fate } from './ledger.ts';
import { type Played, play } from './play.ts';

/** One choice of a random attack. */
export const step: fc.Arbitrary<Step> = fc.record({
  deed: fc.nat(deeds.length - 1),
  who: fc.nat(40),
  pick: fc.nat(40),
  fate: fc.oneof({ weight: 6, arbitrary: fc.constant<Fate>('whole') }, fc.constant<Fate>('cut'), fc.constant<Fate>('lost')),
  isUsed: fc.boolean(),
});

/**
 * Plays random attacks in random companies, and compares each lineage with the ledger: every credential that the logs hold evidence for, with its
 * parent and state, no other; every child without a name; every key of which nobody can tell; every call of a service under its caller.
 *
 * @throws Error naming the shortest attack whose lineage differs
 */
export async function checkAttacks(runs: number): Promise<void> {
  const attack = fc.array(step, { minLength: 5, maxLength: 60, size: 'max' });
  const agrees = async (steps: readonly Step[]): Promise<void> => {
    const played = play(steps);
    deepStrictEqual(toldBy(await traceIn(memoryStore(played.records), played), played), wantedOf(played));
  };
  await fc.assert(fc.asyncProperty(attack, agrees), { numRuns: runs });
}

interface Told {
  readonly credentials: readonly string[];
  readonly nameless: readonly string[];
  readonly unexplained: readonly string[];
  readonly forwarded: readonly string[];
}

/** The lineage of the leaked key, with the ledger as judge of the owner's calls. */
export function traceIn(store: EventStore, { world }: Played): Promise<Lineage> {
  const judge: Judge = async (_, events) =>
    new Map(events.map(({ eventID }) => [eventID, { actor: world.ownersEvents.has(eventID) ? 'owner' : 'attacker', why: 'the ledger' }]));
  const { id, life } = world.seed;
  return traceLineage(store, [{ id, kind: 'access-key', principal: life.arn, depth: 0, mint: null, expiresAt: null, cut: false }], judge);
}

function toldBy(lineage: Lineage, { asOf }: Played): Told {
  const children = credentialsOf(lineage, asOf).filter(({ depth }) => depth > 0);
  return {
    credentials: children
      .filter(({ state }) => state !== 'unknown')
      .map((child) => `${child.mintedBy?.credential} minted ${child.id}: ${child.state}`)
      .toSorted(),
    nameless: children.flatMap(({ state, mintedBy }) => (state === 'unknown' && mintedBy ? mintedBy.eventId : [])).toSorted(),
    unexplained: lineage.unexplained.map((key) => key.id).toSorted(),
    forwarded: lineage.credentials
      .flatMap((credential) => (credential.forwarded.length > 0 ? `${credential.id}: ${credential.forwarded.length}` : []))
      .toSorted(),
  };
}

function wantedOf({ world, expected }: Played): Told {
  return {
    credentials: [...expected.credentials].map(([id, { parent, state }]) => `${parent} minted ${id}: ${state}`).toSorted(),
    nameless: [...expected.nameless].toSorted(),
    unexplained: [...expected.unexplained].toSorted(),
    forwarded: [...world.forwarded]
      .flatMap(([id, count]) => (id === world.seed.id || expected.credentials.has(id) ? `${id}: ${count}` : []))
      .toSorted(),
  };
}
