import { expect, test } from 'vitest';
import { type Answered, verifyAnswers } from './verify-answers.ts';

const answered = (answer: string | string[], ...rows: string[][]): Answered => ({
  question: { id: 'q', part: 1, question: '?', answer, hints: [], sql: 'SELECT 1' },
  table: { columns: [], rows },
});

test.each([
  ['DeleteUser', [['ListUsers'], ['DeleteUser']], true],
  ['DeleteUser', [['ListUsers']], false],
  ['2026-01-07T02:25:18Z GetCallerIdentity', [['2026-01-07T02:25:18Z', 'GetCallerIdentity']], true],
  [['mmajor', 'nwolf'], [['{"userName":"mmajor"}'], ['{"userName":"nwolf"}']], true],
  [['mmajor', 'nwolf'], [['{"userName":"mmajor"}']], false],
  ['0', [], true],
  ['0', [['ListUsers']], false],
  ['DeleteUser', [], false],
] as const)('%j in %j: %s', (answer, rows, holds) => {
  const given = answered(typeof answer === 'string' ? answer : [...answer], ...rows.map((row) => [...row]));
  expect(verifyAnswers([given])).toMatchObject({ statements: 1, agreeing: holds ? 1 : 0 });
});
