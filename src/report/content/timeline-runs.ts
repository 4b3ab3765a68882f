import type { TimelineEntry } from '../../core/case.ts';

/** Rows that stay open before a long run of others is folded. */
const LONGEST_OPEN_RUN = 12;
const LONGEST_OPEN_TABLE = 200;
const ROWS_PER_FOLD = 500;

/** Entries that follow one another; `folded` when a reader of the incident can do without them at first. */
export interface TimelineRun {
  readonly folded: boolean;
  readonly entries: readonly TimelineEntry[];
}

/**
 * Cuts a timeline into runs, every entry in exactly one, in order. Long runs of calls by the owner, by responders and by AWS are folded, so that
 * an attack of twenty calls is not buried under a month of work; the attacker's own are folded only after the first 200 of a run.
 */
export function timelineRuns(timeline: readonly TimelineEntry[]): readonly TimelineRun[] {
  const runs: { readonly folded: boolean; readonly entries: TimelineEntry[] }[] = [];
  for (const { focal, entries } of byFocus(timeline)) {
    const open = focal ? LONGEST_OPEN_TABLE : entries.length <= LONGEST_OPEN_RUN ? entries.length : 0;
    const last = runs.at(-1);
    // Short runs that all stay open are one table to the reader.
    if (open > 0 && last && !last.folded) last.entries.push(...entries.slice(0, open));
    else if (open > 0) runs.push({ folded: false, entries: entries.slice(0, open) });
    for (let start = open; start < entries.length; start += ROWS_PER_FOLD) {
      runs.push({ folded: true, entries: entries.slice(start, start + ROWS_PER_FOLD) });
    }
  }
  return runs;
}

function byFocus(timeline: readonly TimelineEntry[]): readonly { readonly focal: boolean; readonly entries: readonly TimelineEntry[] }[] {
  const parts: { focal: boolean; entries: TimelineEntry[] }[] = [];
  for (const entry of timeline) {
    const focal = entry.actor === 'attacker' || entry.actor === 'unknown';
    const last = parts.at(-1);
    if (last?.focal === focal) last.entries.push(entry);
    else parts.push({ focal, entries: [entry] });
  }
  return parts;
}
