import { isAlive } from '../../core/alive.ts';
import type { Case, CaseCredential, TimelineEntry } from '../../core/case.ts';
import { groupBy } from '../../core/group-by.ts';

/** More lanes than this are no picture. */
const MOST_LANES = 20;

/** What happened with one credential; `credential` null for the events that carry no key, and for the rest lane. */
export interface Lane {
  readonly credential: CaseCredential | null;
  readonly label: string | null;
  readonly entries: readonly TimelineEntry[];
}

/**
 * One lane a credential in the order of the case, key-less events first. Beyond twenty the subject's, those that still open a door and those with most of
 * the attacker's calls have their own, the rest share the last one.
 */
export function timelineLanes({ credentials, principals, timeline }: Pick<Case, 'credentials' | 'principals' | 'timeline'>): readonly Lane[] {
  const ids = new Set(credentials.map((credential) => credential.id));
  const byCredential = groupBy(timeline, (entry) => (entry.credential !== null && ids.has(entry.credential) ? entry.credential : null));
  const lanes = credentials.map((credential) => ({ credential, label: null, entries: byCredential.get(credential.id) ?? [] }));
  const keyless = byCredential.get(null) ?? [];
  const first: readonly Lane[] = keyless.length === 0 ? [] : [{ credential: null, label: 'Events without a key of the lineage', entries: keyless }];
  if (lanes.length <= MOST_LANES) return [...first, ...lanes];

  const rank = ({ credential, entries }: (typeof lanes)[number]): readonly number[] => [
    Number(credential.depth === 0),
    Number(isAlive(credential, principals)),
    entries.filter((entry) => entry.actor === 'attacker').length,
  ];
  const ranked = lanes.map((lane) => ({ lane, rank: rank(lane) })).sort((a, b) => compareRanks(b.rank, a.rank));
  const kept = new Set(ranked.slice(0, MOST_LANES - 1).map(({ lane }) => lane));
  const rest = lanes.filter((lane) => !kept.has(lane));
  const restIds = new Set(rest.map((lane) => lane.credential.id));
  const entries = timeline.filter((entry) => entry.credential !== null && restIds.has(entry.credential));
  return [...first, ...lanes.filter((lane) => kept.has(lane)), { credential: null, label: `${rest.length} more credentials`, entries }];
}

/** The first difference decides. */
const compareRanks = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
