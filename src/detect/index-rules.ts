import type { CloudTrailEvent } from '../core/event.ts';
import { fold } from '../sigma/fold.ts';
import { possibleValues } from '../sigma/possible-values.ts';
import { type Known, remaining } from '../sigma/remaining.ts';
import type { Item, Rule } from '../sigma/rule.ts';
import { type EventKind, knownOf, textsOf } from './event-kinds.ts';
import { laneQuery } from './lane-query.ts';
import { type Lane, lanesOf, type RulesOfKind } from './lanes.ts';
import type { Narrowed } from './narrow.ts';

/** Rules by the events that they can match. */
export interface RuleIndex {
  /** The rules that events of each kind may match. */
  readonly kinds: readonly RulesOfKind[];
  /** What is asked of the events, so that none that a rule matches is left out. */
  readonly lanes: readonly Lane[];
  /**
   * What stands behind FROM in a query of Athena SQL for the events worth reading, with `e` for the table; null when every event is worth it.
   *
   * @param conditions predicates that the events must fulfil, too
   * @param groupOf a number for each kind, which is `k.kindgroup` in the query
   */
  candidates(conditions: readonly string[], groupOf?: (kind: EventKind) => number): string | null;
  /** The rules that an event can match. */
  rulesFor(event: CloudTrailEvent): readonly Rule[];
}

/** What else is known of events and rules. */
export interface IndexOptions {
  /** What else must hold of the events of a rule. */
  readonly limits?: ReadonlyMap<Rule, Narrowed>;
  /** Parts of rules that hold of no event. */
  readonly silent?: ReadonlySet<Item>;
  /** Leaves rules out for some kinds. */
  readonly isWanted?: (rule: Rule, texts: EventKind['texts']) => boolean;
}

/**
 * What rules ask of names, sources, error codes and types of callers is settled once for each kind of event. What they ask beside goes into few
 * predicates, each asked of the events of some kinds, so that a rule costs nothing where it cannot match.
 *
 * @param kinds of all events; null when they are not known: then everything is asked of each event
 */
export function indexRules(
  rules: readonly Rule[],
  kinds: readonly EventKind[] | null,
  { limits = new Map(), silent = new Set(), isWanted = () => true }: IndexOptions = {},
): RuleIndex {
  const named = rulesByName(rules);
  const rulesOf = (texts: EventKind['texts'], known: Known): readonly Rule[] =>
    named(texts[1] ?? '').filter((rule) => isWanted(rule, texts) && remaining(rule.detection, known) !== false);
  const ofKinds: readonly RulesOfKind[] = kinds?.map((kind) => {
    const known = knownOf(kind, silent);
    return { kind, known, rules: rulesOf(kind.texts, known) };
  }) ?? [{ kind: null, known: { fields: new Set(), record: {}, silent }, rules }];
  const lanes = lanesOf(ofKinds, limits);
  const isAll = lanes.some(({ predicate, kinds: own }) => predicate === true && own.size === ofKinds.length);
  const found = new Map<string, readonly Rule[]>();
  return {
    kinds: ofKinds,
    lanes,
    candidates(conditions, groupOf) {
      if (isAll && groupOf === undefined) return null;
      const { from, asked } = laneQuery(lanes, kinds, groupOf);
      return `${from} WHERE ${[`(${asked.join(' OR ') || '1 = 0'})`, ...conditions].join(' AND ')}`;
    },
    rulesFor(event) {
      const texts = textsOf(event);
      const key = JSON.stringify(texts);
      const some = found.get(key) ?? rulesOf(texts, knownOf({ texts }, silent));
      found.set(key, some);
      return some;
    },
  };
}

/** Rules that an event of a name may match; those that name no event first. */
function rulesByName(rules: readonly Rule[]): (name: string) => readonly Rule[] {
  const nameless: Rule[] = [];
  const byName = new Map<string, Rule[]>();
  for (const rule of rules) {
    const names = possibleValues(rule.detection, 'eventName');
    if (names === null) nameless.push(rule);
    for (const name of names ?? []) byName.set(name, [...(byName.get(name) ?? []), rule]);
  }
  const found = new Map([...byName].map(([name, some]) => [name, [...nameless, ...some]]));
  return (name) => found.get(fold(name)) ?? nameless;
}
