import { quoteLiteral } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import { fold, isAscii } from '../sigma/fold.ts';
import { literalOf } from '../sigma/pattern.ts';
import { possibleValues } from '../sigma/possible-values.ts';
import type { Expression, Rule } from '../sigma/rule.ts';
import { joined, type Narrowed, narrow } from './narrow.ts';

/** Rules by the events that they can match. */
export interface RuleIndex {
  /**
   * A query of Athena SQL for `eventid` and `eventtime` of the events worth reading, an event as often as rules may match it; null when every event
   * is worth it.
   *
   * @param conditions predicates that the events must fulfil, too
   */
  readonly candidates: (conditions: readonly string[]) => string | null;
  /** The rules that an event of this name can match. */
  rulesFor(eventName: string): readonly Rule[];
}

/** What an event must be called, where it must come from (null: anywhere), and what else must hold of it. */
interface Entry {
  readonly name: string;
  readonly source: string | null;
  readonly rest: Expression | null;
}

/**
 * Nearly every rule names its events. These names are one table that the events are joined with, so that rules cost nothing where they cannot match;
 * what the rules ask beside the name is asked of the few events that are left, once for all rules that ask the same. Only a rule that names no event
 * costs a predicate over all events.
 *
 * @param limits what else must hold of the events of a rule
 */
export function indexRules(rules: readonly Rule[], limits: ReadonlyMap<Rule, Narrowed> = new Map()): RuleIndex {
  const limited = (rule: Rule, narrowed: Narrowed): Narrowed => joined('and', [limits.get(rule) ?? true, narrowed]);
  const nameless = rules.filter((rule) => entriesOf(rule) === null);
  const byName = new Map<string, Set<Rule>>();
  const rows = new Set<string>();
  const classes = new Map<string, number>();
  for (const rule of rules) {
    for (const { name, source, rest } of entriesOf(rule) ?? []) {
      const predicate = limited(rule, rest === null ? true : narrow(rest));
      if (predicate === false) continue;
      if (predicate !== true && !classes.has(predicate)) classes.set(predicate, classes.size);
      rows.add(`${name}|${source ?? ''}|${predicate === true ? -1 : classes.get(predicate)}`);
      byName.set(name, (byName.get(name) ?? new Set(nameless)).add(rule));
    }
  }
  const others = joined(
    'or',
    nameless.map((rule) => limited(rule, narrow(rule.detection))),
  );
  const found = new Map([...byName].map(([name, some]) => [name, [...some]]));
  return {
    candidates: (conditions) =>
      others === true ? null : candidateQuery([...rows], [...classes.keys()], others === false ? null : others, conditions),
    rulesFor: (eventName) => found.get(fold(eventName)) ?? nameless,
  };
}

function candidateQuery(rows: readonly string[], classes: readonly string[], others: string | null, conditions: readonly string[]): string {
  const where = (own: readonly string[]): string => [...own, ...conditions].join(' AND ') || 'TRUE';
  const rest =
    classes.length === 0 ? [] : [`CASE r.class ${classes.map((predicate, number) => `WHEN ${number} THEN ${predicate}`).join(' ')} ELSE TRUE END`];
  const index =
    `SELECT split_part(x, '|', 1) AS name, split_part(x, '|', 2) AS source, try_cast(split_part(x, '|', 3) AS integer) AS class ` +
    `FROM UNNEST(split(${quoteLiteral(rows.join(','))}, ',')) AS t(x)`;
  const named =
    `SELECT e.eventid, e.eventtime FROM ${TABLE} e JOIN (${index}) r ` +
    `ON lower(e.eventname) = r.name AND (r.source = '' OR lower(e.eventsource) = r.source) WHERE ${where(rest)}`;
  const unnamed = others === null ? null : `SELECT eventid, eventtime FROM ${TABLE} WHERE ${where([others])}`;
  const parts = [...(rows.length === 0 && unnamed !== null ? [] : [named]), ...(unnamed === null ? [] : [unnamed])];
  return parts.join(' UNION ALL ');
}

/** How a rule stands in the index: an entry for each name, of each of its alternatives; null when an alternative names no event. */
function entriesOf({ detection }: Rule): readonly Entry[] | null {
  const alternatives = detection.kind === 'or' ? detection.of : [detection];
  const entries = alternatives.map((alternative): readonly Entry[] | null => {
    const names = possibleValues(alternative, 'eventName');
    if (names === null || ![...names].every(isIndexable)) return null;
    const sources = possibleValues(alternative, 'eventSource');
    const known: readonly (string | null)[] = sources !== null && [...sources].every(isIndexable) ? [...sources] : [null];
    const rest = without(alternative, known.some((source) => source === null) ? ['eventName'] : ['eventName', 'eventSource']);
    return [...names].flatMap((name) => known.map((source) => ({ name, source, rest })));
  });
  return entries.every((some) => some !== null) ? entries.flat() : null;
}

/** A name that stands in the text of the index as it is. */
const isIndexable = (name: string): boolean => name !== '' && isAscii(name) && !/[,|\p{C}]/u.test(name);

/** What an expression asks beside the fields that the index asks for; null for nothing. */
function without(expression: Expression, fields: readonly string[]): Expression | null {
  if (expression.kind === 'and') {
    const rest = expression.of.map((one) => without(one, fields)).filter((one) => one !== null);
    return rest.length === 0 ? null : { kind: 'and', of: rest };
  }
  const isAsked = expression.kind === 'item' && expression.field !== null && fields.includes(expression.field);
  return isAsked && expression.tests.every((test) => test.kind === 'text' && literalOf(test.pattern) !== null) ? null : expression;
}
