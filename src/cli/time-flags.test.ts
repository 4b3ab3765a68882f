import { describe, expect, test } from 'vitest';
import { timeParser, windowOf } from './time-flags.ts';

describe('times that flags give', () => {
  const since = timeParser('since');

  // The offsets are worked out by hand.
  test.each([
    ['2026-01-07', '2026-01-07'],
    ['2026-01-07T02:25:18Z', '2026-01-07T02:25:18Z'],
    ['2026-01-07T02:25:18.000Z', '2026-01-07T02:25:18Z'],
    ['2026-01-07T02:25Z', '2026-01-07T02:25:00Z'],
    ['2026-01-07T03:25:18+01:00', '2026-01-07T02:25:18Z'],
    ['2026-01-06T21:25:18-05:00', '2026-01-07T02:25:18Z'],
  ])('%s is %s in UTC', (text, time) => {
    expect(since(text)).toBe(time);
  });

  test.each(['yesterday', '2026', '2026-13-01', '2026-01-07T02:25:18', '07.01.2026', ''])(
    '%j is no time: its zone or its day is not told',
    (text) => {
      expect(() => since(text)).toThrow(expect.objectContaining({ code: 'KT_USAGE', message: `--since is "${text}", not a time.` }));
    },
  );

  test('a span in which no time lies is refused, a day standing for its beginning', () => {
    expect(windowOf({ since: '2026-01-07', until: '2026-01-08' })).toEqual({ since: '2026-01-07', until: '2026-01-08' });
    expect(windowOf({})).toEqual({});
    for (const until of ['2026-01-06', '2026-01-07', '2026-01-07T00:00:00Z']) {
      expect(() => windowOf({ since: '2026-01-07', until })).toThrow(`between --since 2026-01-07 and --until ${until} there is no time.`);
    }
  });
});
