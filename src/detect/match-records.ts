import { byTime, type CloudTrailEvent } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { isJsonObject, type JsonObject } from '../core/json.ts';
import { matches } from '../sigma/match.ts';
import type { Rule } from '../sigma/rule.ts';
import { RuleError } from '../sigma/rule-error.ts';
import { correlatedFindings } from './correlated-findings.ts';
import type { LoadedRules } from './load-rules.ts';

/** What one rule finds in records, or why it cannot be used. */
export type RuleMatches =
  | {
      /** The file. */
      readonly rule: string;
      readonly id: string;
      readonly title: string;
      /** Places of the records that match, from 0; of a correlation, of the events in its findings. */
      readonly matches: readonly number[];
      /** Of correlations; a rule over single events has none. */
      readonly findings: readonly Finding[];
    }
  | { readonly rule: string; readonly error: RefusedMatch };

export interface RefusedMatch {
  /** The kind of fault, as {@link RuleError.fault} names it. */
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly hint?: string;
}

/** Tells the places of the records that a rule matches. */
export type Matcher = (rule: Rule, records: readonly JsonObject[]) => Promise<readonly number[]>;

/** The matcher that looks at each record here. */
export const matchHere: Matcher = async (rule, records) => records.flatMap((record, index) => (matches(rule, record) ? [index] : []));

/** Evaluates rules on records, with no lake. Records keep their order; correlations look at them in order of time. */
export async function matchRecords(
  { rules, correlations, refused }: LoadedRules,
  records: readonly JsonObject[],
  matcher: Matcher = matchHere,
): Promise<readonly RuleMatches[]> {
  const correlated = correlatedFindings(correlations);
  const events = records.map(eventOf);
  const ofRules: { readonly rule: Rule; readonly found: readonly number[] }[] = [];
  for (const rule of rules) ofRules.push({ rule, found: await matcher(rule, records) });
  for (const { rule, found } of ofRules) {
    const hits = found.flatMap((index) => {
      const [event, record] = [events[index], records[index]];
      return event === undefined || record === undefined ? [] : [{ event, record }];
    });
    for (const { event, record } of hits.toSorted((a, b) => byTime(a.event, b.event))) correlated.add(rule, event, record);
  }
  const { findings } = correlated.finish();
  return [
    ...ofRules.map(({ rule, found }) => ({ rule: rule.source, id: rule.id, title: rule.title, matches: found, findings: [] })),
    ...correlations.map((correlation) => {
      const own = findings.filter((one) => one.correlation === correlation).map(({ finding }) => finding);
      const ids = new Set(own.flatMap(({ eventIds }) => eventIds));
      return {
        rule: correlation.source,
        id: correlation.id,
        title: correlation.title,
        matches: events.flatMap(({ eventID }, index) => (ids.has(eventID) ? [index] : [])),
        findings: own,
      };
    }),
    ...refused.map(({ file, error }) => ({ rule: file, error: refusedMatch(error) })),
  ];
}

function refusedMatch(error: LoadedRules['refused'][number]['error']): RefusedMatch {
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  if (!(error instanceof RuleError)) return { code: error.code, message: error.message, ...hint };
  const { field } = error.place;
  return { code: error.fault, message: error.message, ...(field === undefined ? {} : { field }), ...hint };
}

/** The record with what code that reads events relies on: it may be a part of an event, or none at all. */
function eventOf(record: JsonObject): CloudTrailEvent {
  const text = (member: string): string => (typeof record[member] === 'string' ? record[member] : '');
  const { userIdentity, errorCode, ...rest } = record;
  const event = {
    ...rest,
    eventName: text('eventName'),
    eventSource: text('eventSource'),
    eventTime: text('eventTime'),
    eventID: text('eventID'),
    ...(isJsonObject(userIdentity) ? { userIdentity } : {}),
    ...(typeof errorCode === 'string' ? { errorCode } : {}),
  };
  return event as unknown as CloudTrailEvent;
}
