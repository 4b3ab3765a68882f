import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withLakeLock } from './lake-lock.ts';

const folder = () => mkdtemp(join(tmpdir(), 'keytrail-'));
const lockOf = (lake: string, holder: object) =>
  writeFile(join(lake, 'lock'), JSON.stringify({ host: hostname(), token: 't', started: null, ...holder }));

test('one writer at a time, and the next one after it', async () => {
  const lake = await folder();
  await withLakeLock(lake, async () => {
    await expect(withLakeLock(lake, async () => 'second')).rejects.toMatchObject({
      code: 'KT_LAKE_BUSY',
      message: `process ${process.pid} on ${hostname()} is writing to the lake in "${lake}".`,
    });
    expect(existsSync(join(lake, 'lock'))).toBe(true);
  });
  expect(await withLakeLock(lake, async () => 'third')).toBe('third');
  expect(await readdir(lake)).toEqual([]);
});

test('a lock is given back when its holder fails', async () => {
  const lake = await folder();
  await expect(
    withLakeLock(lake, async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await readdir(lake)).toEqual([]);
});

test('the lock of a process that is gone is taken over', async () => {
  const lake = await folder();
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  await lockOf(lake, { pid: child.pid });
  expect(await withLakeLock(lake, async () => 'taken')).toBe('taken');
  expect(await readdir(lake)).toEqual([]);
});

test('so is one whose number another process has now, this one among them, and one that is no lock at all', async () => {
  const lake = await folder();
  await lockOf(lake, { pid: process.ppid, started: 'long ago' });
  expect(await withLakeLock(lake, async () => 'taken')).toBe('taken');
  await lockOf(lake, { pid: process.pid });
  expect(await withLakeLock(lake, async () => 'taken')).toBe('taken');
  await writeFile(join(lake, 'lock'), '');
  expect(await withLakeLock(lake, async () => 'taken')).toBe('taken');
});

test('of another machine nobody can tell, so its lock stands', async () => {
  const lake = await folder();
  await lockOf(lake, { pid: 1, host: 'elsewhere' });
  await expect(withLakeLock(lake, async () => 'mine')).rejects.toMatchObject({
    code: 'KT_LAKE_BUSY',
    hint: expect.stringContaining(join(lake, 'lock')),
  });
});

test('of several that find the same stale lock one gets it', async () => {
  const lake = await folder();
  await writeFile(join(lake, 'lock'), '');
  let inside = 0;
  const results = await Promise.allSettled(
    Array.from({ length: 5 }, () =>
      withLakeLock(lake, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
      }),
    ),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
});
