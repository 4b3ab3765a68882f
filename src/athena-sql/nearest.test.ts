import { describe, expect, test } from 'vitest';
import { nearest } from './nearest.ts';

describe('nearest', () => {
  test.each([
    ['evenname', 'eventname'],
    ['EVENTTIME', 'eventtime'],
    ['evntname', 'eventname'],
    ['event', 'eventtime'],
    ['sourceip', 'sourceipaddress'],
    ['x', null],
    ['completelyelse', null],
  ])('%s -> %s', (name, expected) => {
    expect(nearest(name, ['eventtime', 'eventname', 'awsregion', 'sourceipaddress'])).toBe(expected);
  });
});
