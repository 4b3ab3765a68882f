import { quoteLiteral } from '../athena-sql/literal.ts';
import { KeytrailError } from '../core/errors.ts';
import type { Level } from '../core/finding.ts';
import { readEvents } from '../engine/read-events.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type Check, explainRule } from '../sigma/explain-rule.ts';
import { fold } from '../sigma/fold.ts';
import { possibleValues } from '../sigma/possible-values.ts';
import type { Rule } from '../sigma/rule.ts';
import type { DetectionRules } from './detect.ts';
import { statementOf } from './finding-builder.ts';
import { recordOf } from './record-of.ts';

/** How one rule stands to an event. Author, link and licence stand wherever a rule is shown. */
export interface ExplainedRule {
  readonly ruleId: string;
  readonly title: string;
  readonly level: Level;
  readonly author: string | null;
  readonly link: string | null;
  readonly licence: string | null;
  /** Correlations that the rule feeds; by itself it may give no finding. */
  readonly feeds: readonly string[];
  readonly checks: readonly Check[];
}

/** Which rules match an event and why, and what others lack. */
export interface ExplainedEvent {
  readonly eventId: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly matches: readonly ExplainedRule[];
  /** Nearest first; `checks` are the conditions that fail, `missing` how many of them it takes. */
  readonly nearly: readonly (ExplainedRule & { readonly missing: number })[];
}

/**
 * Explains rules on one event.
 *
 * @param all whether rules about calls of other names are explained, too
 * @throws KeytrailError `KT_EVENT_UNKNOWN`, and as {@link SqlEngine.query}
 */
export async function explainEvent(engine: SqlEngine, set: DetectionRules, eventId: string, all: boolean): Promise<ExplainedEvent> {
  const [event] = await readEvents(engine, `eventid = ${quoteLiteral(eventId)}`);
  if (event === undefined) {
    throw new KeytrailError('KT_EVENT_UNKNOWN', `the lake holds no event "${eventId}".`, { hint: 'Ids of events stand in eventIds of findings.' });
  }
  const record = recordOf(event);
  const explained = set.rules.map((rule) => ({ rule, ...explainRule(rule, record) }));
  const shown = (rule: Rule, checks: readonly Check[]): ExplainedRule => {
    const { ruleId, title, level, author, link, licence } = statementOf(rule);
    const feeds = set.correlations.filter(({ steps }) => steps.some((step) => step.rule === rule)).map((correlation) => correlation.title);
    return { ruleId, title, level, author, link, licence, feeds, checks };
  };
  return {
    eventId: event.eventID,
    eventTime: event.eventTime,
    eventName: event.eventName,
    matches: explained.filter(({ matches }) => matches).map(({ rule, checks }) => shown(rule, checks)),
    nearly: explained
      .filter(({ rule, matches }) => !matches && (all || isAbout(rule, event.eventName)))
      .toSorted((a, b) => a.missing - b.missing)
      .map(({ rule, checks, missing }) => ({ ...shown(rule, checks), missing })),
  };
}

const isAbout = ({ detection }: Rule, eventName: string): boolean => possibleValues(detection, 'eventName')?.has(fold(eventName)) ?? true;
