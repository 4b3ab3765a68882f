import { documentsOf } from './documents.ts';
import { type EventRow, eventRow } from './event-row.ts';
import { type LogKey, parseLogKey } from './log-key.ts';
import { type Recognised, recogniseObject } from './recognise.ts';
import { type Unwrapped, unwrap } from './unwrap.ts';

/** What a file turned out to be. */
export type LogReading =
  | {
      readonly kind: 'log';
      readonly events: number;
      /** Records that are no event: how many, by reason. */
      readonly givenUp: ReadonlyMap<string, number>;
      /** Events of another account than the file's place says. */
      readonly accountMismatches: number;
    }
  | { readonly kind: 'recognised'; readonly what: Recognised }
  | { readonly kind: 'set-aside'; readonly why: string };

/**
 * Reads a text as CloudTrail events: `{"Records": [...]}`, a bare array, one object or several, JSON Lines; wrapped by LookupEvents, CloudWatch Logs
 * or EventBridge.
 *
 * @param path the file's path or S3 key, for the partition keys
 * @param emit is given every event, in order; none when the file is not a log
 */
export function readLog(text: string, path: string, emit: (row: EventRow) => void): LogReading {
  const found = documentsOf(text);
  if (found.kind === 'not-json') return { kind: 'set-aside', why: found.why };
  const key = parseLogKey(path);
  const givenUp = new Map<string, number>(found.broken > 0 ? [['not JSON', found.broken]] : []);
  const recognised = new Set<Recognised | null>();
  let events = 0;
  let accountMismatches = 0;
  for (const document of found.documents) {
    for (const unwrapped of unwrap(text, document)) {
      const record = readRecord(unwrapped, key);
      if (record.kind === 'event') {
        events += 1;
        if (isOfAnotherAccount(record.row, key)) accountMismatches += 1;
        emit(record.row);
      } else {
        givenUp.set(record.why, (givenUp.get(record.why) ?? 0) + 1);
        recognised.add(record.what);
      }
    }
  }
  if (events > 0 || givenUp.size === 0) return { kind: 'log', events, givenUp, accountMismatches };
  const [what = null] = recognised;
  if (what !== null && recognised.size === 1 && found.broken === 0) return { kind: 'recognised', what };
  return { kind: 'set-aside', why: `JSON, but no CloudTrail record in it (${[...givenUp.keys()].join('; ')})` };
}

type RecordReading =
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'none'; readonly why: string; readonly what: Recognised | null };

function readRecord(unwrapped: Unwrapped, key: LogKey): RecordReading {
  if (unwrapped.kind === 'none') return { kind: 'none', why: unwrapped.why, what: null };
  const what = recogniseObject(unwrapped.text, unwrapped.members);
  if (what !== null) return { kind: 'none', why: `no call but: ${what}`, what };
  const row = eventRow(unwrapped.text, unwrapped.span, unwrapped.members, key);
  return typeof row === 'string' ? { kind: 'none', why: row, what: null } : { kind: 'event', row };
}

const isOfAnotherAccount = (row: EventRow, key: LogKey): boolean =>
  key.account !== null && row.recipientAccountId !== null && row.recipientAccountId !== key.account;
