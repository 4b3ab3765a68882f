import { createHash } from 'node:crypto';
import { isoSeconds, parseAwsTime } from '../core/aws-time.ts';
import { columns } from '../core/cloudtrail-table.ts';
import { cellWriter } from './cell-json.ts';
import type { LogKey } from './log-key.ts';
import { type Span, textOf } from './scan-json.ts';

/** More than this is no event: CloudTrail's limit is 256 KB, 1 MB in event data stores. */
export const MAX_RECORD_CHARACTERS = 2 * 1024 * 1024;

/** An event as a row of the table, with the untouched record beside it. */
export interface EventRow {
  readonly eventId: string;
  readonly recipientAccountId: string | null;
  /** The record as it came. */
  readonly raw: string;
  /** The row as JSON text: columns and partition keys by their names; what the record does not have may be missing. */
  readonly json: string;
}

const writers = columns.map((column) => ({ member: column.member, prefix: `,"${column.name}":`, write: cellWriter(column) }));

/**
 * The row of a record, or a clause that says why the record is none.
 *
 * @param text text in which the record stands, accepted by `JSON.parse`
 * @param members the record's members, by name
 * @param key what the file's place gives for the partition keys; where it gives nothing, the record does
 */
export function eventRow(text: string, record: Span, members: ReadonlyMap<string, Span>, key: LogKey): EventRow | string {
  if (record.end - record.start > MAX_RECORD_CHARACTERS) return `longer than ${MAX_RECORD_CHARACTERS} characters`;
  const raw = text.slice(record.start, record.end);
  const stated = textOf(text, members, 'eventID') || null;
  const eventId = stated ?? (isOfFirstVersion(text, members) ? idOfText(raw) : null);
  if (eventId === null) return 'no eventID';
  // Records that passed through Logstash have the time in `@timestamp` alone.
  const eventTime = textOf(text, members, 'eventTime') ?? textOf(text, members, '@timestamp');
  const milliseconds = eventTime === null ? null : parseAwsTime(eventTime);
  if (milliseconds === null) return 'no eventTime that is a time';
  const recipientAccountId = textOf(text, members, 'recipientAccountId');
  const partition = key.partition ?? {
    day: isoSeconds(milliseconds).slice(0, 10).replaceAll('-', '/'),
    region: textOf(text, members, 'awsRegion'),
    account: recipientAccountId,
  };
  let json = `{"date_partition":"${partition.day}","region_partition":${JSON.stringify(partition.region)},"account_partition":${JSON.stringify(partition.account)}`;
  for (const { member, prefix, write } of writers) {
    const span = members.get(member);
    if (span !== undefined) json += prefix + write(text, span);
  }
  if (!members.has('eventTime')) json += `,"eventtime":${JSON.stringify(eventTime)}`;
  if (stated === null) json += `,"eventid":"${eventId}"`;
  return { eventId, recipientAccountId, raw, json: `${json}}` };
}

/** Records of version 1.0, of 2013 and 2014, have no eventID: it came with 1.01. */
const isOfFirstVersion = (text: string, members: ReadonlyMap<string, Span>): boolean =>
  /^1\.00?$/.test(textOf(text, members, 'eventVersion') ?? '') && textOf(text, members, 'eventName') !== null && !members.has('eventID');

/** An id that is the same for the same text: a UUID of version 8 (RFC 9562) from its SHA-256. */
function idOfText(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
