import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { type Argument, scalar } from './function.ts';

/*
 * An IP address is held as its 16 bytes in 32 hexadecimal digits, an IPv4 address as ::ffff:a.b.c.d, as Trino does: in that form the order of texts is
 * the order of addresses. DuckDB's own type is in an extension that cannot be counted on.
 */

const mapped = '00000000000000000000ffff';
const byte = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ipv4 = `(${byte}\\.){3}${byte}`;
const ipv6 = '[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}';

/**
 * The digits of an address that is written as text.
 *
 * @param failure what to give for a text that is none, such as the name of an AWS service in `sourceipaddress`
 */
export function addressOfText(sql: string, failure: string): string {
  const bytes = `array_to_string(list_transform(string_split(${sql}, '.'), lambda b: printf('%02x', CAST(b AS INTEGER))), '')`;
  const groups = (side: number): string => `list_filter(string_split(COALESCE(h[${side}], ''), ':'), lambda g: g <> '')`;
  const zeros = `repeat(['0'], 8 - len(${groups(1)}) - len(${groups(2)}))`;
  const joined = `array_to_string(list_transform(${groups(1)} || ${zeros} || ${groups(2)}, lambda g: lpad(lower(g), 4, '0')), '')`;
  const whole = `(len(h) = 1 AND len(${groups(1)}) = 8) OR (len(h) = 2 AND len(${groups(1)}) + len(${groups(2)}) < 8)`;
  const long = `list_transform([string_split(${sql}, '::')], lambda h: CASE WHEN ${whole} THEN ${joined} ELSE ${failure} END)[1]`;
  return (
    `CASE WHEN regexp_full_match(${sql}, '${ipv4}') THEN '${mapped}' || ${bytes} ` +
    `WHEN regexp_full_match(${sql}, '${ipv6}') THEN ${long} WHEN ${sql} IS NOT NULL THEN ${failure} END`
  );
}

/** The digits of an address, or null when the text is none. */
function digitsOf(text: string): string | null {
  if (new RegExp(`^${ipv4}$`).test(text)) {
    return (
      mapped +
      text
        .split('.')
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')
    );
  }
  if (!new RegExp(`^${ipv6}$`).test(text)) return null;
  const halves = text.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const [left = [], right] = halves;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length > 2 || (right === undefined ? missing !== 0 : missing < 1)) return null;
  return [...left, ...Array.from({ length: missing }, () => '0'), ...(right ?? [])].map((group) => group.toLowerCase().padStart(4, '0')).join('');
}

/** The first and last address of a network such as `10.0.0.0/8`. */
function boundsOf({ text, at }: Argument): readonly [string, string] {
  if (text === undefined) throw unsupported(at, 'contains needs its network as a literal text');
  const [, address = '', size = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const digits = digitsOf(address);
  const free = (address.includes('.') ? 32 : 128) - Number(size);
  if (digits === null || free < 0) throw invalid(at, `'${text}' is not a network`, "Write '10.0.0.0/8'.");
  const rest = (1n << BigInt(free)) - 1n;
  const first = BigInt(`0x${digits}`) & ~rest;
  return [first, first | rest].map((value) => value.toString(16).padStart(32, '0')) as [string, string];
}

/** Functions on IP addresses. */
export const ipAddressFunctions = [
  scalar('contains(varchar, ipaddress) -> boolean', ([network, address]) => {
    const [first, last] = boundsOf(network);
    return `(${address.sql} BETWEEN ${quoteText(first)} AND ${quoteText(last)})`;
  }),
] as const;
