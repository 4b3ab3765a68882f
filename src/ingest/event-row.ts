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
  const eventId = textOf(text, members, 'eventID');
  if (eventId === null || eventId === '') return 'no eventID';
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
  return { eventId, recipientAccountId, raw: text.slice(record.start, record.end), json: `${json}}` };
}
