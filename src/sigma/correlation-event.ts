import type { JsonObject, JsonValue } from '../core/json.ts';
import { type Correlation, isCorrelation, type Step } from './correlation.ts';
import { fieldValues, flattened } from './field-values.ts';
import { timeOf } from './time-part.ts';

/** What a correlation needs to know of one match of one of its steps. */
export interface CorrelationEvent {
  /** Place of the step among those of the correlation. */
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Of the event; of all events where an inner correlation matched. */
  readonly eventIds: readonly string[];
  /** One value for each field of `groupBy`. */
  readonly group: readonly string[];
  /** What stands in the field whose values are counted. */
  readonly values: readonly JsonValue[];
}

/** A match: the record of an event, or the finding of an inner correlation with the record of its last event. */
export interface StepMatch {
  readonly record: JsonObject;
  readonly time: number;
  readonly eventIds: readonly string[];
  /** The values that an inner correlation was grouped by, by its names for them. */
  readonly group: ReadonlyMap<string, string>;
}

/** An event as a match; null when it has no id or no time, so that no window can hold it. */
export function matchOf(record: JsonObject): StepMatch | null {
  const { eventTime, eventID } = record;
  const time = typeof eventTime === 'string' ? timeOf(eventTime) : null;
  return time === null || typeof eventID !== 'string' ? null : { record, time, eventIds: [eventID], group: new Map() };
}

/**
 * Takes from a match what the correlation counts.
 *
 * @returns null when a field of `groupBy` is missing: values that are not there are not equal to each other
 */
export function correlationEvent(correlation: Correlation, index: number, match: StepMatch): CorrelationEvent | null {
  const step = correlation.steps[index];
  if (step === undefined) return null;
  const group: string[] = [];
  for (const field of step.groupFields) {
    const value = groupValue(step, field, match);
    if (value === null) return null;
    group.push(value);
  }
  return {
    step: index,
    time: match.time,
    eventIds: match.eventIds,
    group,
    values: correlation.fields.length > 1 ? combined(correlation.fields, match) : correlation.fields.flatMap((field) => valuesAt(match, field)),
  };
}

function groupValue({ rule }: Step, field: string, match: StepMatch): string | null {
  const own = isCorrelation(rule) ? match.group.get(field) : undefined;
  if (own !== undefined) return own;
  const [first, ...more] = valuesAt(match, field);
  return first === undefined ? null : more.length === 0 ? textOf(first) : JSON.stringify([first, ...more]);
}

/** Several fields count by the combination of their values. */
function combined(fields: readonly string[], match: StepMatch): readonly JsonValue[] {
  const values = fields.map((field) => valuesAt(match, field));
  return values.every((some) => some.length > 0) ? [JSON.stringify(values)] : [];
}

const valuesAt = ({ record }: StepMatch, field: string): readonly JsonValue[] =>
  flattened(fieldValues(record, field)).filter((value) => value !== null);

/** A value as text: what groups and distinct values are told apart by. */
export const textOf = (value: JsonValue): string => (typeof value === 'string' ? value : JSON.stringify(value));
