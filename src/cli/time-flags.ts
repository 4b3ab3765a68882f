import { isoSeconds } from '../core/aws-time.ts';
import { KeytrailError } from '../core/errors.ts';
import type { TimeWindow } from '../core/time-window.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A span of event times, as flags give it. */
export interface TimeFlags {
  readonly since?: string;
  readonly until?: string;
}

/** The flags `--since` and `--until` of a command that looks at events. */
export const timeFlags = {
  since: { kind: 'parsed', parse: timeParser('since'), optional: true, placeholder: 'ISO', brief: 'First time to look at, UTC' },
  until: { kind: 'parsed', parse: timeParser('until'), optional: true, placeholder: 'ISO', brief: 'First time no longer looked at, UTC' },
} as const;

/**
 * Times are compared as text with eventTime, so their form must be the same: whole seconds, in UTC. A day alone stands for its beginning.
 *
 * @returns reads an ISO 8601 time, with a zone and to the minute at least, or a day
 */
export function timeParser(name: keyof TimeFlags | 'before' | 'start'): (text: string) => string {
  return (text) => {
    const time = Date.parse(text);
    if (DAY.test(text) && !Number.isNaN(time)) return text;
    if (TIME.test(text) && !Number.isNaN(time)) return isoSeconds(time);
    throw new KeytrailError('KT_USAGE', `--${name} is "${text}", not a time.`, { hint: 'Write it like 2026-01-07 or 2026-01-07T02:25:18Z, in UTC.' });
  };
}

/**
 * The span that the flags give.
 *
 * @throws KeytrailError `KT_USAGE` for a span in which no time lies
 */
export function windowOf({ since, until }: TimeFlags): TimeWindow {
  if (since !== undefined && until !== undefined && Date.parse(since) >= Date.parse(until)) {
    throw new KeytrailError('KT_USAGE', `between --since ${since} and --until ${until} there is no time.`, {
      hint: '--until is the first time that is no longer looked at, and lies after --since.',
    });
  }
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
