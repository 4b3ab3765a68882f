import { expect, test } from 'vitest';
import { textOf } from '../../../test/report/html-outline.ts';
import { leakedKeyCase } from '../../../test/report/leaked-key-case.ts';
import { clusterMarks } from './event-marks.ts';
import { timelineLegend } from './timeline-legend.ts';

const words = (timeline: typeof leakedKeyCase.timeline, has: { readonly mints: boolean; readonly cuts: boolean }): string =>
  textOf(
    timelineLegend(
      clusterMarks(timeline, () => 0, 10, ['impact']),
      timeline,
      has,
    ).toString(),
  )
    .replaceAll(/\s+/g, ' ')
    .trim();

test('the legend explains the signs that are in the picture, and no others', () => {
  const attack = leakedKeyCase.timeline.filter(({ actor, stage }) => actor === 'attacker' && stage === 'impact');
  expect(attack).toHaveLength(2);
  expect(words(attack.slice(0, 1), { mints: false, cuts: false })).toBe('IM Impact all times UTC');
  expect(words(attack, { mints: true, cuts: true })).toBe(
    'IM Impact minted here number: so many events in one mark, which has the letters of their rarest stage dashed from top to bottom: time left out, scale changes all times UTC',
  );
});
