import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KeytrailError } from '../core/errors.ts';
import { runChecks } from './check.ts';
import { diskCheck } from './disk-check.ts';
import { lakeCheck } from './lake-check.ts';
import { nodeCheck } from './node-check.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-setup-'));
const one = async (check: Parameters<typeof runChecks>[0][number]) => (await runChecks([check]))[0];

describe('node', () => {
  test.each([
    ['18.20.8', 'fail'],
    ['20.9.0', 'fail'],
    ['20.19.0', 'ok'],
    ['22.0.0', 'ok'],
    ['24.11.1', 'ok'],
  ])('%s is %s', async (version, state) => {
    expect(await one(nodeCheck(version))).toMatchObject({ check: 'node', state });
  });
});

describe('disk', () => {
  test('a folder that does not exist yet is judged by the nearest above it', async () => {
    const result = await one(diskCheck(join(folder, 'a', 'b')));
    expect(result?.state).not.toBe('fail');
    expect(result?.finding).toMatch(new RegExp(`^\\d+\\.\\d GiB free at "${folder}"$`));
  });

  test('a file in the way fails, with the next step', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(await one(diskCheck(file))).toEqual({
      check: 'disk',
      state: 'fail',
      finding: `"${file}" is no folder`,
      next: 'Choose another place with --lake DIR.',
    });
    expect(await one(diskCheck(join(file, 'below')))).toMatchObject({ state: 'fail' });
  });

  test.skipIf(process.getuid?.() === 0)('a folder that may not be written fails', async () => {
    const locked = join(folder, 'locked');
    mkdirSync(locked, { mode: 0o500 });
    expect(await one(diskCheck(locked))).toMatchObject({ state: 'fail', finding: `no permission to write to "${locked}"` });
  });
});

describe('lake', () => {
  test('none yet is no fault', async () => {
    expect(await one(lakeCheck('L', async () => null))).toMatchObject({ state: 'ok', next: null });
  });

  test('files that were set aside are a warning', async () => {
    expect(await one(lakeCheck('L', async () => ({ events: 5, files: 2, unreadable: 1 })))).toEqual({
      check: 'lake',
      state: 'warn',
      finding: '"L" holds 5 events from 2 files; set aside: 1',
      next: 'keytrail lake names them.',
    });
  });

  test('one that cannot be read fails with its own words, and the next check still runs', async () => {
    const broken = new KeytrailError('KT_LAKE_DAMAGED', 'the lake is damaged.', { hint: 'Collect again.' });
    const results = await runChecks([lakeCheck('L', () => Promise.reject(broken)), nodeCheck('22.0.0')]);
    expect(results.map(({ state, finding, next }) => [state, finding, next])).toEqual([
      ['fail', 'the lake is damaged.', 'Collect again.'],
      ['ok', 'Node 22.0.0', null],
    ]);
  });

  test('a fault of ours is no finding', async () => {
    await expect(runChecks([lakeCheck('L', () => Promise.reject(new Error('bug')))])).rejects.toThrow('bug');
  });
});
