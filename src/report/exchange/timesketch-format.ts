import { parseAwsTime } from '../../core/aws-time.ts';
import type { TimelineEntry } from '../../core/case.ts';
import { printableJson } from '../printable-json.ts';
import type { ReportFormat } from '../report-format.ts';

/**
 * The timeline for Timesketch, an event a line. `message`, `datetime` and `timestamp_desc` are what its importer demands.
 *
 * @see https://timesketch.org/guides/user/import-from-json-csv/
 */
export const timesketchFormat: ReportFormat<'timesketch.jsonl'> = {
  ending: 'timesketch.jsonl',
  title: 'Timeline for Timesketch',
  render: ({ timeline }) => timeline.map((entry) => `${printableJson(JSON.stringify(eventOf(entry)))}\n`).join(''),
};

function eventOf(entry: TimelineEntry) {
  const { eventTime, eventName, summary, errorCode, actor, stage } = entry;
  const time = parseAwsTime(eventTime);
  return {
    message: [eventName, ...(summary === eventName ? [] : [summary]), ...(errorCode === null ? [] : [errorCode])].join(': '),
    datetime: eventTime,
    /** Microseconds, as Plaso counts them. */
    ...(time !== null && { timestamp: time * 1000 }),
    timestamp_desc: 'Event Time',
    /** The name that Plaso gives to CloudTrail's events: Timesketch's own analyzers look for it. */
    data_type: 'aws:cloudtrail:entry',
    tag: stage === null ? [actor] : [actor, stage],
    event_id: entry.eventId,
    event_name: eventName,
    event_source: entry.eventSource,
    access_key: entry.credential,
    principal: entry.principal,
    aws_region: entry.awsRegion,
    source_ip: entry.sourceIPAddress,
    error_code: errorCode,
    actor,
    actor_reason: entry.why,
    stage,
  };
}
