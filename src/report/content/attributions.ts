import type { TimelineEntry } from '../../core/case.ts';
import { counted } from './counts.ts';

/** Why calls are held to be of their actor, said once for the many calls that share the reason. */
export interface Attributions {
  /** `Reason A, 22 events by attacker: ...` */
  readonly sentences: readonly string[];
  /** `reason A`, or the reason itself where no other call has it. */
  reasonOf(entry: TimelineEntry): string;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export function attributionsOf(timeline: readonly TimelineEntry[]): Attributions {
  const shared = new Map<string, { readonly entry: TimelineEntry; count: number }>();
  for (const entry of timeline) {
    const known = shared.get(keyOf(entry));
    if (known) known.count += 1;
    else shared.set(keyOf(entry), { entry, count: 1 });
  }
  const lettered = [...shared.values()].filter(({ count }) => count > 1).sort((a, b) => b.count - a.count);
  const letters = new Map(
    lettered.slice(0, LETTERS.length).map(({ entry, count }, index) => [keyOf(entry), { letter: LETTERS[index], entry, count }]),
  );
  return {
    sentences: [...letters.values()].map(
      ({ letter, entry, count }) => `Reason ${letter}, ${counted(count, 'event')} by ${entry.actor}: ${entry.why}`,
    ),
    reasonOf: (entry) => {
      const known = letters.get(keyOf(entry));
      return known ? `reason ${known.letter}` : entry.why;
    },
  };
}

const keyOf = ({ actor, why }: TimelineEntry): string => `${actor} ${why}`;
