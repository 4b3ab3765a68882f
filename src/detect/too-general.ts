import type { Rule } from '../sigma/rule.ts';
import type { EventKind } from './event-kinds.ts';

/** A rule that matches most of what there is: its findings say what is usual, and hide what is not. */
export interface TooGeneral {
  readonly ruleId: string;
  readonly title: string;
  /** Events that it matches, known good ones too. */
  readonly matches: number;
  /** All events that it was asked about. */
  readonly events: number;
}

/** Of fewer events any rule may match most. */
const LEAST_EVENTS = 1000;

/**
 * The rules that match more than half of all events.
 *
 * @param matched how many events each rule matches
 * @param kinds of all events; null when they are not known
 */
export function tooGeneral(matched: ReadonlyMap<Rule, number>, kinds: readonly EventKind[] | null): readonly TooGeneral[] {
  const events = (kinds ?? []).reduce((sum, kind) => sum + kind.events, 0);
  if (events < LEAST_EVENTS) return [];
  return [...matched].flatMap(([{ id, title }, matches]) => (matches > events / 2 ? [{ ruleId: id, title, matches, events }] : []));
}
