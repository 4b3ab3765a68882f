import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPager } from './pager.ts';

const path = { PATH: process.env['PATH'] };

test('the pager of the environment is a command line and gets every line', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'keytrail-')), 'paged');
  expect(await openPager({ ...path, PAGER: `cat > ${file}` })?.(['one', 'two'])).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
});

test('a pager that is left early is no failure', async () => {
  const lines = Array.from({ length: 100_000 }, (_, number) => `line ${number}`);
  expect(await openPager({ ...path, PAGER: 'head -n 1 > /dev/null' })?.(lines)).toBe(true);
});

test('a pager that is not there is told, so that the lines are shown without it', async () => {
  expect(await openPager({ PATH: '/nowhere' })?.(['one'])).toBe(false);
  expect(await openPager({ ...path, PAGER: 'no-such-pager 2> /dev/null' })?.(['one'])).toBe(false);
});

test('an empty pager, and cat, are none', () => {
  expect([openPager({ PAGER: '' }), openPager({ PAGER: 'cat' })]).toEqual([null, null]);
});
