import { type Span, skipSpace, valueEnd } from './scan-json.ts';

/** More broken lines than this, and the file is not what it seems. */
const MAX_BROKEN = 100;

/** The JSON documents of a text: one as a rule; several in JSON Lines or when documents were put one after the other. */
export type Documents =
  | { readonly kind: 'documents'; readonly documents: readonly Span[]; readonly broken: number }
  | { readonly kind: 'not-json'; readonly why: string };

/** Cuts a text into documents, each accepted by `JSON.parse`. A broken one among several is counted and left out; a text that begins broken is no JSON. */
export function documentsOf(text: string): Documents {
  const start = skipSpace(text, 0);
  if (start === text.length) return { kind: 'not-json', why: 'empty' };
  const failure = parseFailure(text);
  if (failure === null) return { kind: 'documents', documents: [{ start, end: text.trimEnd().length }], broken: 0 };

  const documents: Span[] = [];
  let broken = 0;
  let at = start;
  while (at < text.length) {
    const document = documentAt(text, afterTime(text, at));
    if (document !== null) {
      documents.push(document);
      at = skipSpace(text, document.end);
      continue;
    }
    broken += 1;
    if (documents.length === 0 || broken > MAX_BROKEN) return { kind: 'not-json', why: failure };
    const line = text.indexOf('\n', at);
    at = line === -1 ? text.length : skipSpace(text, line);
  }
  return { kind: 'documents', documents, broken };
}

/** What an export of CloudWatch Logs to S3 puts before each event. */
const TIME = /\d{4}-\d\d-\d\dT[\d:.]+Z[ \t]+/y;

function afterTime(text: string, at: number): number {
  TIME.lastIndex = at;
  return TIME.test(text) ? TIME.lastIndex : at;
}

function documentAt(text: string, start: number): Span | null {
  const first = text[start];
  if (first !== '{' && first !== '[') return null;
  const end = valueEnd(text, start);
  return end !== -1 && parseFailure(text.slice(start, end)) === null ? { start, end } : null;
}

/** Why a text is not JSON, or null when it is. V8's own message is not passed on: it quotes the text. */
export function parseFailure(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const position = /at position (\d+)/.exec((error as Error).message)?.[1];
    return position === undefined ? 'not JSON' : `not JSON (at character ${Number(position) + 1})`;
  }
}
