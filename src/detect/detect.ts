import type { CloudTrailEvent } from '../core/event.ts';
import { type Finding, type Level, levels } from '../core/finding.ts';
import type { TimeWindow } from '../core/time-window.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { timeConditions } from '../engine/time-conditions.ts';
import type { RuleSet } from '../sigma/compile-rules.ts';
import type { Correlation } from '../sigma/correlation.ts';
import { partsOf } from '../sigma/correlator.ts';
import { matches } from '../sigma/match.ts';
import type { Rule } from '../sigma/rule.ts';
import type { AllowEntry } from './allow/allow-list.ts';
import { type Silenced, silencer } from './allow/silencer.ts';
import { candidateEvents } from './candidate-events.ts';
import { correlatedFindings, type LeftOut } from './correlated-findings.ts';
import { type FindingBuilder, findingBuilder, groupOf } from './finding-builder.ts';
import { indexRules } from './index-rules.ts';
import { promisingGroups } from './promising-groups.ts';
import { recordOf } from './record-of.ts';
import { type Story, tellStories } from './stories.ts';

export interface DetectOptions extends TimeWindow {
  /** Rules below it are not run. */
  readonly minLevel?: Level;
  /** These and no others, whatever their time, in order of (eventTime, eventID): the engine is asked for nothing. */
  readonly events?: readonly CloudTrailEvent[];
  /** Whether to list every single match too. */
  readonly hits?: boolean;
  /** Matches that are known good: counted, and no finding. */
  readonly allow?: readonly AllowEntry[];
}

/** One match of one rule; of a correlation, one event of it. */
export interface Hit {
  readonly ruleId: string;
  readonly title: string;
  readonly level: Level;
  readonly eventId: string;
  /** The rule only feeds a correlation: its match is no finding by itself. */
  readonly base?: true;
}

/** What is run: rules over single events, and correlations of what they match. */
export type DetectionRules = Pick<RuleSet, 'rules' | 'correlations' | 'base'>;

export interface Detection {
  /** Gravest first, then by time. */
  readonly findings: readonly Finding[];
  readonly stories: readonly Story[];
  /** In order of time, those of correlations last; empty unless asked for. */
  readonly hits: readonly Hit[];
  readonly leftOut: readonly LeftOut[];
  /** For each entry of the known-good list what it silenced, nothing too. */
  readonly silenced: readonly Silenced[];
}

/**
 * Runs rules over the table: the engine leaves out what no rule can match, the rest is evaluated here page by page, so that memory depends on the
 * matches and not on the lake.
 *
 * @throws KeytrailError as {@link SqlEngine.query}
 */
export async function detect(engine: SqlEngine, set: DetectionRules, options: DetectOptions = {}): Promise<Detection> {
  const lowest = levels.indexOf(options.minLevel ?? 'informational');
  const isReported = (rule: Rule | Correlation): boolean => levels.indexOf(rule.level) >= lowest && !set.base.has(rule);
  const feeding = new Set(set.correlations.filter((correlation) => isReported(correlation)).flatMap(partsOf));
  const correlated = correlatedFindings(set.correlations.filter((correlation) => feeding.has(correlation)));

  const known = silencer(options.allow ?? []);
  const builders = new Map<string, FindingBuilder>();
  const hits: Hit[] = [];
  const conditions = timeConditions(options);
  const limits =
    options.hits || options.events !== undefined ? [] : [...(await promisingGroups(engine, set.correlations.filter(isReported), conditions))];
  const index = indexRules(
    set.rules.filter((rule) => isReported(rule) || feeding.has(rule)),
    new Map(limits.filter(([rule]) => !isReported(rule))),
  );
  for await (const event of options.events ?? candidateEvents(engine, index, conditions)) {
    const record = recordOf(event);
    for (const rule of index.rulesFor(event.eventName)) {
      if (!matches(rule, record)) continue;
      // What is known good of a rule may still be a part of what is not: a correlation is asked by itself.
      if (feeding.has(rule)) correlated.add(rule, event, record);
      if (isReported(rule) && known.silences(rule, [event])) continue;
      if (isReported(rule)) builderFor(builders, rule, event).add(event);
      if (options.hits && (isReported(rule) || set.base.has(rule))) hits.push(hitOf(rule, event.eventID, set));
    }
  }
  const { findings: correlatedOnes, leftOut } = correlated.finish();
  const ofCorrelations = correlatedOnes.filter(({ correlation, events }) => !isReported(correlation) || !known.silences(correlation, events));
  if (options.hits) for (const { correlation, finding } of ofCorrelations) for (const id of finding.eventIds) hits.push(hitOf(correlation, id, set));
  const tied = [
    ...Array.from(builders.values(), (builder) => builder.build()),
    ...ofCorrelations.filter(({ correlation }) => isReported(correlation)),
  ].toSorted((a, b) => byGravity(a.finding, b.finding));
  return { findings: tied.map(({ finding }) => finding), stories: tellStories(tied), hits, leftOut, silenced: known.report() };
}

const hitOf = (rule: Rule | Correlation, eventId: string, { base }: DetectionRules): Hit => ({
  ruleId: rule.id,
  title: rule.title,
  level: rule.level,
  eventId,
  ...(base.has(rule) ? { base: true } : {}),
});

function builderFor(builders: Map<string, FindingBuilder>, rule: Rule, event: CloudTrailEvent): FindingBuilder {
  const group = groupOf(event);
  const key = JSON.stringify([rule.id, group]);
  const builder = builders.get(key) ?? findingBuilder(rule, group);
  builders.set(key, builder);
  return builder;
}

function byGravity(a: Finding, b: Finding): number {
  const gravity = levels.indexOf(b.level) - levels.indexOf(a.level);
  return gravity || compareText(a.firstTime, b.firstTime) || compareText(a.ruleId, b.ruleId) || compareText(a.group, b.group);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
