import type { CloudTrailEvent } from '../core/event.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { Item, Rule } from '../sigma/rule.ts';
import { type Candidate, inOrder, singles } from './alike-events.ts';
import { busyRules } from './busy-rules.ts';
import { candidateEvents, fewEvents } from './candidate-events.ts';
import type { EventKind } from './event-kinds.ts';
import type { Candidates } from './event-pages.ts';
import { indexRules } from './index-rules.ts';
import { asksLittle, leanEvents, tellsLittle } from './lean-events.ts';
import type { Narrowed } from './narrow.ts';

/** What to look for, and where. */
export interface Search {
  readonly rules: readonly Rule[];
  /** Kinds of all events; null when they are not known. */
  readonly kinds: readonly EventKind[] | null;
  /** What else must hold of the events of a rule. */
  readonly limits: ReadonlyMap<Rule, Narrowed>;
  /** Parts of rules that hold of no event. */
  readonly silent: ReadonlySet<Item>;
  /** Predicates of Athena SQL that the events must fulfil. */
  readonly conditions: readonly string[];
  /** Rules whose events must be whole. */
  readonly isWhole: (rule: Rule) => boolean;
  /** Whether a known-good list is asked of the events, too. */
  readonly isAllowing: boolean;
}

/** How many events are read at a time. */
export interface ReadSizes {
  /** Whole ones. */
  readonly whole: number;
  /** Those of which little is read. */
  readonly lean: number;
  /** Little is read only of the events of rules that may match more than these. */
  readonly busy: number;
}

/** Pages of some 100 MB: enough that a query is worth its cost, and no lake is too large. */
export const readSizes: ReadSizes = { whole: 20_000, lean: 250_000, busy: 5000 };

/**
 * The events that rules may match, in order of time. As long as they are few they are read whole; where they are many, only those are for which that
 * is needed.
 */
export async function* candidates(engine: SqlEngine, search: Search, sizes: ReadSizes = readSizes): AsyncGenerator<Candidate, void, undefined> {
  const { rules, kinds, limits, silent, conditions } = search;
  const index = indexRules(rules, kinds, { limits, silent });
  const inPages = (chosen: Candidates): AsyncIterable<CloudTrailEvent> => candidateEvents(engine, chosen, conditions, sizes.whole);
  const few = await fewEvents(engine, index.candidates, conditions, sizes.whole);
  if (few !== null) return yield* singles(few, index);
  if (kinds === null) return yield* singles(inPages(index.candidates), index);
  const busy = await busyRules(engine, index, kinds, conditions, sizes.busy);
  const isLean = (rule: Rule): boolean => busy.has(rule) && !search.isWhole(rule) && asksLittle(rule);
  const lean = indexRules(rules.filter(isLean), kinds, { limits, silent, isWanted: (_, texts) => tellsLittle(texts) });
  const others = indexRules(rules, kinds, { limits, silent, isWanted: (rule, texts) => !isLean(rule) || !tellsLittle(texts) });
  const fewOthers = await fewEvents(engine, others.candidates, conditions, sizes.whole);
  yield* inOrder(leanEvents(engine, lean, conditions, search.isAllowing, sizes.lean), singles(fewOthers ?? inPages(others.candidates), others));
}
