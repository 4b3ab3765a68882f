import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { actors, type TimelineEntry } from '../../core/case.ts';
import { timelineRuns } from './timeline-runs.ts';

const [template] = leakedKeyCase.timeline;
const entries = (actor: TimelineEntry['actor'], count: number): readonly TimelineEntry[] =>
  Array.from({ length: count }, (_, index) => ({ ...(template as TimelineEntry), eventId: `${actor}-${index}`, actor }));
const shape = (timeline: readonly TimelineEntry[]) => timelineRuns(timeline).map((run) => [run.folded, run.entries.length]);

test("the owner's long runs are folded, the attack is open", () => {
  expect(shape([...entries('owner', 300), ...entries('attacker', 17), ...entries('owner', 40)])).toEqual([
    [true, 300],
    [false, 17],
    [true, 40],
  ]);
});

test("a few of the owner's calls stay among the attacker's", () => {
  expect(shape([...entries('attacker', 3), ...entries('owner', 12), ...entries('attacker', 4)])).toEqual([[false, 19]]);
});

test('an attack of thousands of calls shows its begin and folds the rest by five hundred', () => {
  expect(shape(entries('attacker', 1300))).toEqual([
    [false, 200],
    [true, 500],
    [true, 500],
    [true, 100],
  ]);
});

test('no event is lost or moved', () => {
  const parts = fc.array(fc.tuple(fc.constantFrom(...actors), fc.integer({ min: 1, max: 700 })), { maxLength: 8 });
  fc.assert(
    fc.property(parts, (all) => {
      const timeline = all.flatMap(([actor, count]) => entries(actor, count));
      expect(timelineRuns(timeline).flatMap((run) => run.entries)).toEqual(timeline);
    }),
    { numRuns: 30 },
  );
});
