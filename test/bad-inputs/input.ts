import { gzipSync } from 'node:zlib';

/** A file that is not what a trail writes, or not quite, and what `collect` has to say of it. */
export interface Input {
  /** Where it lies below the folder that is collected. */
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Lines of the report on it, in a word or two: `set aside: WHY`, `given up: COUNT, WHY`, `odd account: COUNT`, `no log: KIND`. */
  readonly lines: readonly string[];
  /** eventIDs that are in the lake because of it. */
  readonly events?: readonly string[];
}

/** A record that has what every event has; `more` is JSON text of further members, with a comma before. */
export const record = (eventID: string, more = ''): string =>
  `{"eventVersion":"1.08","eventTime":"2026-01-07T02:25:18Z","eventSource":"iam.amazonaws.com","eventName":"ListUsers","awsRegion":"us-east-1","recipientAccountId":"111122223333","eventID":"${eventID}"${more}}`;

/** A file of a trail. */
export const trailFile = (...records: readonly string[]): string => `{"Records":[${records.join(',')}]}`;

export const packed = (...records: readonly string[]): Buffer => gzipSync(trailFile(...records));
