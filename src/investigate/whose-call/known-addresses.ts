import { BlockList, isIP } from 'node:net';
import { KeytrailError } from '../../core/errors.ts';

/** What is known of addresses before anything is judged. */
export interface KnownAddresses {
  /** Said by the user to be the owner's or the responder's. */
  readonly isMine: (address: string) => boolean;
  /** Why an address is held to be the attacker's; null when nothing is known of it. */
  readonly accusal: (address: string) => string | null;
}

export const nothingKnown: KnownAddresses = { isMine: () => false, accusal: () => null };

/**
 * Whether an address lies in one of these networks.
 *
 * @param cidrs `203.0.113.0/24`, `2001:db8::/32`, or single addresses
 * @throws KeytrailError `KT_USAGE` for anything else
 */
export function inNetworks(cidrs: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', prefix, ...rest] = cidr.split('/');
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN;
    if (version === 0 || rest.length > 0 || !(bits <= most)) {
      throw new KeytrailError('KT_USAGE', `"${cidr}" is no network.`, {
        hint: 'Write it like 203.0.113.0/24 or 2001:db8::/32, or give one address.',
      });
    }
    list.addSubnet(address, bits, version === 4 ? 'ipv4' : 'ipv6');
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6');
  };
}
