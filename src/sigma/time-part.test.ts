import { describe, expect, test } from 'vitest';
import { timeOf, timePart } from './time-part.ts';

describe('timePart', () => {
  test('takes the parts in UTC', () => {
    const time = '2026-01-07T23:25:18-05:00';
    expect(['minute', 'hour', 'day', 'month', 'year'].map((part) => timePart(time, part as 'hour'))).toEqual([25, 4, 8, 1, 2026]);
  });

  // ISO 8601: 2020 has 53 weeks, and 30 December 2024 is in the first week of 2025.
  test.each([
    ['2021-01-03T23:59:59Z', 53],
    ['2021-01-04T00:00:00Z', 1],
    ['2024-12-30T12:00:00Z', 1],
    ['2026-11-24T08:00:00Z', 48],
  ])('%s is in week %i', (time, week) => {
    expect(timePart(time, 'week')).toBe(week);
  });

  test.each(['bad', '', '2026-13-01T00:00:00Z', '20260107', '2026-01-07T', '1767752718'])('"%s" is no time', (text) => {
    expect(timePart(text, 'hour')).toBe(null);
  });

  test('a time without a zone is UTC, whatever the zone of the machine', () => {
    expect(timeOf('2026-01-07 02:25:18')).toBe(Date.UTC(2026, 0, 7, 2, 25, 18));
    expect(timeOf('2026-01-07')).toBe(Date.UTC(2026, 0, 7));
  });
});
