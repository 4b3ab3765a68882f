import type { JsonValue } from '../core/json.ts';
import type { Correlation, CorrelationType } from './correlation.ts';
import { type CorrelationEvent, textOf } from './correlation-event.ts';
import { numberIn } from './match.ts';

/** What is measured of the events in a window that moves along. */
export interface WindowMeasure {
  add(event: CorrelationEvent): void;
  /** Takes back what `add` was given. */
  remove(event: CorrelationEvent): void;
  /** Null when there is nothing to measure. */
  value(): number | null;
}

const numbersOf = (values: readonly JsonValue[]): readonly number[] => values.map(numberIn).filter((number) => number !== null);

/** How many different texts there are. */
function distinct(textsOf: (event: CorrelationEvent) => readonly string[]): WindowMeasure {
  const counts = new Map<string, number>();
  const change = (event: CorrelationEvent, by: 1 | -1): void => {
    for (const text of textsOf(event)) {
      const count = (counts.get(text) ?? 0) + by;
      if (count === 0) counts.delete(text);
      else counts.set(text, count);
    }
  };
  return { add: (event) => change(event, 1), remove: (event) => change(event, -1), value: () => counts.size };
}

/** A percentile of the numbers, which are kept in order. */
function percentile(wanted: number): WindowMeasure {
  const sorted: number[] = [];
  return {
    add(event) {
      for (const number of numbersOf(event.values)) sorted.splice(placeOf(number, sorted), 0, number);
    },
    remove(event) {
      for (const number of numbersOf(event.values)) sorted.splice(placeOf(number, sorted), 1);
    },
    value: () => (sorted.length === 0 ? null : percentileOf(sorted, wanted)),
  };
}

/** The first place whose number is not less. */
function placeOf(number: number, sorted: readonly number[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between two numbers the percentile lies on the line from one to the other. */
function percentileOf(sorted: readonly number[], wanted: number): number {
  const place = (wanted / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}

/** A running sum. Whole numbers are added and taken away exactly; fractions are added up anew, because taking one away leaves an error behind. */
function summed(reckon: (sum: number, count: number) => number): WindowMeasure {
  let whole = 0;
  let count = 0;
  const fractions: number[] = [];
  return {
    add(event) {
      for (const number of numbersOf(event.values)) {
        count += 1;
        if (Number.isInteger(number)) whole += number;
        else fractions.push(number);
      }
    },
    remove(event) {
      for (const number of numbersOf(event.values)) {
        count -= 1;
        if (Number.isInteger(number)) whole -= number;
        else fractions.splice(fractions.indexOf(number), 1);
      }
    },
    value: () => (count === 0 ? null : reckon(whole + fractions.reduce((sum, number) => sum + number, 0), count)),
  };
}

const measures: Readonly<Record<Exclude<CorrelationType, 'temporal_ordered'>, (correlation: Correlation) => WindowMeasure>> = {
  event_count: () => distinct(({ eventIds }) => [eventIds.join(' ')]),
  value_count: () => distinct(({ values }) => values.map(textOf)),
  temporal: () => distinct(({ step }) => [String(step)]),
  value_sum: () => summed((sum) => sum),
  value_avg: () => summed((sum, count) => sum / count),
  value_percentile: ({ percentile: wanted }) => percentile(wanted ?? 0),
  value_median: () => percentile(50),
};

/** An empty window of the correlation. */
export const windowMeasure = (correlation: Correlation & { readonly type: keyof typeof measures }): WindowMeasure =>
  measures[correlation.type](correlation);
