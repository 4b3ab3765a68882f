import { expect, test } from 'vitest';
import { fakeTerminal } from '../../../test/support/fake-terminal.ts';
import { openProgress } from './progress.ts';
import { spanText } from './span-text.ts';

const clockOf = (...times: number[]) => {
  const left = [...times];
  return () => left.shift() ?? 0;
};

test('where there is no terminal a step is one line when it is done', async () => {
  const terminal = fakeTerminal();
  const step = openProgress(false, terminal.stderr, clockOf(1000, 2640)).begin('collect');
  step.update(1, 2, '1 of 2 files');
  step.end('2 files\u001b[2J');
  await new Promise(setImmediate);
  expect(terminal.err()).toBe(`  collect      ${'2 files\\u001B[2J'.padEnd(56)}    1.6 s\n`);
});

test('quiet says nothing', async () => {
  const terminal = fakeTerminal();
  const step = openProgress(true, terminal.stderr).begin('collect');
  step.update(1, 2);
  step.end('2 files');
  await new Promise(setImmediate);
  expect(terminal.err()).toBe('');
});

test.each([
  [0, '0.0 s'],
  [349, '0.3 s'],
  [59_900, '59.9 s'],
  [59_999, '1 min 00 s'],
  [185_000, '3 min 05 s'],
])('a span of %d ms is %s', (milliseconds, text) => {
  expect(spanText(milliseconds)).toBe(text);
});

test('work that fails leaves no bar behind: the cursor comes back, and no line is claimed to be done', async () => {
  const terminal = fakeTerminal({ isTTY: true });
  const stream = Object.assign(terminal.stderr, { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
  const work = openProgress(false, stream).during(
    'collect',
    async (update) => {
      update(1, 2, '1 of 2 files');
      throw new Error('interrupted');
    },
    () => 'done',
  );
  await expect(work).rejects.toThrow('interrupted');
  await new Promise(setImmediate);
  expect(terminal.err()).toContain('1 of 2 files');
  expect(terminal.err().lastIndexOf('\u001b[?25h')).toBeGreaterThan(terminal.err().lastIndexOf('\u001b[?25l'));
  expect(terminal.err()).not.toContain('done');
});
