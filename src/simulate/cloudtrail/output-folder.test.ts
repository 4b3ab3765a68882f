import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FileWriter, writeFailure } from './file-writer.ts';
import { openOutputFolder } from './output-folder.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keytrail-output-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function simulateInto(out: string, text: string): Promise<void> {
  const folder = await openOutputFolder(out);
  await mkdir(join(folder.work, 'logs'));
  await writeFile(join(folder.work, 'logs', 'a'), text);
  await writeFile(join(folder.work, 'public-keys.json'), '{}');
  await writeFile(join(folder.work, 'truth.json'), '{"schema":"keytrail.truth/1"}');
  await folder.commit();
}

describe('openOutputFolder', () => {
  test('makes the folder, with folders above it', async () => {
    const out = join(root, 'a', 'b');
    await simulateInto(out, 'one');
    expect((await readdir(out)).sort()).toEqual(['logs', 'public-keys.json', 'truth.json']);
  });

  test('takes the place of an earlier simulation and leaves what lies beside it', async () => {
    await simulateInto(root, 'one');
    await writeFile(join(root, 'logs', 'old'), '');
    await writeFile(join(root, 'case.json'), 'mine');
    await simulateInto(root, 'two');
    expect(await readdir(join(root, 'logs'))).toEqual(['a']);
    expect(await readFile(join(root, 'logs', 'a'), 'utf8')).toBe('two');
    expect(await readFile(join(root, 'case.json'), 'utf8')).toBe('mine');
  });

  test('refuses a folder with files that are not its own, and touches none', async () => {
    await writeFile(join(root, 'thesis.txt'), 'precious');
    await expect(openOutputFolder(root)).rejects.toMatchObject({ code: 'KT_OUTPUT_UNWRITABLE' });
    await writeFile(join(root, 'truth.json'), '{"schema":"something else"}');
    await expect(openOutputFolder(root)).rejects.toMatchObject({ code: 'KT_OUTPUT_UNWRITABLE' });
    expect((await readdir(root)).sort()).toEqual(['thesis.txt', 'truth.json']);
  });

  test('takes away the work of a simulation that was killed, and not of one that goes on', async () => {
    const dead = spawnSync('true').pid;
    await mkdir(join(root, `.simulating-${dead}-abc`));
    await mkdir(join(root, `.simulating-${process.ppid}-abc`));
    await simulateInto(root, 'one');
    expect((await readdir(root)).sort()).toEqual([`.simulating-${process.ppid}-abc`, 'logs', 'public-keys.json', 'truth.json']);
  });

  test('refuses a file in the place of a folder', async () => {
    await writeFile(join(root, 'file'), '');
    await expect(openOutputFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'KT_OUTPUT_UNWRITABLE' });
  });

  test('leaves no trace of what was given up', async () => {
    const folder = await openOutputFolder(join(root, 'new'));
    await writeFile(join(folder.work, 'half'), '');
    await folder.discard();
    expect(await readdir(root)).toEqual([]);
  });
});

describe('writeFailure', () => {
  const system = (code: string): Error => Object.assign(new Error(code), { code });
  test.each([
    ['ENOSPC', 'KT_DISK_FULL'],
    ['EROFS', 'KT_OUTPUT_UNWRITABLE'],
    ['EACCES', 'KT_OUTPUT_UNWRITABLE'],
  ])('tells the user about %s', (code, expected) => {
    expect(writeFailure(system(code), '/data/lab')).toMatchObject({ code: expected, message: expect.stringContaining('/data/lab') });
  });

  test('leaves alone what is no failure to write', () => {
    const error = new Error('a mistake of ours');
    expect(writeFailure(error, 'x')).toBe(error);
  });
});

test('a file that cannot be written fails the whole, and is not forgotten', async () => {
  await writeFile(join(root, 'file'), '');
  const writer = new FileWriter(join(root, 'file'));
  await writer.write('below/a.json', '{}');
  await expect(writer.finish()).rejects.toMatchObject({ code: 'ENOTDIR' });
});
