import { wellFormed } from './well-formed.ts';

/**
 * Finds where values begin and end in JSON text, without building them: the lake keeps the record's own bytes, which `JSON.parse` loses.
 * All functions but `valueEnd` expect text that `JSON.parse` has accepted.
 */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;

/** Where a value stands: `text.slice(start, end)` is its JSON text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Index of the first character at or after `from` that is no white space of JSON. */
export function skipSpace(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09; code = text.charCodeAt(at)) at += 1;
  return at;
}

/** Index after the closing quote of the string that opens at `start`; -1 when it does not close. */
function stringEnd(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((quote - before) % 2 === 1) return quote + 1;
  }
  return -1;
}

/** Index after the value that begins at `start`. Text that is no JSON is allowed: -1 when a string or bracket does not close. */
export function valueEnd(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return stringEnd(text, start);
  let at = start;
  if (!isOpening(first)) {
    while (at < text.length && !endsScalar(text.charCodeAt(at))) at += 1;
    return at;
  }
  let depth = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = stringEnd(text, at);
      if (at === -1) return -1;
      continue;
    }
    at += 1;
    if (isOpening(code)) depth += 1;
    else if (isClosing(code)) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** The members of the object that begins at `start`, by name. Of two members with one name the last counts, as for `JSON.parse`. */
export function membersOf(text: string, start: number): Map<string, Span> {
  const members = new Map<string, Span>();
  let at = skipSpace(text, start + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const nameEnd = stringEnd(text, at);
    const name = decodeString(text, { start: at, end: nameEnd });
    const valueStart = skipSpace(text, skipSpace(text, nameEnd) + 1);
    const end = valueEnd(text, valueStart);
    members.set(name, { start: valueStart, end });
    at = afterComma(text, end);
  }
  return members;
}

/** The elements of the array that begins at `start`, in order. */
export function* elementsOf(text: string, start: number): Generator<Span> {
  let at = skipSpace(text, start + 1);
  while (!isClosing(text.charCodeAt(at))) {
    const end = valueEnd(text, at);
    yield { start: at, end };
    at = afterComma(text, end);
  }
}

/** Where the value of a member begins, and the member's name. */
export interface MemberStart {
  readonly name: string;
  readonly start: number;
}

/** The next member at or after `from`, at whatever depth, of the value that ends at `end`; null when there is none. */
export function nextMember(text: string, from: number, end: number): MemberStart | null {
  let quote = text.indexOf('"', from);
  while (quote !== -1 && quote < end) {
    const after = stringEnd(text, quote);
    const colon = skipSpace(text, after);
    if (text.charCodeAt(colon) === COLON) return { name: decodeString(text, { start: quote, end: after }), start: skipSpace(text, colon + 1) };
    quote = text.indexOf('"', after);
  }
  return null;
}

/** The text that a JSON string stands for. */
export function decodeString(text: string, span: Span): string {
  const inner = text.slice(span.start + 1, span.end - 1);
  return inner.includes('\\') ? (JSON.parse(text.slice(span.start, span.end)) as string) : inner;
}

/** The string that a member holds, as Unicode text; null when it is missing or something else. */
export function textOf(text: string, members: ReadonlyMap<string, Span>, name: string): string | null {
  const span = members.get(name);
  return span !== undefined && text.charCodeAt(span.start) === QUOTE ? wellFormed(decodeString(text, span)) : null;
}

function afterComma(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;
const endsScalar = (code: number): boolean => code === COMMA || code <= 0x20 || isClosing(code);
