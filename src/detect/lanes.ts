import { groupBy } from '../core/group-by.ts';
import { type Known, remaining } from '../sigma/remaining.ts';
import type { Rule } from '../sigma/rule.ts';
import type { EventKind } from './event-kinds.ts';
import { anyFound, type Guards, guardsOf } from './guards.ts';
import { joined, type Narrowed, narrow } from './narrow.ts';
import { tableFields } from './sql/table-fields.ts';

/** A predicate of Athena SQL that is asked of the events of some kinds; true asks nothing. */
export interface Lane {
  readonly predicate: string | true;
  /** With null for the kind of events of which nothing is known. */
  readonly kinds: ReadonlySet<EventKind | null>;
  /** Whose matches are among these events. */
  readonly rules: ReadonlySet<Rule>;
}

/** Rules that events of a kind may match, and what is known of these events. */
export interface RulesOfKind {
  readonly kind: EventKind | null;
  readonly known: Known;
  readonly rules: readonly Rule[];
}

/** A lane for what one rule asks, or several that ask the same. */
interface Demand extends Lane {
  readonly kinds: Set<EventKind | null>;
  readonly rules: Set<Rule>;
  /** What events that fulfil it show. */
  readonly guards: Guards;
}

/** As many predicates are asked each by itself; more become one, which is wider and costs less. To put the text of a whole record together costs so much that two do. */
const FEW = 8;

/**
 * Brings what rules ask of events into few predicates: an event that a rule matches fulfils a lane of its kind.
 *
 * @param limits what else must hold of the events of a rule
 */
export function lanesOf(kinds: readonly RulesOfKind[], limits: ReadonlyMap<Rule, Narrowed>): readonly Lane[] {
  const demands = demandsOf(kinds, limits);
  const always = demands.filter(({ predicate }) => predicate === true);
  const piles = groupBy(
    demands.filter(({ predicate }) => predicate !== true),
    ({ guards }) => [...guards.keys()].toSorted().join('\n'),
  );
  return [
    ...always,
    ...[...piles].flatMap(([subjects, pile]): readonly Lane[] =>
      subjects === '' || pile.length <= (subjects.includes(tableFields.record) ? 1 : FEW) ? pile : [merged(subjects.split('\n'), pile)],
    ),
  ];
}

function demandsOf(kinds: readonly RulesOfKind[], limits: ReadonlyMap<Rule, Narrowed>): readonly Demand[] {
  const demands = new Map<string, Demand>();
  for (const { kind, known, rules } of kinds) {
    for (const rule of rules) {
      const rest = remaining(rule.detection, known);
      const predicate = rest === false ? false : joined('and', [limits.get(rule) ?? true, rest === true ? true : narrow(rest)]);
      if (predicate === false) continue;
      const guards: Guards = typeof rest === 'boolean' ? new Map() : guardsOf(rest);
      const key = JSON.stringify([predicate, ...guards]);
      const demand = demands.get(key) ?? { predicate, guards, kinds: new Set(), rules: new Set() };
      demands.set(key, demand);
      demand.kinds.add(kind);
      demand.rules.add(rule);
    }
  }
  return [...demands.values()];
}

const merged = (subjects: readonly string[], demands: readonly Demand[]): Lane => ({
  predicate: combined(subjects, demands),
  kinds: new Set(demands.flatMap(({ kinds }) => [...kinds])),
  rules: new Set(demands.flatMap(({ rules }) => [...rules])),
});

/** True where each text shows what one demand at least wants to see in it. */
const combined = (subjects: readonly string[], demands: readonly Demand[]): string =>
  subjects
    .map((subject) =>
      anyFound(
        subject,
        demands.flatMap(({ guards }) => guards.get(subject) ?? []),
      ),
    )
    .join(' AND ');
