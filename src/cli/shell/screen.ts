import { displayWidth } from '../output/display-width.ts';
import { writeLines } from '../output/output.ts';
import type { Terminal } from '../terminal.ts';
import type { Pager } from './pager.ts';

/** The terminal as a place for results. */
export interface Screen {
  /** Columns; they change when the window does. */
  width(): number;
  /** Shows lines; in a pager where they are more than the screen holds. */
  show(lines: Iterable<string>): Promise<void>;
}

export function openScreen({ stdout }: Terminal, pager: Pager | null): Screen {
  const width = (): number => stdout.columns || 80;
  // A terminal that does not tell its height holds everything.
  const height = (): number => stdout.rows || Number.POSITIVE_INFINITY;
  return {
    width,
    async show(lines) {
      const all = [...lines];
      const needed = all.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / width())), 0);
      if (pager !== null && needed >= height() && (await pager(all))) return;
      writeLines(stdout, all);
    },
  };
}
