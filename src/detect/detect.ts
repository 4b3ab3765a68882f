import { quoteList } from '../athena-sql/literal.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { type Finding, type Level, levels } from '../core/finding.ts';
import type { TimeWindow } from '../core/time-window.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { timeConditions } from '../engine/time-conditions.ts';
import { matches } from '../sigma/match.ts';
import type { Rule } from '../sigma/rule.ts';
import { candidateEvents } from './candidate-events.ts';
import { type FindingBuilder, findingBuilder, groupOf } from './finding-builder.ts';
import { indexRules } from './index-rules.ts';
import { type Story, tellStories } from './stories.ts';

export interface DetectOptions extends TimeWindow {
  /** Rules below it are not run. */
  readonly minLevel?: Level;
  /** Only calls by these access key ids. */
  readonly onlyKeys?: readonly string[];
  /** Whether to list every single match too. */
  readonly hits?: boolean;
}

/** One match of one rule. */
export interface Hit {
  readonly ruleId: string;
  readonly title: string;
  readonly level: Level;
  readonly eventId: string;
}

export interface Detection {
  /** Gravest first, then by time. */
  readonly findings: readonly Finding[];
  readonly stories: readonly Story[];
  /** In order of time; empty unless asked for. */
  readonly hits: readonly Hit[];
}

/**
 * Runs rules over the table: the engine leaves out what no rule can match, the rest is evaluated here page by page, so that memory depends on the
 * matches and not on the lake.
 *
 * @throws KeytrailError as {@link SqlEngine.query}
 */
export async function detect(engine: SqlEngine, rules: readonly Rule[], options: DetectOptions = {}): Promise<Detection> {
  const lowest = levels.indexOf(options.minLevel ?? 'informational');
  const wanted = rules.filter(({ level }) => levels.indexOf(level) >= lowest);
  const builders = new Map<string, FindingBuilder>();
  const hits: Hit[] = [];
  const index = indexRules(wanted);
  for await (const event of candidateEvents(engine, conditionsFor(index.where, options))) {
    for (const rule of index.rulesFor(event.eventName)) {
      if (!matches(rule, event)) continue;
      builderFor(builders, rule, event).add(event);
      if (options.hits) hits.push({ ruleId: rule.id, title: rule.title, level: rule.level, eventId: event.eventID });
    }
  }
  const tied = Array.from(builders.values(), (builder) => builder.build()).toSorted((a, b) => byGravity(a.finding, b.finding));
  return { findings: tied.map(({ finding }) => finding), stories: tellStories(tied), hits };
}

function conditionsFor(where: string | null, options: DetectOptions): readonly string[] {
  const conditions: string[] = where === null ? [] : [where];
  conditions.push(...timeConditions(options));
  if (options.onlyKeys !== undefined)
    conditions.push(options.onlyKeys.length === 0 ? '1 = 0' : `useridentity.accesskeyid IN (${quoteList(options.onlyKeys)})`);
  return conditions;
}

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
