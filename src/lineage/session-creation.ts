import { parseAwsTime } from '../core/aws-time.ts';
import type { CloudTrailEvent } from '../core/event.ts';

/** Two services stamp one moment with so much difference at most, in milliseconds. Measured on real trails: 0 for sessions and consoles. */
const TOLERANCE_MS = 2_000;

/** When a temporary credential says it was made, in milliseconds; NaN where it does not say. */
export const creationOf = ({ userIdentity }: CloudTrailEvent): number =>
  parseAwsTime(userIdentity?.sessionContext?.attributes?.creationDate ?? '') ?? Number.NaN;

export const timeOf = ({ eventTime }: CloudTrailEvent): number => parseAwsTime(eventTime) ?? Number.NaN;

/** Whether a use is of a session that was made in the moment of a call. */
export const wasMadeAt = (use: CloudTrailEvent, call: CloudTrailEvent): boolean => Math.abs(creationOf(use) - timeOf(call)) <= TOLERANCE_MS;

/** The seconds around a moment, as records write them without their `Z`, in order. */
export function secondsAround(time: number, before: number, after = before): string[] {
  const seconds: string[] = [];
  for (let each = time - before; each <= time + after; each += 1_000) seconds.push(new Date(each).toISOString().slice(0, 19));
  return seconds;
}
