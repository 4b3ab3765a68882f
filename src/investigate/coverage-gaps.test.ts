import { expect, test } from 'vitest';
import { gapsBetween } from './coverage-gaps.ts';

const two = (n: number): string => String(n).padStart(2, '0');
/** Every hour of the first ten days of January, but those that `quiet` names. */
const hours = (quiet: (day: number, hour: number) => boolean): string[] =>
  Array.from({ length: 240 }, (_, n) => ({ day: Math.floor(n / 24) + 1, hour: n % 24 }))
    .filter(({ day, hour }) => !quiet(day, hour))
    .map(({ day, hour }) => `2026-01-${two(day)}T${two(hour)}`);

test('four hours without an event on one day are a gap', () => {
  expect(gapsBetween(hours((day, hour) => day === 4 && hour >= 9 && hour < 13))).toMatchObject([
    { from: '2026-01-04T09:00:00Z', to: '2026-01-04T13:00:00Z' },
  ]);
});

test('nights in which nobody ever works are none', () => {
  expect(gapsBetween(hours((_, hour) => hour < 6))).toEqual([]);
});

test('two quiet hours are none, and neither is anything in four days of data', () => {
  expect(gapsBetween(hours((day, hour) => day === 4 && hour < 2))).toEqual([]);
  expect(gapsBetween(hours((day, hour) => day > 4 || (day === 2 && hour < 9)))).toEqual([]);
});

test('no event at all has no gap', () => {
  expect(gapsBetween([])).toEqual([]);
});
