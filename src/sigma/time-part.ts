/** What Sigma's time modifiers take out of a time, in UTC; `week` counts as ISO 8601 does. */
export const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
export type TimePart = (typeof timeParts)[number];

const DAY = 86_400_000;

/**
 * Milliseconds since 1970 of an ISO 8601 time with a date. Without a zone it is read as UTC, as all of CloudTrail is.
 *
 * @returns null when the text is none
 */
export function timeOf(text: string): number | null {
  const [, date, clock = 'T00:00:00', zone = 'Z'] = /^(\d{4}-\d\d-\d\d)([T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  const time = date === undefined ? Number.NaN : Date.parse(`${date}${clock.replace(' ', 'T')}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(time) ? null : time;
}

/**
 * Reads one part of an ISO 8601 time.
 *
 * @returns null when the text is no time with a date
 */
export function timePart(text: string, part: TimePart): number | null {
  const milliseconds = timeOf(text);
  if (milliseconds === null) return null;
  const time = new Date(milliseconds);
  switch (part) {
    case 'minute':
      return time.getUTCMinutes();
    case 'hour':
      return time.getUTCHours();
    case 'day':
      return time.getUTCDate();
    case 'week':
      return isoWeek(time);
    case 'month':
      return time.getUTCMonth() + 1;
    case 'year':
      return time.getUTCFullYear();
  }
}

/** A week belongs to the year that its Thursday is in. */
function isoWeek(time: Date): number {
  const thursday = new Date(Math.floor(time.getTime() / DAY) * DAY + (4 - (time.getUTCDay() || 7)) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - first) / DAY / 7) + 1;
}
