import { KeytrailError } from '../core/errors.ts';

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

/** Times are compared as text with eventTime, so their form must be the same; a day alone stands for its beginning. */
export function timeParser(name: keyof TimeFlags | 'before'): (text: string) => string {
  return (text) => {
    if (/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
    throw new KeytrailError('KT_USAGE', `--${name} is "${text}", not a time.`, { hint: 'Write it like 2026-01-07 or 2026-01-07T02:25:18Z, in UTC.' });
  };
}
