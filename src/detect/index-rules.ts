import { quoteList } from '../athena-sql/literal.ts';
import { fold, isAscii } from '../sigma/fold.ts';
import { possibleValues } from '../sigma/possible-values.ts';
import type { Rule } from '../sigma/rule.ts';
import { narrow } from './narrow.ts';

/** Rules by the events that they can match. */
export interface RuleIndex {
  /** Predicate of Athena SQL for the events worth reading; null when every event is. */
  readonly where: string | null;
  /** The rules that an event of this name can match. */
  rulesFor(eventName: string): readonly Rule[];
}

/** Where no rule can match anything. */
const NOTHING = '1 = 0';

/**
 * Nearly every rule names its events: these share one list of names, whatever their number. Only the others cost the engine a predicate each.
 */
export function indexRules(rules: readonly Rule[]): RuleIndex {
  const byName = new Map<string, Rule[]>();
  const nameless = rules.filter((rule) => eventNamesOf(rule) === null);
  for (const rule of rules) {
    for (const name of eventNamesOf(rule) ?? []) byName.set(name, [...(byName.get(name) ?? nameless), rule]);
  }
  const predicates = nameless.map((rule) => narrow(rule.detection));
  if (byName.size > 0) predicates.push(`lower(eventname) IN (${quoteList([...byName.keys()])})`);
  return {
    where: predicates.includes(null) ? null : `(${predicates.join(' OR ') || NOTHING})`,
    rulesFor: (eventName) => byName.get(fold(eventName)) ?? nameless,
  };
}

function eventNamesOf(rule: Rule): ReadonlySet<string> | null {
  const names = possibleValues(rule.detection, 'eventName');
  return names !== null && [...names].every(isAscii) ? names : null;
}
