import type { CloudTrailEvent } from '../../../src/core/event.ts';
import type { Step } from './deed.ts';
import { deeds } from './deeds.ts';
import { type Expected, expectedOf } from './ledger.ts';
import { type Holder, World } from './world.ts';

/** What became of a company: its logs, and what they must tell. */
export interface Played {
  readonly world: World;
  readonly records: readonly CloudTrailEvent[];
  readonly asOf: string;
  readonly expected: Expected;
}

/** Lets a company and its attacker do one thing after the other. Some records come twice; none come in order. */
export function play(steps: readonly Step[]): Played {
  const world = new World();
  for (const step of steps) {
    world.passes(60);
    const able = world.holders.filter((holder) => isAble(world, holder));
    const by = able[step.who % able.length] ?? world.seed;
    deeds[step.deed % deeds.length]?.(world, step, by);
  }
  world.passes(60);
  const last = world.call(world.admin, 'ListBuckets', { source: 's3' });
  const twice = world.records.filter((_, index) => index % 7 === steps.length % 7);
  return {
    world,
    records: [...twice, ...world.records].toReversed(),
    asOf: last.eventTime,
    expected: expectedOf({ seed: world.seed.id, entries: world.entries, helped: world.helped, shared: world.shared }, world.now),
  };
}

/** Whether a credential still works. */
function isAble(world: World, { id, life, expiresAt }: Holder): boolean {
  const ended = world.entries.find((entry) => entry.id === id)?.ended ?? null;
  return ended === null && !life.deleted && (expiresAt === null || expiresAt > world.now + 300_000);
}
