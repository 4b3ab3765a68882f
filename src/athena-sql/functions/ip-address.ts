import { quoteText } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { type Argument, type CallSite, type Emit, scalar } from './function.ts';

/*
 * An IP address is held as its 16 bytes in 32 hexadecimal digits, an IPv4 address as ::ffff:a.b.c.d, as Trino does: in that form the order of texts is
 * the order of addresses. DuckDB's own type is in an extension that cannot be counted on. Conversions of parts are TRY_CAST throughout: a lambda is
 * evaluated for all rows, those that a CASE around it leaves out too.
 */

const mapped = '00000000000000000000ffff';
const byte = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const ipv4 = `(${byte}\\.){3}${byte}`;
const group = '[0-9A-Fa-f]{0,4}';
const ipv6 = `${group}(:${group}){2,7}|(${group}:){2,6}${ipv4}`;
/** A single colon at an end, or more than two in a row. */
const stray = '^:[^:]|[^:]:$|:::';

/**
 * The digits of an address that is written as text.
 *
 * @param failure what to give for a text that is none, such as the name of an AWS service in `sourceipaddress`
 */
export function addressOfText(sql: string, failure: string): string {
  const bytes = (text: string): string =>
    `array_to_string(list_transform(string_split(${text}, '.'), lambda b: printf('%02x', TRY_CAST(b AS INTEGER))), '')`;
  const tail = bytes(`regexp_extract(${sql}, '[^:]*$')`);
  const plain = `CASE WHEN contains(${sql}, '.') THEN regexp_extract(${sql}, '^(.*:)[^:]*$', 1) || left(${tail}, 4) || ':' || right(${tail}, 4) ELSE ${sql} END`;
  const groups = (side: number): string => `list_filter(string_split(COALESCE(h[${side}], ''), ':'), lambda g: g <> '')`;
  const zeros = `repeat(['0'], greatest(8 - len(${groups(1)}) - len(${groups(2)}), 0))`;
  const joined = `array_to_string(list_transform(${groups(1)} || ${zeros} || ${groups(2)}, lambda g: lpad(lower(g), 4, '0')), '')`;
  const whole = `(len(h) = 1 AND len(${groups(1)}) = 8) OR (len(h) = 2 AND len(${groups(1)}) + len(${groups(2)}) < 8)`;
  const long = `list_transform([string_split(${plain}, '::')], lambda h: CASE WHEN ${whole} THEN ${joined} END)[1]`;
  return (
    `CASE WHEN regexp_full_match(${sql}, '${ipv4}') THEN '${mapped}' || ${bytes(sql)} ` +
    `WHEN regexp_full_match(${sql}, '${ipv6}') AND NOT regexp_matches(${sql}, '${stray}') THEN COALESCE(${long}, ${failure}) ` +
    `WHEN ${sql} IS NOT NULL THEN ${failure} END`
  );
}

/** An address as text: dotted when it is one of IPv4, else with the first of the longest runs of zeros left out (RFC 5952). */
export function textOfAddress(sql: string): string {
  const dotted = `array_to_string(list_transform([25, 27, 29, 31], lambda i: CAST(CAST('0x' || substring(${sql}, i, 2) AS INTEGER) AS VARCHAR)), '.')`;
  const groups = `array_to_string(list_transform([1, 5, 9, 13, 17, 21, 25, 29], lambda i: COALESCE(NULLIF(ltrim(substring(${sql}, i, 4), '0'), ''), '0')), ':')`;
  const shortened = [8, 7, 6, 5, 4, 3, 2]
    .map((zeros) => `(^|:)0(:0){${zeros - 1}}(:|$)`)
    .map((run) => `WHEN regexp_matches(t, '${run}') THEN regexp_replace(t, '${run}', '::')`);
  const long = `list_transform([${groups}], lambda t: CASE ${shortened.join(' ')} ELSE t END)[1]`;
  return `CASE WHEN starts_with(${sql}, '${mapped}') THEN ${dotted} WHEN ${sql} IS NOT NULL THEN ${long} END`;
}

/** The digits of an address, or null when the text is none. */
export function digitsOf(text: string): string | null {
  if (new RegExp(`^${ipv4}$`).test(text)) return mapped + hexOfDotted(text);
  if (!new RegExp(`^(?:${ipv6})$`).test(text) || new RegExp(stray).test(text)) return null;
  const plain = text.replace(new RegExp(`${ipv4}$`), (dotted) => hexOfDotted(dotted).replace(/^.{4}/, '$&:'));
  const halves = plain.split('::').map((half) => half.split(':').filter((part) => part !== ''));
  const [left = [], right] = halves;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length > 2 || (right === undefined ? missing !== 0 : missing < 1)) return null;
  return [...left, ...Array.from({ length: missing }, () => '0'), ...(right ?? [])].map((part) => part.toLowerCase().padStart(4, '0')).join('');
}

const hexOfDotted = (text: string): string =>
  text
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');

/** The first and last address of a network such as `10.0.0.0/8`. */
function boundsOf(text: string, { at }: Argument): readonly [string, string] {
  const [, address = '', size = ''] = /^(.*)\/(\d{1,3})$/.exec(text) ?? [];
  const digits = digitsOf(address);
  const free = (address.includes(':') ? 128 : 32) - Number(size);
  if (digits === null || free < 0) throw invalid(at, `'${text}' is not a network`, "Write '10.0.0.0/8'.");
  const rest = (1n << BigInt(free)) - 1n;
  const first = BigInt(`0x${digits}`) & ~rest;
  return [first, first | rest].map((value) => value.toString(16).padStart(32, '0')) as [string, string];
}

/** Whether an address lies in a network that is known only when the query runs: both begin with the same bits. */
function containsText(network: string, address: string, { raise }: CallSite): string {
  const failure = raise('Invalid CIDR');
  const bits = `TRY_CAST(split_part(${network}, '/', 2) AS INTEGER) + CASE WHEN contains(${network}, ':') THEN 0 ELSE 96 END`;
  const start = addressOfText(`split_part(${network}, '/', 1)`, failure);
  const digit = (text: string): string => `((strpos('0123456789abcdef', substring(${text}, n.bits // 4 + 1, 1)) - 1) >> (4 - n.bits % 4))`;
  const same = `left(${address}, n.bits // 4) = left(n.start, n.bits // 4) AND (n.bits % 4 = 0 OR ${digit(address)} = ${digit('n.start')})`;
  const tested = `list_transform([struct_pack(start := ${start}, bits := ${bits})], lambda n: CASE WHEN n.bits BETWEEN 0 AND 128 THEN ${same} END)[1]`;
  return `CASE WHEN ${network} IS NOT NULL AND ${address} IS NOT NULL THEN COALESCE(${tested}, ${failure}) END`;
}

const contains: Emit = ([network, address], site) => {
  if (network.text === undefined) return containsText(network.sql, address.sql, site);
  const [first, last] = boundsOf(network.text, network);
  return `(${address.sql} BETWEEN ${quoteText(first)} AND ${quoteText(last)})`;
};

/** Functions on IP addresses. */
export const ipAddressFunctions = [scalar('contains(varchar, ipaddress) -> boolean', contains)] as const;
