import type { CloudTrailEvent } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import type { JsonObject } from '../core/json.ts';
import type { CorrelationMatch } from '../sigma/correlate.ts';
import type { Bound, Correlation } from '../sigma/correlation.ts';
import { correlator } from '../sigma/correlator.ts';
import type { Rule } from '../sigma/rule.ts';
import { stableId, statementOf } from './finding-builder.ts';
import { TieCollector, type TiedFinding } from './ties.ts';

/** Findings of correlations, from the matches of the rules that they rest on. */
export interface CorrelatedFindings {
  /**
   * Events must come in order of time.
   *
   * @param record what the rule was asked of, where it is not the event as it stands
   */
  add(rule: Rule, event: CloudTrailEvent, record?: JsonObject): void;
  /** To be called once. */
  finish(): { readonly findings: readonly CorrelatedFinding[]; readonly leftOut: readonly LeftOut[] };
}

export interface CorrelatedFinding extends TiedFinding {
  readonly correlation: Correlation;
  readonly events: readonly CloudTrailEvent[];
}

/** A correlation that could not count all matches of its rules, because some have no value to group by. */
export interface LeftOut {
  readonly ruleId: string;
  readonly title: string;
  readonly matches: number;
}

export function correlatedFindings(correlations: readonly Correlation[]): CorrelatedFindings {
  const collected = correlator(correlations);
  const events = new Map<string, CloudTrailEvent>();
  return {
    add(rule, event, record = event as unknown as JsonObject) {
      collected.add(rule, record);
      events.set(event.eventID, event);
    },
    finish() {
      const results = [...collected.finish()];
      return {
        findings: results.flatMap(([correlation, { matches }]) => matches.map((match) => correlatedFinding(correlation, match, events))),
        leftOut: results.flatMap(([{ id, title }, { leftOut }]) => (leftOut > 0 ? [{ ruleId: id, title, matches: leftOut }] : [])),
      };
    },
  };
}

function correlatedFinding(correlation: Correlation, match: CorrelationMatch, events: ReadonlyMap<string, CloudTrailEvent>): CorrelatedFinding {
  const ties = new TieCollector();
  const own = match.eventIds.map((id) => events.get(id)).filter((event) => event !== undefined);
  for (const event of own) ties.add(event);
  const times = own.map(({ eventTime }) => eventTime);
  const finding: Finding = {
    ...statementOf(correlation),
    id: stableId([correlation.id, ...match.group, times[0] ?? '']),
    group: match.group.join(', '),
    eventIds: [...match.eventIds],
    firstTime: times[0] ?? '',
    lastTime: times.at(-1) ?? '',
    count: match.eventIds.length,
    why: whyOf(correlation, match),
  };
  return { correlation, events: own, ...ties.tied(finding) };
}

const comparisons: Readonly<Record<Bound['operator'], string>> = { eq: 'is', neq: 'is not', lt: '<', lte: '<=', gt: '>', gte: '>=' };
const measured: Readonly<Record<Correlation['type'], string>> = {
  event_count: 'the number of events',
  value_count: 'the number of values of',
  temporal: 'the number of rules that matched',
  temporal_ordered: 'the number of rules that matched in order',
  value_sum: 'the sum of',
  value_avg: 'the mean of',
  value_percentile: 'the percentile of',
  value_median: 'the median of',
};

function whyOf({ type, fields, bounds, timespan, groupBy, steps }: Correlation, { reached }: CorrelationMatch): string {
  const what = [measured[type], ...fields].join(' ');
  const asked = bounds.map(({ operator, value }) => `${comparisons[operator]} ${value}`).join(' and ');
  const grouped = groupBy.length === 0 ? '' : `, by ${groupBy.join(' and ')}`;
  const rules = steps.map(({ rule }) => `"${rule.title}"`).join(', ');
  return `within ${timespan / 1000} seconds${grouped}, ${what} ${asked}; it was ${reached}; of ${rules}`;
}
