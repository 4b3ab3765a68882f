import type { Question } from '../core/truth.ts';
import type { ResultTable } from '../engine/sql-engine.ts';
import type { Verification } from './verify.ts';

/** A question of the workshop, and what its query gave. */
export interface Answered {
  readonly question: Question;
  readonly table: Pick<ResultTable, 'columns' | 'rows'>;
}

/** The rows of an answer as text, cells apart by two spaces. */
export const answerRows = ({ rows }: Answered['table']): string[] => rows.map((row) => row.map((cell) => textOf(cell)).join('  '));

const textOf = (cell: ResultTable['rows'][number][number]): string =>
  typeof cell === 'object' && cell !== null ? JSON.stringify(cell, (_, value) => (typeof value === 'bigint' ? String(value) : value)) : String(cell);

/** Whether each query shows the answer that the key holds for its question. */
export function verifyAnswers(answered: readonly Answered[]): Verification {
  const discrepancies = answered
    .filter(({ question, table }) => !shows(answerRows(table), question.answer))
    .map(({ question, table }) => ({
      field: `questions.${question.id}`,
      expected: [question.answer].flat().join(', '),
      found: answerRows(table).join('; ') || 'no row',
    }));
  return { statements: answered.length, agreeing: answered.length - discrepancies.length, discrepancies };
}

function shows(rows: readonly string[], answer: Question['answer']): boolean {
  const wanted = [answer].flat();
  if (rows.length === 0) return wanted.length === 0 || answer === '0';
  return answer !== '0' && wanted.every((item) => rows.some((row) => item.split(' ').every((word) => row.includes(word))));
}
