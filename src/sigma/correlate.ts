import type { Bound, Correlation } from './correlation.ts';
import type { CorrelationEvent } from './correlation-event.ts';
import { compares } from './match.ts';
import { orderedChains } from './ordered-chains.ts';
import { windowMeasure } from './window-measures.ts';

/** Where a correlation holds: one group, one run of time. */
export interface CorrelationMatch {
  readonly group: readonly string[];
  /** Milliseconds since 1970 of the first event and of the last moment at which the condition held. */
  readonly from: number;
  readonly to: number;
  /** Of all events from first to last, in order of time. */
  readonly eventIds: readonly string[];
  /** What was measured when it went furthest; for ordered steps, their number. */
  readonly reached: number;
}

/** A moment at which the condition holds, with the beginning of the window that it looks back on. */
interface Trigger {
  readonly from: number;
  readonly to: number;
  readonly reached: number;
}

/**
 * Finds where a correlation holds. The window slides: at every event it reaches back by the timespan, both ends included. Moments that lie no more
 * than a timespan apart are one match.
 *
 * @param events of all steps, in any order
 */
export function correlate(correlation: Correlation, events: readonly CorrelationEvent[]): readonly CorrelationMatch[] {
  const groups = new Map<string, CorrelationEvent[]>();
  for (const event of events) {
    const key = JSON.stringify(event.group);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return [...groups.values()].flatMap((group) => {
    const sorted = withoutRepeats(
      correlation,
      group.toSorted((a, b) => a.time - b.time || a.step - b.step),
    );
    const triggers =
      correlation.type === 'temporal_ordered' ? orderedTriggers(correlation, sorted) : windowTriggers(correlation, correlation.type, sorted);
    return runs(triggers, correlation.timespan).map((run) => matchOf(run, sorted));
  });
}

/** Logs may hold an event twice; and what is counted is events, not the rules that they match, unless it is the steps that count. */
function withoutRepeats({ type }: Correlation, events: readonly CorrelationEvent[]): readonly CorrelationEvent[] {
  const countsSteps = type === 'temporal' || type === 'temporal_ordered';
  const seen = new Set<string>();
  return events.filter(({ step, eventIds }) => {
    const key = `${countsSteps ? step : ''} ${eventIds.join(' ')}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

function windowTriggers(
  correlation: Correlation,
  type: Exclude<Correlation['type'], 'temporal_ordered'>,
  sorted: readonly CorrelationEvent[],
): readonly Trigger[] {
  const measure = windowMeasure({ ...correlation, type });
  const triggers: Trigger[] = [];
  let oldest = 0;
  sorted.forEach((event, index) => {
    measure.add(event);
    // Events of one moment are in the window together.
    if (sorted[index + 1]?.time === event.time) return;
    const from = event.time - correlation.timespan;
    for (let leaving = sorted[oldest]; leaving !== undefined && leaving.time < from; leaving = sorted[oldest]) {
      measure.remove(leaving);
      oldest += 1;
    }
    const reached = measure.value();
    if (reached !== null && correlation.bounds.every((bound) => keeps(bound, reached))) {
      triggers.push({ from: sorted[oldest]?.time ?? event.time, to: event.time, reached });
    }
  });
  return triggers;
}

const keeps = ({ operator, value }: Bound, reached: number): boolean => (operator === 'neq' ? reached !== value : compares(reached, operator, value));

const orderedTriggers = ({ steps, timespan }: Correlation, sorted: readonly CorrelationEvent[]): readonly Trigger[] =>
  orderedChains(sorted, steps.length)
    .filter(({ start, end }) => end - start <= timespan)
    .map(({ start, end }) => ({ from: start, to: end, reached: steps.length }));

function runs(triggers: readonly Trigger[], timespan: number): readonly Trigger[] {
  const joined: Trigger[] = [];
  for (const trigger of triggers) {
    const last = joined.at(-1);
    if (last === undefined || trigger.to - last.to > timespan) joined.push(trigger);
    else joined[joined.length - 1] = { from: Math.min(last.from, trigger.from), to: trigger.to, reached: Math.max(last.reached, trigger.reached) };
  }
  return joined;
}

function matchOf({ from, to, reached }: Trigger, sorted: readonly CorrelationEvent[]): CorrelationMatch {
  const inside = sorted.slice(firstFrom(from, sorted), firstFrom(to + 1, sorted));
  return { group: inside[0]?.group ?? [], from, to, eventIds: [...new Set(inside.flatMap(({ eventIds }) => eventIds))], reached };
}

/** The place of the first event that is not before a time. */
function firstFrom(time: number, sorted: readonly CorrelationEvent[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.time ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
