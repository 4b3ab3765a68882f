import { parseAwsTime } from '../core/aws-time.ts';
import { KeytrailError } from '../core/errors.ts';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import { type Window, windowAround } from './window.ts';

/** What to simulate, as the user asks for it. */
export interface SimulationOptions {
  /** Id of a scenario. */
  readonly scenario: string;
  readonly seed: number;
  /** How many events of noise; those of the scenario come on top. */
  readonly events: number;
  /** Days that the logs cover, 21 when left out. */
  readonly days?: number;
  /** ISO 8601, UTC, whole seconds: when the attacker makes the first call. */
  readonly start?: string;
  /** Folder to write to. */
  readonly out: string;
}

/** The same, checked and complete. */
export interface SimulationPlan {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly events: number;
  readonly days: number;
  readonly start: number;
  readonly window: Window;
}

export const DEFAULT_DAYS = 21;
/** First use of the exposed key in the workshop. */
export const DEFAULT_START = '2026-01-07T02:25:18Z';
const MOST_DAYS = 366;

/** @throws KeytrailError `KT_SCENARIO_UNKNOWN` with the nearest name, or `KT_USAGE`. */
export function planOf(options: SimulationOptions): SimulationPlan {
  const scenario = scenarioOf(options.scenario);
  const { seed, events, days = DEFAULT_DAYS } = options;
  whole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  whole('events', events, 0, 1_000_000_000);
  whole('days', days, 1, MOST_DAYS);
  const text = options.start ?? DEFAULT_START;
  const start = /^\d{4}-/.test(text) ? parseAwsTime(text.includes('T') ? text : `${text}T00:00:00Z`) : null;
  if (start === null) {
    throw new KeytrailError('KT_USAGE', `start is "${text}", not a time.`, { hint: 'Write it like 2026-01-07T02:25:18Z, in UTC.' });
  }
  return { scenario, seed, events, days, start, window: windowAround(start, days) };
}

/** @throws KeytrailError `KT_SCENARIO_UNKNOWN`. */
export function scenarioOf(id: string): Scenario {
  const scenario = scenarios.find((candidate) => candidate.id === id);
  if (scenario !== undefined) return scenario;
  const nearest = scenarios.map((candidate) => candidate.id).sort((a, b) => distance(a, id) - distance(b, id))[0] ?? '';
  throw new KeytrailError('KT_SCENARIO_UNKNOWN', `There is no scenario "${id}". Nearest: ${nearest}.`, {
    hint: `The scenarios are ${scenarios.map((candidate) => candidate.id).join(', ')}.`,
  });
}

function whole(name: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  throw new KeytrailError('KT_USAGE', `${name} is ${value}, not a whole number from ${least} to ${most}.`, { hint: `Give another --${name}.` });
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
