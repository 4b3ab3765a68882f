import type { Behaviour } from '../../baseline/behaviour.ts';
import { describeAddress } from '../../core/location.ts';
import { tableLines } from '../output/table-lines.ts';

/** Keys that a terminal shows; the others are in every other format. */
const MAX_KEYS = 10;

/** Keys by how unusual their use is, on a terminal; those that are used as ever are left out. */
export function* behaviourLines(behaviour: readonly Behaviour[], width: number): Iterable<string> {
  const unusual = behaviour.filter(({ rating }) => rating !== 'usual').slice(0, MAX_KEYS);
  if (unusual.length === 0) return;
  yield '';
  yield 'KEYS BY HOW UNUSUAL THEIR USE IS';
  const rows = unusual.map(({ key, rating, score, address, location, since, signs }) => [
    ...[key, rating, score, describeAddress(address, location ?? null), since],
    signs.map(({ id, weight }) => `${id} ${weight}`).join(', '),
  ]);
  yield* tableLines({ columns: ['key', 'rating', 'score', 'from', 'since', 'signs'], rows }, width);
}
