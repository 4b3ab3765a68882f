import type { CloudTrailEvent } from '../core/event.ts';
import { type Finding, type Level, levels } from '../core/finding.ts';
import type { TimeWindow } from '../core/time-window.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { timeConditions } from '../engine/time-conditions.ts';
import type { RuleSet } from '../sigma/compile-rules.ts';
import type { Correlation } from '../sigma/correlation.ts';
import { partsOf } from '../sigma/correlator.ts';
import { matches } from '../sigma/match.ts';
import type { Item, Rule } from '../sigma/rule.ts';
import { byMoment, type Moment, partsOf as momentParts, singles } from './alike-events.ts';
import type { AllowEntry } from './allow/allow-list.ts';
import { type Silenced, silencer } from './allow/silencer.ts';
import { candidates, type ReadSizes, readSizes } from './candidates.ts';
import { correlatedFindings, type LeftOut } from './correlated-findings.ts';
import { eventKinds } from './event-kinds.ts';
import { FindingBuilder, groupOf } from './finding-builder.ts';
import { indexRules } from './index-rules.ts';
import type { Narrowed } from './narrow.ts';
import { promisingGroups } from './promising-groups.ts';
import { recordOf } from './record-of.ts';
import { silentItems } from './silent-items.ts';
import { type Story, tellStories } from './stories.ts';
import type { TiedFinding } from './ties.ts';
import { type TooGeneral, tooGeneral } from './too-general.ts';

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
  readonly tooGeneral: readonly TooGeneral[];
}

/**
 * Runs rules over the table: the engine leaves out what no rule can match, the rest is evaluated here page by page, so that memory depends on the
 * matches and not on the lake.
 *
 * @param sizes how many events are read at a time
 * @throws KeytrailError as {@link SqlEngine.query}
 */
export async function detect(engine: SqlEngine, set: DetectionRules, options: DetectOptions = {}, sizes: ReadSizes = readSizes): Promise<Detection> {
  const lowest = levels.indexOf(options.minLevel ?? 'informational');
  const isReported = (rule: Rule | Correlation): boolean => levels.indexOf(rule.level) >= lowest && !set.base.has(rule);
  const feeding = new Set(set.correlations.filter((correlation) => isReported(correlation)).flatMap(partsOf));
  const correlated = correlatedFindings(set.correlations.filter((correlation) => feeding.has(correlation)));

  const allow = options.allow ?? [];
  const known = silencer(allow);
  const builders = new Map<string, FindingBuilder>();
  const matched = new Map<Rule, number>();
  const hits: { readonly moment: Moment; readonly place: number; readonly hit: Hit }[] = [];
  const places = new Map(set.rules.map((rule, place) => [rule, place]));
  const rules = set.rules.filter((rule) => isReported(rule) || feeding.has(rule));
  const conditions = timeConditions(options);
  const { events } = options;
  const [limits, kinds] = await Promise.all([
    options.hits || events !== undefined ? new Map<Rule, Narrowed>() : promisingGroups(engine, set.correlations.filter(isReported), conditions),
    events === undefined ? eventKinds(engine, conditions) : null,
  ]);
  const search = {
    rules,
    kinds,
    limits: new Map([...limits].filter(([rule]) => !isReported(rule))),
    silent: kinds === null ? new Set<Item>() : await silentItems(engine, rules, conditions),
    conditions,
    isWhole: (rule: Rule) => feeding.has(rule),
    isAllowing: allow.length > 0,
  };
  const possibleMatches = events === undefined ? candidates(engine, search, sizes) : singles(events, indexRules(rules, null));
  for await (const { event, moments, rules: possible } of possibleMatches) {
    const record = recordOf(event);
    for (const rule of possible) {
      if (!matches(rule, record)) continue;
      matched.set(rule, (matched.get(rule) ?? 0) + moments.length);
      // What is known good of a rule may still be a part of what is not: a correlation is asked by itself.
      if (feeding.has(rule)) correlated.add(rule, event, record);
      const isNews = (moment: Moment): boolean => !known.silences(rule, [{ ...event, ...momentParts(moment) }]);
      const news = allow.length === 0 || !isReported(rule) ? moments : moments.filter(isNews);
      if (isReported(rule) && news.length > 0) builderFor(builders, rule, event).add({ event, moments: news });
      if (options.hits && (isReported(rule) || set.base.has(rule)))
        for (const moment of news) hits.push({ moment, place: places.get(rule) ?? -1, hit: hitOf(rule, momentParts(moment).eventID, set) });
    }
  }
  const { findings: correlatedOnes, leftOut } = correlated.finish();
  const ofCorrelations = correlatedOnes.filter(({ correlation, events }) => !isReported(correlation) || !known.silences(correlation, events));
  const ofEvents = hits.sort((a, b) => byMoment(a.moment, b.moment) || a.place - b.place).map(({ hit }) => hit);
  const ofCorrelated = options.hits
    ? ofCorrelations.flatMap(({ correlation, finding }) => finding.eventIds.map((id) => hitOf(correlation, id, set)))
    : [];
  const tied = [...built(builders), ...ofCorrelations.filter(({ correlation }) => isReported(correlation))].toSorted((a, b) =>
    byGravity(a.finding, b.finding),
  );
  return {
    findings: tied.map(({ finding }) => finding),
    stories: tellStories(tied),
    hits: [...ofEvents, ...ofCorrelated],
    leftOut,
    silenced: known.report(),
    tooGeneral: tooGeneral(matched, kinds),
  };
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
  const builder = builders.get(key) ?? new FindingBuilder(rule, group);
  builders.set(key, builder);
  return builder;
}

/** Builds the findings one after the other, and lets go of what each was built of. */
function* built(builders: Map<string, FindingBuilder>): Generator<TiedFinding, void, undefined> {
  for (const [key, builder] of builders) {
    builders.delete(key);
    yield builder.build();
  }
}

function byGravity(a: Finding, b: Finding): number {
  const gravity = levels.indexOf(b.level) - levels.indexOf(a.level);
  return gravity || compareText(a.firstTime, b.firstTime) || compareText(a.ruleId, b.ruleId) || compareText(a.group, b.group);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
