import type { Stage, TimelineEntry } from '../../core/case.ts';
import { tally } from '../content/counts.ts';

/** How the calls ended decides the shape of their mark, who made them whether it is filled. */
export interface EventMark {
  readonly x: number;
  readonly outcome: 'done' | 'failed' | 'both';
  readonly byAttacker: boolean;
  /** Of the stages of the events under the mark the one that is rarest in the case: looking around is everywhere, and would hide what matters. */
  readonly stage: Stage | null;
  readonly entries: readonly TimelineEntry[];
}

/**
 * One mark for all events of a lane and of one side that fall into the same bin: ten thousand events become some dozens of marks, none covers another of its side.
 *
 * @param entries of one lane, ascending in time.
 * @param place where an entry stands.
 * @param binWidth the width of a mark.
 * @param rarest stages of the case, the rarest first, see {@link rarestStages}.
 */
export function clusterMarks(
  entries: readonly TimelineEntry[],
  place: (entry: TimelineEntry) => number,
  binWidth: number,
  rarest: readonly Stage[],
): readonly EventMark[] {
  const open = new Map<boolean, { readonly start: number; readonly entries: TimelineEntry[] }>();
  const clusters: { readonly start: number; readonly entries: TimelineEntry[] }[] = [];
  for (const entry of entries) {
    const x = place(entry);
    const byAttacker = entry.actor === 'attacker';
    const cluster = open.get(byAttacker);
    if (cluster && x - cluster.start < binWidth) {
      cluster.entries.push(entry);
      continue;
    }
    const next = { start: x, entries: [entry] };
    open.set(byAttacker, next);
    clusters.push(next);
  }
  return clusters.map(({ start, entries: members }) => markOf(start, members, rarest));
}

/** The stages of a timeline, those of the fewest events first. */
export const rarestStages = (timeline: readonly TimelineEntry[]): readonly Stage[] =>
  tally(timeline.flatMap(({ stage }) => stage ?? []))
    .map(({ item }) => item)
    .toReversed();

function markOf(x: number, entries: readonly TimelineEntry[], rarest: readonly Stage[]): EventMark {
  const failed = entries.filter((entry) => entry.errorCode !== null).length;
  return {
    x,
    outcome: failed === 0 ? 'done' : failed === entries.length ? 'failed' : 'both',
    byAttacker: entries[0]?.actor === 'attacker',
    stage: rarest.find((stage) => entries.some((entry) => entry.stage === stage)) ?? null,
    entries,
  };
}
