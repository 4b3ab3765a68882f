import { parseFailure } from './documents.ts';
import { elementsOf, membersOf, type Span, skipSpace, textOf } from './scan-json.ts';

/** A JSON object that may be a record, or why there is none. `text` is the file's, or the text that a wrapper carried as a string. */
export type Unwrapped =
  | { readonly kind: 'object'; readonly text: string; readonly span: Span; readonly members: ReadonlyMap<string, Span> }
  | { readonly kind: 'none'; readonly why: string };

/** Members that hold a list of records: of trail files, of LookupEvents, of CloudWatch Logs (two calls, and its subscriptions). */
const LISTS = ['Records', 'Events', 'events', 'logEvents'] as const;
/** Members that hold a record as a string: of LookupEvents, of CloudWatch Logs. */
const STRINGS = ['CloudTrailEvent', 'message'] as const;
/** EventBridge in CloudWatch Logs is the deepest nesting of wrappers that occurs. */
const MAX_WRAPPERS = 3;

/** The objects of a document that may be records: those of its list, or itself; wrappers taken off. */
export function* unwrap(text: string, document: Span): Generator<Unwrapped> {
  const list = listOf(text, document);
  if (list === null) yield unwrapObject(text, document, 0);
  else for (const element of elementsOf(text, list.start)) yield unwrapObject(text, element, 0);
}

function listOf(text: string, document: Span): Span | null {
  if (text[document.start] === '[') return document;
  if (text[document.start] !== '{') return null;
  const members = membersOf(text, document.start);
  if (members.has('eventID')) return null;
  return LISTS.map((name) => members.get(name)).find((span) => span !== undefined && text[span.start] === '[') ?? null;
}

function unwrapObject(text: string, span: Span, wrappers: number): Unwrapped {
  if (text[span.start] !== '{') return { kind: 'none', why: 'not an object' };
  const members = membersOf(text, span.start);
  const object: Unwrapped = { kind: 'object', text, span, members };
  if (members.has('eventID') || wrappers === MAX_WRAPPERS) return object;
  const detail = members.get('detail');
  if (detail !== undefined && members.has('detail-type')) return unwrapObject(text, detail, wrappers + 1);
  const inner = STRINGS.map((name) => textOf(text, members, name)).find((value) => value !== null) ?? null;
  if (inner === null) return object;
  if (parseFailure(inner) !== null) return { kind: 'none', why: 'a message that is not JSON' };
  return unwrapObject(inner, { start: skipSpace(inner, 0), end: inner.trimEnd().length }, wrappers + 1);
}
