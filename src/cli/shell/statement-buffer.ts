import { splitStatements } from '../../athena-sql/split-statements.ts';

/** Collects the lines of the shell until they end with a semicolon. */
export interface StatementBuffer {
  /** Takes a line; gives the statements that it completes, or none while more is to come. */
  add(line: string): readonly string[];
  clear(): void;
  /** The lines so far. */
  readonly text: string;
  readonly isEmpty: boolean;
}

export function statementBuffer(): StatementBuffer {
  let text = '';
  return {
    add(line) {
      text += `${line}\n`;
      const statements = splitStatements(text);
      // A word after the text makes one statement more exactly where the last one was ended, and not within a quote or a comment.
      if (statements.length === 0 || splitStatements(`${text}x`).length === statements.length) return [];
      text = '';
      return statements;
    },
    clear() {
      text = '';
    },
    get text() {
      return text;
    },
    get isEmpty() {
      return text.trim() === '';
    },
  };
}
