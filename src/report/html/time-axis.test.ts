import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildTimeAxis, ticksOf } from './time-axis.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

describe('an attack of twenty minutes after three weeks of work', () => {
  const work = Array.from({ length: 21 * 24 }, (_, hour) => (hour * DAY) / 24);
  const attack = [0, 4, 9, 20].map((minute) => 22 * DAY + minute * MINUTE);
  const axis = buildTimeAxis([...work, ...attack], [22 * DAY, 22 * DAY + 20 * MINUTE], 0, 1000);

  test('gets most of the picture', () => {
    const width = axis.place(22 * DAY + 20 * MINUTE) - axis.place(22 * DAY);
    expect(width).toBeGreaterThan(500);
    expect(axis.place(22 * DAY + 20 * MINUTE)).toBe(1000);
  });

  test('stands after a cut that says how long nothing happened', () => {
    expect(axis.stretches.map((stretch) => stretch.gapBefore)).toContain(DAY + DAY / 24);
  });
});

test('bursts of seconds that are days apart are drawn to their own scale', () => {
  const burst = (start: number): readonly number[] => [0, 10_000, 20_000, 30_000].map((ms) => start + ms);
  const times = [burst(0), burst(2 * DAY), burst(5 * DAY)].flat();
  const axis = buildTimeAxis(times, [0, 5 * DAY + 30_000], 0, 1000);
  expect(axis.stretches.map((stretch) => stretch.gapBefore)).toEqual([null, 2 * DAY - 30_000, 3 * DAY - 30_000]);
  expect(axis.place(30_000) - axis.place(0)).toBeGreaterThan(200);
});

test('a single event stands in the middle', () => {
  const axis = buildTimeAxis([5000], null, 0, 400);
  expect(axis.place(5000)).toBe(200);
});

test('later events never stand left of earlier ones, and all stand within the picture', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 * DAY }), { minLength: 1, maxLength: 60 }).map((all) => all.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(times, fc.nat(), fc.nat(), (all, i, j) => {
      const [from = 0, to = 0] = [all[i % all.length] ?? 0, all[j % all.length] ?? 0].toSorted((a, b) => a - b);
      const axis = buildTimeAxis(all, [from, to], 16, 1028);
      const places = all.map((time) => axis.place(time));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
      expect(places[0]).toBeGreaterThanOrEqual(16);
      expect(places.at(-1)).toBeLessThanOrEqual(16 + 1028);
    }),
  );
});

test('ticks are round times, apart from each other and from the ends', () => {
  const stretch = { from: 0, to: 10 * MINUTE, left: 0, right: 300, gapBefore: null };
  expect(ticksOf(stretch, 60)).toEqual([5 * MINUTE]);
  expect(ticksOf({ ...stretch, right: 600 }, 60)).toEqual([2, 3, 4, 5, 6, 7, 8].map((minute) => minute * MINUTE));
});
