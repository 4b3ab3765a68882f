import { isoSeconds } from '../core/aws-time.ts';
import type { Coverage } from '../core/case.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import { groupBy } from '../core/group-by.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

const HOUR = 3_600_000;
/** So many days must be in the data before a usual rhythm can be told. */
const FEWEST_DAYS = 5;
/** An hour of the day is usually busy when so many days have events in it. */
const USUAL_SHARE = 0.9;
/** Silence shorter than this happens by itself. */
const SHORTEST_HOURS = 3;

/** The hours in which there is an event at all. */
export async function busyHours(engine: SqlEngine): Promise<string[]> {
  const table = await engine.query(`SELECT DISTINCT substr(eventtime, 1, 13) AS hour FROM ${TABLE} WHERE eventtime IS NOT NULL`);
  return table.rows.map(([hour]) => String(hour));
}

/**
 * Stretches without any event, at hours of the day in which there is one on nearly every other day: logs may be missing, or logging was off.
 *
 * @param hours `2026-01-07T02`, those with events, in any order
 */
export function gapsBetween(hours: readonly string[]): Coverage['gaps'] {
  const busy = new Set(hours.map((hour) => Date.parse(`${hour}:00:00Z`)).filter((time) => !Number.isNaN(time)));
  const [first, last] = [Math.min(...busy), Math.max(...busy)];
  const days = new Set(hours.map((hour) => hour.slice(0, 10))).size;
  if (busy.size === 0 || days < FEWEST_DAYS) return [];
  const byHourOfDay = groupBy(busy, (time) => new Date(time).getUTCHours());
  const isUsual = (time: number): boolean => (byHourOfDay.get(new Date(time).getUTCHours())?.length ?? 0) >= USUAL_SHARE * (days - 1);

  const gaps: Coverage['gaps'] = [];
  let silentSince: number | null = null;
  for (let time = first; time <= last; time += HOUR) {
    if (!busy.has(time) && isUsual(time)) {
      silentSince ??= time;
      continue;
    }
    if (silentSince !== null && time - silentSince >= SHORTEST_HOURS * HOUR) gaps.push(gap(silentSince, time));
    silentSince = null;
  }
  return gaps;
}

const gap = (from: number, to: number): Coverage['gaps'][number] => ({
  from: isoSeconds(from),
  to: isoSeconds(to),
  why: 'no event at all, at hours that are busy on other days',
});
