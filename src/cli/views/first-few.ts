import { formatCount } from '../../core/format-count.ts';

const FEW = 10;

/** The first lines of a list that may be thousands long, and how many are left out: the other formats hold all. */
export function* firstFew(lines: readonly string[]): Iterable<string> {
  yield* lines.slice(0, FEW);
  if (lines.length > FEW) yield `${' '.repeat(13)}and ${formatCount(lines.length - FEW)} more: --format json shows them all`;
}
