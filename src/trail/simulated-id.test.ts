import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountOfId, isAccessKeyId } from '../core/access-key-id.ts';
import { simulatedKeyId, simulatedUniqueId } from './simulated-id.ts';

describe('simulated ids', () => {
  test('count in base32, as worked out by hand', () => {
    expect(simulatedKeyId('AKIA', 0)).toBe('AKIAIAAAAAAAAEXAMPLE');
    expect(simulatedKeyId('AKIA', 31)).toBe('AKIAIAAAAAAA7EXAMPLE');
    // 12345 = 12 * 32 * 32 + 1 * 32 + 25, and the letters of 12, 1 and 25 are M, B and Z.
    expect(simulatedKeyId('ASIA', 12_345)).toBe('ASIAIAAAAAMBZEXAMPLE');
    expect(simulatedUniqueId('AROA', 32)).toBe('AROAIAAAAAAABAEXAMPLE');
  });

  test('have the length of real ones, are accepted as such, and name no account', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 - 1 }), (counter) => {
        const key = simulatedKeyId('AKIA', counter);
        expect(isAccessKeyId(key)).toBe(true);
        expect(accountOfId(key)).toBeNull();
        expect(simulatedUniqueId('AIDA', counter)).toHaveLength(21);
        expect(accountOfId(simulatedUniqueId('AIDA', counter))).toBeNull();
      }),
    );
  });

  test('differ when their counters do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 40 - 1 }), fc.integer({ min: 0, max: 2 ** 40 - 1 }), (a, b) => {
        expect(simulatedKeyId('ASIA', a) === simulatedKeyId('ASIA', b)).toBe(a === b);
      }),
    );
  });

  test('refuse a counter that does not fit, rather than give an id twice', () => {
    expect(() => simulatedKeyId('AKIA', 2 ** 40)).toThrow('cannot hold');
    expect(() => simulatedKeyId('AKIA', -1)).toThrow('cannot hold');
    expect(() => simulatedKeyId('AKIA', 1.5)).toThrow('cannot hold');
  });
});
