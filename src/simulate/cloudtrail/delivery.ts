import { parseAwsTime } from '../../core/aws-time.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { Random } from '../random.ts';

/** A log file about to be written. */
export interface LogFile {
  readonly accountId: string;
  readonly region: string;
  /** Milliseconds, a whole minute. */
  readonly delivered: number;
  readonly records: readonly string[];
  readonly oldest: string;
  readonly newest: string;
}

/** Puts events into files as CloudTrail does. */
export interface Delivery {
  /** Adds an event, and a second copy for the next file when it is to be delivered twice. */
  add(event: CloudTrailEvent, twice: boolean): void;
  /** Files that no event from `time` (milliseconds) on can get into any more, in the order of their delivery. */
  filesBefore(time: number): LogFile[];
}

const MINUTE = 60_000;
/** Every account and region has its own beat of this length. */
const BEAT = 5 * MINUTE;
/** No event is in a file earlier than this. */
const LEAST_LAG = 2 * MINUTE;
/** Part of the events that come late: three minutes more, which makes ten at most. Seven minutes are the 95th percentile of real sets. */
const LATE = 0.01;
const LATENESS = 3 * MINUTE;
/** Real files are not always in order of time. */
const UNORDERED = 0.27;
const MOST_RECORDS = 5000;

type Batch = { readonly accountId: string; readonly region: string; readonly delivered: number; readonly events: CloudTrailEvent[] };

/** Delivery 2 to 10 minutes after the event, several events to a file, by account and region. */
export function cloudTrailDelivery(random: Random): Delivery {
  const batches = new Map<string, Batch>();
  const beats = new Map<string, number>();

  const put = (event: CloudTrailEvent, accountId: string, delivered: number): void => {
    const key = `${accountId} ${event.awsRegion} ${delivered}`;
    const batch = batches.get(key) ?? { accountId, region: event.awsRegion, delivered, events: [] };
    batches.set(key, batch);
    batch.events.push(event);
  };
  const beatOf = (place: string): number => {
    const beat = beats.get(place) ?? random.below(BEAT / MINUTE) * MINUTE;
    beats.set(place, beat);
    return beat;
  };

  return {
    add: (event, twice) => {
      const time = parseAwsTime(event.eventTime);
      const accountId = event.recipientAccountId;
      if (time === null || accountId === undefined) throw new Error(`a made event has no time or account: ${event.eventID}`);
      const beat = beatOf(`${accountId} ${event.awsRegion}`);
      const ready = time + LEAST_LAG + (random.chance(LATE) ? LATENESS : 0);
      const delivered = Math.ceil((ready - beat) / BEAT) * BEAT + beat;
      put(event, accountId, delivered);
      if (twice) put(event, accountId, delivered + BEAT);
    },
    filesBefore: (time) => {
      const due = [...batches].filter(([, batch]) => batch.delivered < time + LEAST_LAG);
      for (const [key] of due) batches.delete(key);
      return due
        .map(([, batch]) => batch)
        .sort((a, b) => a.delivered - b.delivered)
        .flatMap((batch) => filesOf(batch, random));
    },
  };
}

function filesOf({ accountId, region, delivered, events }: Batch, random: Random): LogFile[] {
  const files: LogFile[] = [];
  for (let from = 0; from < events.length; from += MOST_RECORDS) {
    const part = events.slice(from, from + MOST_RECORDS);
    const times = part.map((event) => event.eventTime).sort();
    const ordered = random.chance(UNORDERED) ? random.shuffled(part) : part;
    files.push({
      accountId,
      region,
      delivered,
      records: ordered.map((event) => JSON.stringify(event)),
      oldest: times[0] ?? '',
      newest: times.at(-1) ?? '',
    });
  }
  return files;
}
