import { parseFailure } from './documents.ts';
import { elementsOf, membersOf, type Span, skipSpace, textOf } from './scan-json.ts';

/** A JSON object that may be a record, or why there is none. `text` is the file's, or the text that a wrapper carried as a string. */
export type Unwrapped =
  | { readonly kind: 'object'; readonly text: string; readonly span: Span; readonly members: ReadonlyMap<string, Span> }
  | { readonly kind: 'none'; readonly why: string };

/** Members that hold a list of records: of trail files, of LookupEvents, of CloudWatch Logs (two calls, and its subscriptions), of CloudTrail Lake, of Elasticsearch. */
const LISTS = ['Records', 'Events', 'events', 'logEvents', 'QueryResultRows', 'hits'] as const;
/** Members that hold a record, or a wrapper around it: of EventBridge, of Elasticsearch (a list of hits, a hit, Elastic's own fields), of Splunk. */
const OBJECTS = ['detail', 'hits', '_source', 'event', 'result'] as const;
/** Members that hold a record as a string: of LookupEvents, of CloudWatch Logs, of Splunk, of Elastic, of CloudTrail Lake, of SNS. */
const STRINGS = ['CloudTrailEvent', 'message', '_raw', 'original', 'eventJson', 'Message'] as const;
/** A list of hits, of which each holds Elastic's fields and in them the record as a string, nests deepest of what occurs. */
const MAX_WRAPPERS = 6;

/** The objects of a document that may be records: those of its list, or itself; wrappers taken off. */
export const unwrap = (text: string, document: Span): Generator<Unwrapped> => unwrapValue(text, document, 0);

function* unwrapValue(text: string, span: Span, wrappers: number): Generator<Unwrapped> {
  if (text[span.start] === '{') yield* unwrapObject(text, span, wrappers);
  else if (text[span.start] !== '[') yield { kind: 'none', why: 'not an object' };
  else for (const element of elementsOf(text, span.start)) yield* unwrapElement(text, element, wrappers);
}

/** An empty list is a file without events; within a list it is something odd. */
function* unwrapElement(text: string, span: Span, wrappers: number): Generator<Unwrapped> {
  const isList = text[span.start] === '[' && text[skipSpace(text, span.start + 1)] !== ']';
  if (text[span.start] !== '{' && (!isList || wrappers === MAX_WRAPPERS)) yield { kind: 'none', why: 'not an object' };
  else yield* unwrapValue(text, span, wrappers + 1);
}

function* unwrapObject(text: string, span: Span, wrappers: number): Generator<Unwrapped> {
  const members = membersOf(text, span.start);
  const isWrapper = !members.has('eventID') && wrappers < MAX_WRAPPERS;
  const within = isWrapper ? (memberThatIs('[', LISTS, text, members) ?? memberThatIs('{', OBJECTS, text, members)) : null;
  const inner = isWrapper && within === null ? firstText(STRINGS, text, members) : null;
  if (within !== null) yield* unwrapValue(text, within, wrappers + 1);
  else if (inner === null) yield { kind: 'object', text, span, members };
  else if (parseFailure(inner) !== null) yield { kind: 'none', why: 'a message that is not JSON' };
  else yield* unwrapValue(inner, { start: skipSpace(inner, 0), end: inner.trimEnd().length }, wrappers + 1);
}

type Members = ReadonlyMap<string, Span>;

const memberThatIs = (opening: string, names: readonly string[], text: string, members: Members): Span | null =>
  names.map((name) => members.get(name)).find((span) => span !== undefined && text[span.start] === opening) ?? null;

const firstText = (names: readonly string[], text: string, members: Members): string | null =>
  names.map((name) => textOf(text, members, name)).find((value) => value !== null) ?? null;
