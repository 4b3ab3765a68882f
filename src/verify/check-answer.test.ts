import { expect, test } from 'vitest';
import type { Question } from '../core/truth.ts';
import { checkAnswer } from './check-answer.ts';

const question = (answer: string | string[]): Question => ({ id: 'q', part: 1, question: '?', answer, hints: [], sql: 'SELECT 1' });

test.each([
  ['2026-01-07T02:25:18Z GetCallerIdentity', '2026-01-07T02:25:18Z getcalleridentity', true],
  ['2026-01-07T02:25:18Z GetCallerIdentity', 'it was "GetCallerIdentity", at 2026-01-07T02:25:18Z.', true],
  ['2026-01-07T02:25:18Z GetCallerIdentity', 'GetCallerIdentity', false],
  ['tdir-workshop-sysdev', 'tdir-workshop-sysdev-2', false],
  ['tdir-workshop-sysdev', '', false],
])('%j is answered by %j: %s', (answer, given, right) => {
  expect(checkAnswer(question(answer), given)).toBe(right);
});

test.each([
  ['mmajor, nwolf', true],
  ['nwolf mmajor nwolf', true],
  ['nwolf', false],
  ['nwolf mmajor sysdev', false],
  ['', false],
])('a list is a set: %j is %s', (given, right) => {
  expect(checkAnswer(question(['mmajor', 'nwolf']), given)).toBe(right);
});

test('an empty list is answered by saying so', () => {
  expect(checkAnswer(question([]), '')).toBe(true);
  expect(checkAnswer(question([]), 'none')).toBe(true);
  expect(checkAnswer(question([]), 'DeleteUser')).toBe(false);
});
