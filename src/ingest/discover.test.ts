import { chmod, mkdir, mkdtemp, realpath, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { discover } from './discover.ts';

async function folderWith(...files: readonly string[]): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'keytrail-')));
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true });
    await writeFile(join(folder, file), file);
  }
  return folder;
}

test('finds logs in folders of any depth, in order of their paths, and counts the rest', async () => {
  const folder = await folderWith('b/2.json.gz', 'b/10.json', 'a/x/y.JSONL', 'notes.txt', 'c.ndjson.gz', 'b/.DS_Store');
  const found = await discover([folder], '/no/lake');
  expect(found.files.map((file) => relative(folder, file.path))).toEqual(['a/x/y.JSONL', 'b/10.json', 'b/2.json.gz', 'c.ndjson.gz']);
  expect(found.files[1]).toMatchObject({ size: 'b/10.json'.length });
  expect(found.others).toBe(2);
  expect(found.setAside).toEqual([]);
});

test('follows links, survives loops, and takes no file twice', async () => {
  const folder = await folderWith('logs/1.json', 'elsewhere/2.json');
  await symlink(folder, join(folder, 'logs/loop'));
  await symlink(join(folder, 'elsewhere/2.json'), join(folder, 'logs/linked.json'));
  const found = await discover([join(folder, 'logs'), folder], '/no/lake');
  expect(found.files.map((file) => relative(folder, file.path)).sort()).toEqual(['elsewhere/2.json', 'logs/1.json']);
});

test('sets a link into nowhere aside and goes on', async () => {
  const folder = await folderWith('1.json');
  await symlink('/nowhere/at/all.json', join(folder, '0.json'));
  const found = await discover([folder], '/no/lake');
  expect(found.files).toHaveLength(1);
  expect(found.setAside).toEqual([{ file: join(folder, '0.json'), why: 'it is not there any more' }]);
});

test('takes a file that is named itself, whatever its name, and does not enter the lake', async () => {
  const folder = await folderWith('export.txt', 'lake/catalogue.json');
  expect((await discover([join(folder, 'export.txt'), folder], join(folder, 'lake'))).files.map((file) => relative(folder, file.path))).toEqual([
    'export.txt',
  ]);
});

test('names the source that is not there', async () => {
  await expect(discover(['/no/such/folder'], '/no/lake')).rejects.toMatchObject({
    code: 'KT_INPUT_MISSING',
    message: 'no file or folder "/no/such/folder".',
  });
});

test('refuses a source that is neither file nor folder', async () => {
  await expect(discover(['/dev/null'], '/no/lake')).rejects.toMatchObject({ code: 'KT_INPUT_UNREADABLE' });
});

test('does not enter folders that the filter does not want, organization trails among them, and counts what it left out and what has no place', async () => {
  const trail = (account: string, region: string, day: string) => `AWSLogs/o-a1b2c3d4e5/${account}/CloudTrail/${region}/${day}/x.json.gz`;
  const wanted = trail('111122223333', 'eu-west-1', '2026/01/07');
  const folder = await folderWith(
    wanted,
    trail('111122223333', 'eu-west-1', '2026/01/05'),
    trail('111122223333', 'us-east-1', '2026/01/07'),
    trail('444455556666', 'eu-west-1', '2026/01/07'),
    'exported/444455556666_CloudTrail_eu-west-1_20260107T0235Z_AbCdEfGhIjKlMnOp.json.gz',
    'exported/lookup.json',
  );
  await chmod(join(folder, 'AWSLogs/o-a1b2c3d4e5/444455556666'), 0o000);
  const filter = { accounts: ['111122223333'], regions: ['eu-west-1'], since: '2026-01-07T12:00:00Z' };
  const found = await discover([folder], '/no/lake', { filter });
  expect(found.files.map((file) => relative(folder, file.path))).toEqual([wanted, 'exported/lookup.json']);
  expect(found).toMatchObject({ setAside: [], pruned: { folders: 3, files: 1, unplaced: 1 } });
});

test('a file in a folder whose name tells nothing is taken when it begins as logs do', async () => {
  const record = '{"eventVersion":"1.08","eventID":"a"}';
  const contents: Record<string, string | Buffer> = {
    '000000.gz': gzipSync('Permission Check'),
    'cut.gz': gzipSync(record).subarray(0, 8),
    'dump.txt': ` {"Records":[${record}]}`,
    'empty.log': '',
    'export.log.gz': gzipSync(`2026-01-07T02:25:18.000Z ${record}\n`),
    'history.csv': 'Event time,Event ID\n',
    'long.log.gz': gzipSync(`${record}\n`.repeat(10_000)),
    'lookup.out': Buffer.from(`\ufeff{"Events":[{"CloudTrailEvent":${JSON.stringify(record)}}]}`, 'utf16le'),
    'notes.md': `# eventID and eventVersion of ${record}`,
    'script.py': '[print("no log")]',
  };
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  for (const [name, content] of Object.entries(contents)) await writeFile(join(folder, name), content);
  const found = await discover([folder], null);
  expect(found.files.map(({ path }) => basename(path))).toEqual(['000000.gz', 'dump.txt', 'export.log.gz', 'long.log.gz', 'lookup.out']);
  expect(found.others).toBe(5);
});
