import { createHmac } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** Puts pseudonyms in the place of what tells whose logs these are. */
export type Redact = (text: string) => string;

/** What no real id of AWS holds at its fifth place: 0 is no letter of base32. */
const MARK = 'RED0';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The prefixes of AWS's unique ids. Each id holds its account, readable without a call. Source: IAM User Guide, IAM identifiers. */
const UNIQUE_ID = '(?:ABIA|ACCA|AGPA|AIDA|AIPA|AKIA|ANPA|ANVA|APKA|AROA|ASCA|ASIA)[A-Z0-9]{16,}';

/**
 * What is looked for, in this order: event ids and digests of content stay, though they may hold twelve digits in a row. Digests of sixteen letters, such
 * as ids of findings, are made of names and addresses that can be tried out, so they go as well.
 */
const patterns = {
  kept: '(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9A-Za-z])',
  id: UNIQUE_ID,
  digest: '(?<![0-9A-Za-z])(?=[0-9]*[a-f])[0-9a-f]{16}(?![0-9A-Za-z])',
  account: '(?<![0-9])[0-9]{12}(?![0-9])',
  dashedAccount: '(?<![0-9-])[0-9]{4}-[0-9]{4}-[0-9]{4}(?![0-9-])',
  host: '(?<=\\b(?:ip|ec2)-)[0-9]{1,3}(?:-[0-9]{1,3}){3}(?![0-9])',
  ipv4: '(?<![0-9.])[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?![0-9]|\\.[0-9])',
} as const;
type Kind = keyof typeof patterns;

/** Looked for by itself, before: much has colons, and what turns out to be no address must be looked at again. */
const IPV6 = /(?<![0-9A-Za-z:.])[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:]+(?:\d{1,3}(?:\.\d{1,3}){3})?(?![0-9A-Za-z:]|\.[0-9])/g;

/**
 * Pseudonyms for access keys and other unique ids, accounts and addresses, wherever in a text they stand. The same key gives the same pseudonym for the
 * same thing; without the key nobody can try out what stands behind one. Each keeps its form, and is none that AWS or the Internet gives: ids go on with
 * `RED0`, accounts begin with `0000`, addresses lie in 240.0.0.0/4 (reserved, RFC 1112) and 100::/64 (discarded, RFC 6666). A pseudonym is not replaced again.
 */
export function pseudonyms(key: Buffer): Redact {
  const digest = (kind: string, text: string): Buffer => createHmac('sha256', key).update(`${kind} ${text}`).digest();
  const account = (text: string): string => `0000${String(digest('account', text).readUInt32BE() % 100_000_000).padStart(8, '0')}`;
  const ipv4 = (text: string): string => {
    const bytes = [...digest('address', text).subarray(0, 4)];
    return [240 + ((bytes[0] ?? 0) % 15), ...bytes.slice(1)].join('.');
  };
  const replacements: Readonly<Record<Kind, (text: string) => string>> = {
    kept: (text) => text,
    id: (text) => (text.startsWith(MARK, 4) ? text : text.slice(0, 4) + MARK + base32(digest('id', text), text.length - 8)),
    digest: (text) => digest('digest', text).toString('hex').slice(0, 16),
    account: (text) => (text.startsWith('0000') ? text : account(text)),
    dashedAccount: (text) => {
      const digits = text.replaceAll('-', '');
      return digits.startsWith('0000') ? text : (account(digits).match(/.{4}/g) ?? []).join('-');
    },
    host: (text) => replacements.ipv4(text.replaceAll('-', '.')).replaceAll('.', '-'),
    ipv4: (text) => (isIPv4(text) && !isNobodys(text) ? ipv4(text) : text),
  };
  const ipv6 = (text: string): string => {
    if (!isIPv6(text) || /^[0:]*1?$/.test(text) || text.startsWith('100::')) return text;
    const groups = digest('address', canonical(text)).toString('hex').match(/.{4}/g) ?? [];
    return canonical(`100::${groups.slice(0, 4).join(':')}`);
  };
  const kinds = Object.keys(patterns) as Kind[];
  const all = new RegExp(kinds.map((kind) => `(?<${kind}>${patterns[kind]})`).join('|'), 'g');
  return (text) =>
    text.replaceAll(IPV6, ipv6).replace(all, (match: string, ...rest) => {
      const groups = rest.at(-1) as Partial<Record<Kind, string>>;
      const kind = kinds.find((one) => groups[one] !== undefined);
      return kind === undefined ? match : replacements[kind](match);
    });
}

/** This machine, any address, and what a pseudonym looks like. */
const isNobodys = (address: string): boolean => /^(0|127|24\d|25[0-5])\./.test(address);

/** One spelling of an address of the sixth generation, that of RFC 5952. */
const canonical = (address: string): string => new URL(`http://[${address}]`).hostname.slice(1, -1);

const base32 = (bytes: Buffer, length: number): string =>
  Array.from({ length }, (_, index) => BASE32[(bytes[index % bytes.length] ?? 0) % 32]).join('');

/** A value with every text in it redacted, names of members too. */
export function redactTexts<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T;
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redact)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [redact(name), redactTexts(member, redact)])) as T;
}
