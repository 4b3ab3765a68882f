import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { collect } from '../../../src/lake/collect.ts';
import { openLake } from '../../../src/lake/open-lake.ts';
import { eventStore } from '../../../src/lineage/event-store.ts';
import type { Lineage } from '../../../src/lineage/lineage.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { step, traceIn } from './check-attacks.ts';
import { deeds } from './deeds.ts';
import { play } from './play.ts';

const ids = ({ credentials, edges, unexplained, openings }: Lineage) => ({
  credentials: credentials.map(({ id, depth, forwarded, events }) => [id, depth, forwarded.length, events.length]),
  edges: edges.map(({ from, to, relation, eventId, certainty, rule }) => [from, to, relation, eventId, certainty, rule]),
  unexplained: unexplained.map(({ id, why }) => [id, why]),
  openings: openings.map(({ event, credential }) => [event.eventID, credential]),
});

test('the questions in SQL bring what they bring over an array: a long random attack has the same lineage in a lake', async () => {
  const [steps = []] = fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 5 });
  // Every deed happens at least once, and is seen whole.
  const every = deeds.map((_, deed) => ({ deed, who: 0, pick: deed, fate: 'whole' as const, isUsed: true }));
  const played = play([...every, ...steps]);
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-lineage-'));
  await writeFile(join(folder, 'log.json'), JSON.stringify({ Records: played.records }));
  await collect(join(folder, 'lake'), [join(folder, 'log.json')]);
  const lake = await openLake(join(folder, 'lake'));
  const inLake = await traceIn(eventStore(await lake.engine()), played);
  await lake.close();
  await rm(folder, { recursive: true });
  expect(inLake.credentials.length).toBeGreaterThan(25);
  expect(ids(inLake)).toEqual(ids(await traceIn(memoryStore(played.records), played)));
});
