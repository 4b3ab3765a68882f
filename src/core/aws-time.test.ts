import { expect, test } from 'vitest';
import { isoSeconds, parseAwsTime } from './aws-time.ts';

// Spellings seen in real records of three years, with their instants worked out by hand.
test.each([
  ['2023-07-10T11:55:22Z', '2023-07-10T11:55:22Z'],
  ['2020-09-14T00:48:30.000Z', '2020-09-14T00:48:30Z'],
  ['20131102T010628Z', '2013-11-02T01:06:28Z'],
  ['Jul 29, 2021 1:10:42 PM', '2021-07-29T13:10:42Z'],
  ['Jul 10, 2023, 12:09:47 PM', '2023-07-10T12:09:47Z'],
  ['May 24, 2025, 2:51:14\u202fPM', '2025-05-24T14:51:14Z'],
  ['Jan 1, 2024, 12:00:00 AM', '2024-01-01T00:00:00Z'],
])('%s is %s', (text, iso) => {
  expect(isoSeconds(parseAwsTime(text) ?? Number.NaN)).toBe(iso);
});

test.each(['', 'yesterday', '2023-13-45T00:00:00Z', 'Foo 29, 2021 1:10:42 PM'])('%j is no time', (text) => {
  expect(parseAwsTime(text)).toBeNull();
});
