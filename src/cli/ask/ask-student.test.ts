import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { fakeTerminal } from '../../../test/support/fake-terminal.ts';
import { smallTruth } from '../../../test/support/small-truth.ts';
import type { Truth } from '../../core/truth.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { openOutput } from '../output/output.ts';
import { askStudent, type Score } from './ask-student.ts';

const truth: Truth = {
  ...smallTruth,
  questions: [
    { id: 'whose', part: 1, question: 'Whose key is it?', answer: 'sysdev', hints: ['Ask useridentity.', 'Select username.'], sql: 'SELECT 1' },
    { id: 'given', part: 2, question: 'Who was given keys?', answer: ['mmajor', 'nwolf'], hints: [], sql: 'SELECT 2' },
    { id: 'calls', part: 3, question: "How many calls did mmajor's key make?", answer: '0', hints: [], sql: 'SELECT 3' },
  ],
};

async function session(...typed: readonly string[]): Promise<{ score: Score; asked: readonly string[]; out: string }> {
  const asked: string[] = [];
  const engine: SqlEngine = {
    name: 'duckdb',
    query: async (sql) => {
      asked.push(sql);
      return { columns: [{ name: 'username', type: 'varchar' }], rows: [['sysdev']], warnings: [] };
    },
    close: async () => {},
  };
  const stdin = new PassThrough();
  stdin.end(typed.map((line) => `${line}\n`).join(''));
  const terminal = { ...fakeTerminal(), stdin };
  const score = await askStudent(truth, engine, openOutput({ quiet: false, format: 'csv' }, terminal), terminal);
  return { score, asked, out: terminal.out() };
}

test('right answers give all points, whatever their letter case and order', async () => {
  const { score } = await session('SYSDEV', 'nwolf, mmajor', 'none');
  expect(score).toEqual({ points: 9, most: 9, answered: 3, questions: 3 });
});

test('a hint costs a point, two cost two, and a third does not exist', async () => {
  const { score, out } = await session('\\hint', '\\hint', '\\hint', 'sysdev', '\\skip', '0');
  expect(score).toMatchObject({ points: 1 + 0 + 3, answered: 2 });
  expect(out).toContain('Ask useridentity.');
  expect(out).toContain('There are no more hints');
});

test('an answer that was shown gives nothing, and shows the query', async () => {
  const { score, out } = await session('\\show', '\\q');
  expect(score).toMatchObject({ points: 0, answered: 0 });
  expect(out).toContain('SELECT 1');
});

test('SQL is asked of the logs, over several lines, and a wrong answer keeps the question open', async () => {
  const { score, asked, out } = await session('select useridentity.username', 'from t;', 'mmajor', 'sysdev', '\\q');
  expect(asked).toEqual(['select useridentity.username\nfrom t']);
  expect(out).toContain('Not so.');
  expect(score.points).toBe(3);
});

test('the end of the input ends the lesson', async () => {
  expect((await session('sysdev')).score).toMatchObject({ points: 3, answered: 1, questions: 3 });
});
