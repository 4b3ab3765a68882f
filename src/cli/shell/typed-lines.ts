import type { History } from './history.ts';
import { statementBuffer } from './statement-buffer.ts';

/** Keeps what is typed, a statement of several lines as one, so that one key brings it back whole. */
export interface TypedLines {
  /** Takes the lines that readline keeps, newest first. They are changed in place, which readline allows. */
  keeps(lines: string[]): void;
  /** Takes a line that was typed, when readline has kept it. */
  typed(line: string): void;
  /** The statement that was begun is dropped. */
  dropped(): void;
}

export function typedLines(history: History): TypedLines {
  const buffer = statementBuffer();
  let kept: string[] = [];
  let lines: string[] = [];
  return {
    keeps(all) {
      kept = all;
      history.save(kept);
    },
    typed(line) {
      lines.push(line);
      if (!isCommand(line, lines)) buffer.add(line);
      if (!buffer.isEmpty) return;
      if (join(kept, lines)) history.save(kept);
      lines = [];
    },
    dropped() {
      buffer.clear();
      lines = [];
    },
  };
}

const isCommand = (line: string, lines: readonly string[]): boolean => lines.length === 1 && line.trimStart().startsWith('\\');

/** Whether there was something to join. A comment that ends with its line would swallow the rest. */
function join(kept: string[], lines: readonly string[]): boolean {
  if (lines.length < 2 || lines.some((line) => line.includes('--'))) return false;
  for (const line of lines.toReversed()) if (kept[0] === line) kept.shift();
  kept.unshift(lines.map((line) => line.trim()).join(' '));
  return true;
}
