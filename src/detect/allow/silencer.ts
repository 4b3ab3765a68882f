import type { CloudTrailEvent } from '../../core/event.ts';
import type { Header } from '../../sigma/rule.ts';
import type { AllowEntry } from './allow-list.ts';

/** What an entry of a known-good list silenced; `matches` 0 when nothing, so that entries that are needed no more come to light. */
export interface Silenced extends Omit<AllowEntry, 'covers'> {
  /** Matches of a rule on an event; for a correlation each event of its finding. */
  readonly matches: number;
  readonly rules: readonly RuleCount[];
  readonly firstTime: string | null;
  readonly lastTime: string | null;
}

interface RuleCount {
  readonly ruleId: string;
  readonly title: string;
  readonly matches: number;
}

interface Count {
  readonly rules: Map<string, RuleCount>;
  firstTime: string | null;
  lastTime: string | null;
}

/** Keeps matches that are known good out of the findings, and counts them. */
export interface Silencer {
  /** Whether every one of the events is known good for the rule; then they are counted, each with the first entry that covers it. */
  silences(rule: Pick<Header, 'id' | 'title'>, events: readonly CloudTrailEvent[]): boolean;
  /** For each entry, in the order of the list. */
  report(): readonly Silenced[];
}

export function silencer(list: readonly AllowEntry[]): Silencer {
  const counts: readonly Count[] = list.map(() => ({ rules: new Map(), firstTime: null, lastTime: null }));
  return {
    silences(rule, events) {
      const places = events.map((event) => list.findIndex((entry) => entry.covers(rule, event)));
      if (places.length === 0 || places.includes(-1)) return false;
      places.forEach((place, index) => {
        const [count, event] = [counts[place], events[index]];
        if (count !== undefined && event !== undefined) countIn(count, rule, event.eventTime);
      });
      return true;
    },
    report: () =>
      list.map(({ covers: _, ...entry }, place) => {
        const { rules, firstTime = null, lastTime = null } = counts[place] ?? { rules: new Map<string, RuleCount>() };
        const matches = [...rules.values()].reduce((sum, one) => sum + one.matches, 0);
        return { ...entry, matches, rules: [...rules.values()], firstTime, lastTime };
      }),
  };
}

function countIn(count: Count, { id, title }: Pick<Header, 'id' | 'title'>, time: string): void {
  const ofRule = count.rules.get(id) ?? { ruleId: id, title, matches: 0 };
  count.rules.set(id, { ...ofRule, matches: ofRule.matches + 1 });
  if (count.firstTime === null || time < count.firstTime) count.firstTime = time;
  if (count.lastTime === null || time > count.lastTime) count.lastTime = time;
}
