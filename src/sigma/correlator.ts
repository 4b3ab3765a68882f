import type { JsonObject } from '../core/json.ts';
import { type CorrelationMatch, correlate } from './correlate.ts';
import { type Correlation, isCorrelation } from './correlation.ts';
import { type CorrelationEvent, correlationEvent, matchOf, type StepMatch } from './correlation-event.ts';
import type { Rule } from './rule.ts';

/** Collects what correlations need from matches, and tells where they hold. */
export interface Correlator {
  /** Takes a match of a rule; rules that no correlation refers to are no matter. */
  add(rule: Rule, record: JsonObject): void;
  /** To be called once: for each correlation where it holds, and how many matches took no part because a field to group by, a time or an id was missing. */
  finish(): ReadonlyMap<Correlation, CorrelationResult>;
}

export interface CorrelationResult {
  readonly matches: readonly CorrelationMatch[];
  readonly leftOut: number;
}

/** @param correlations those that others refer to come first, as {@link compileRules} gives them */
export function correlator(correlations: readonly Correlation[]): Correlator {
  const collected = new Map(correlations.map((correlation) => [correlation, { events: [] as CorrelationEvent[], leftOut: 0 }]));
  const referring = new Map<Rule | Correlation, { readonly correlation: Correlation; readonly step: number }[]>();
  for (const correlation of correlations) {
    correlation.steps.forEach(({ rule }, step) => {
      referring.set(rule, [...(referring.get(rule) ?? []), { correlation, step }]);
    });
  }
  /** Records of events that inner correlations may need the fields of, by event id. */
  const records = new Map<string, JsonObject>();
  const isInner = new Set(correlations.filter((correlation) => referring.has(correlation)));

  function take(rule: Rule | Correlation, match: StepMatch | null): void {
    for (const { correlation, step } of referring.get(rule) ?? []) {
      const entry = collected.get(correlation);
      if (entry === undefined) continue;
      const event = match === null ? null : correlationEvent(correlation, step, match);
      if (event === null || match === null) entry.leftOut += 1;
      else {
        entry.events.push(event);
        if (isInner.has(correlation)) for (const id of match.eventIds) records.set(id, match.record);
      }
    }
  }

  return {
    add: (rule, record) => {
      if (referring.has(rule)) take(rule, matchOf(record));
    },
    finish() {
      const results = new Map<Correlation, CorrelationResult>();
      for (const [correlation, { events, leftOut }] of collected) {
        const matches = correlate(correlation, events);
        results.set(correlation, { matches, leftOut });
        for (const match of matches) take(correlation, stepMatchOf(correlation, match, records));
      }
      return results;
    },
  };
}

/** A match of an inner correlation counts as an event at the last moment at which it held. */
function stepMatchOf({ groupBy }: Correlation, match: CorrelationMatch, records: ReadonlyMap<string, JsonObject>): StepMatch {
  const group = new Map(groupBy.map((field, index) => [field, match.group[index] ?? '']));
  return { record: records.get(match.eventIds.at(-1) ?? '') ?? {}, time: match.to, eventIds: match.eventIds, group };
}

/** A correlation and everything that it rests on, directly or through others. */
export const partsOf = (rule: Rule | Correlation): readonly (Rule | Correlation)[] =>
  isCorrelation(rule) ? [rule, ...rule.steps.flatMap((step) => partsOf(step.rule))] : [rule];
