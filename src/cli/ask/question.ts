import type { Question } from '../../core/truth.ts';
import { visibleText } from '../../report/visible-text.ts';
import { checkAnswer } from '../../verify/check-answer.ts';

/** For a right answer without a hint; each hint costs one, down to one. */
export const POINTS = 3;

export const HELP = `  Write an answer, or SQL that ends with a semicolon to ask the logs.
  \\hint gives a hint (a point less), \\show the answer and its query, \\skip goes on, \\q leaves.`;

/** A question put to a student, until it is answered, shown or skipped. */
export interface OpenQuestion {
  /** Null while it is open. */
  readonly points: number | null;
  /** Takes what the student wrote, and says what there is to say. */
  reply(line: string): string;
}

export function openQuestion(question: Question): OpenQuestion {
  let points: number | null = null;
  let hints = 0;
  const commands: Readonly<Record<string, () => string>> = {
    '\\hint': () => {
      const hint = question.hints[hints];
      if (hint === undefined) return '  There are no more hints: \\show gives the answer.';
      hints += 1;
      return `  ${hint}`;
    },
    '\\show': () => {
      points = 0;
      return `  ${[question.answer].flat().map(visibleText).join(', ')}\n${question.sql.replaceAll(/^/gm, '      ')}`;
    },
    '\\skip': () => {
      points = 0;
      return '  Skipped.';
    },
  };
  return {
    get points() {
      return points;
    },
    reply(line) {
      if (line.startsWith('\\')) return commands[line]?.() ?? HELP;
      if (!checkAnswer(question, line)) return '  Not so. Ask the logs again, or \\hint';
      points = Math.max(1, POINTS - hints);
      return `  Right: ${points} of ${POINTS} points.`;
    },
  };
}
