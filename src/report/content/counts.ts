import { formatCount } from '../../core/format-count.ts';

/** `1 call`, `17 calls`. */
export const counted = (value: number, noun: string, plural = `${noun}s`): string => `${formatCount(value)} ${value === 1 ? noun : plural}`;

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The distinct texts with how often each occurs, most frequent first, ties in order of first occurrence. */
export function tally<T extends string>(items: Iterable<T>): readonly { readonly item: T; readonly count: number }[] {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, count]) => ({ item, count })).sort((a, b) => b.count - a.count);
}
