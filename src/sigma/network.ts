import { BlockList, isIP } from 'node:net';

/** Addresses of one family: an IPv4 network holds no IPv6 address, also not one that stands for an IPv4 address. */
export interface Network {
  /** `10.0.0.0/8`, as the rule writes it, a single address with its full length. */
  readonly text: string;
  readonly family: 4 | 6;
  readonly holds: (address: string) => boolean;
}

/**
 * Reads a network or a single address.
 *
 * @returns why not, when the text is none: one clause
 */
export function parseNetwork(text: string): Network | string {
  const [address = '', length, ...rest] = text.split('/');
  const family = isIP(address);
  const longest = family === 4 ? 32 : 128;
  const bits = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  // A zone (`fe80::1%eth0`) names an interface of one machine.
  if (family === 0 || address.includes('%') || rest.length > 0 || !(bits <= longest)) return `"${text}" is no network and no address`;
  const name = family === 4 ? 'ipv4' : 'ipv6';
  if (hasHostBits(address, bits, name)) return `"${text}" has bits beyond its length set`;
  const list = new BlockList();
  list.addSubnet(address, bits, name);
  return {
    text: `${address}/${bits}`,
    family: family === 4 ? 4 : 6,
    holds: (candidate) => isIP(candidate) === family && list.check(candidate, name),
  };
}

/** Whether a bit beyond the length of the network is set. */
function hasHostBits(address: string, bits: number, family: 'ipv4' | 'ipv6'): boolean {
  const bytes = addressBytes(address, family);
  return bytes.some((byte, index) => (byte & (0xff >> Math.min(8, Math.max(0, bits - index * 8)))) !== 0);
}

function addressBytes(address: string, family: 'ipv4' | 'ipv6'): readonly number[] {
  if (family === 'ipv4') return address.split('.').map(Number);
  // The URL standard writes every IPv6 address with hexadecimal groups alone, also where the end was written as IPv4.
  const [left = '', right] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (side: string): readonly string[] => side.split(':').filter((group) => group !== '');
  const zeros = Array<string>(right === undefined ? 0 : 8 - groups(left).length - groups(right).length).fill('0');
  return [...groups(left), ...zeros, ...groups(right ?? '')].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}
