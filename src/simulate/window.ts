export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A span of time, in milliseconds: `from` included, `to` not. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Part of the window that lies before the attack: enough to know what is usual, and some days after it to see what stayed. */
const BEFORE_ATTACK = 0.85;
/** Attacks go on for the better part of a day. */
const LEAST_HOURS_AFTER = 20;

/** The days that the logs cover, on whole hours, around an attack that begins at `start` (milliseconds). */
export function windowAround(start: number, days: number): Window {
  const hours = days * 24;
  const before = Math.min(Math.round(hours * BEFORE_ATTACK), hours - LEAST_HOURS_AFTER);
  const from = Math.floor(start / HOUR) * HOUR - before * HOUR;
  return { from, to: from + hours * HOUR };
}
