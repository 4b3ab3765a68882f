import { expect, test } from 'vitest';
import { inNetworks } from './known-addresses.ts';

test.each([
  ['203.0.113.77', true],
  ['203.0.114.1', false],
  ['198.51.100.10', true],
  ['198.51.100.11', false],
  ['2001:db8:1::5', true],
  ['2001:db9::5', false],
  ['ec2.amazonaws.com', false],
  ['AWS Internal', false],
])('%s is in 203.0.113.0/24, 198.51.100.10 or 2001:db8::/32: %s', (address, inside) => {
  expect(inNetworks(['203.0.113.0/24', '198.51.100.10', '2001:db8::/32'])(address)).toBe(inside);
});

test.each(['203.0.113.0/33', '203.0.113.0/', '203.0.113.0/2x', 'office', '203.0.113.0/24/1', '2001:db8::/129'])('%s is no network', (text) => {
  expect(() => inNetworks([text])).toThrow(`"${text}" is no network.`);
});
