/** What a database of networks says of an address. */
export interface Location {
  /** Number of the autonomous system that announces the address, and who runs it. */
  readonly asn: number | null;
  readonly organization: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
}

/** Looks an address up; null where nothing is known of it. */
export type Locate = (address: string) => Location | null;

export const locateNothing: Locate = () => null;

/** The network of an address: its autonomous system; as long as that is not known, the address alone. */
export function networkOf(address: string, locate: Locate): string {
  const asn = locate(address)?.asn ?? null;
  return asn === null ? address : `AS${asn}`;
}

/** `203.0.113.9 (AS64500 Example Net, NL)`, or the address alone. */
export function describeAddress(address: string, location: Location | null): string {
  const words = locationText(location);
  return words === null ? address : `${address} (${words})`;
}

/** `AS64500 Example Net, NL`; null when nothing is known. */
export function locationText(location: Location | null): string | null {
  if (location === null) return null;
  const network = location.asn === null ? null : [`AS${location.asn}`, location.organization].filter((part) => part !== null).join(' ');
  const parts = [network, location.country].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}
