import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseNetwork } from './network.ts';

const holds = (network: string, address: string): boolean => {
  const read = parseNetwork(network);
  if (typeof read === 'string') throw new Error(read);
  return read.holds(address);
};

describe('parseNetwork', () => {
  test('an IPv4 network holds what shares its leading bits, reckoned by hand', () => {
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    const number = ([a, b, c, d]: readonly [number, number, number, number]): number => a * 16777216 + b * 65536 + c * 256 + d;
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (base, other, bits) => {
        const size = 2 ** (32 - bits);
        const first = Math.floor(number(base) / size) * size;
        const text = [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.');
        expect(holds(`${text}/${bits}`, other.join('.'))).toBe(number(other) >= first && number(other) < first + size);
      }),
    );
  });

  test('families never mix, and what is no address is in no network', () => {
    expect(holds('10.0.0.0/8', '::ffff:10.1.2.3')).toBe(false);
    expect(holds('::/0', '10.1.2.3')).toBe(false);
    expect(['cloudformation.amazonaws.com', 'AWS Internal', '035.249.253.232', '10.1.2', ''].filter((text) => holds('0.0.0.0/0', text))).toEqual([]);
  });

  test('IPv6 is read however it is written', () => {
    expect(holds('2001:db8::/32', '2001:0DB8:0:0::1')).toBe(true);
    expect(holds('2001:db8::/33', '2001:db8:8000::')).toBe(false);
    expect(holds('::ffff:203.0.113.0/120', '::ffff:203.0.113.9')).toBe(true);
  });

  test.each(['ten/8', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fe80::1%eth0', ''])('"%s" is no network', (text) => {
    expect(parseNetwork(text)).toBe(`"${text}" is no network and no address`);
  });

  test.each(['10.0.0.1/8', '2001:db8::1/32', '10.0.0.255/25', '::1/127'])('"%s" has bits beyond its length', (text) => {
    expect(parseNetwork(text)).toBe(`"${text}" has bits beyond its length set`);
  });
});
