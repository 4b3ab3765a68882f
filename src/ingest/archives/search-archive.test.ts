import { randomBytes } from 'node:crypto';
import { mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { beforeEach, describe, expect, test } from 'vitest';
import { zipOf } from '../../../test/support/zip-of.ts';
import { discover } from '../discover.ts';
import type { KeyFilter } from '../key-filter.ts';
import { defaultLimits, type Limits } from '../limits.ts';

let folder: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'keytrail-')));
});

async function tarOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const tar = pack();
  tar.entry({ name: 'folder/', type: 'directory' });
  for (const [name, content] of Object.entries(files)) tar.entry({ name }, content);
  tar.finalize();
  return buffer(tar);
}

const zipOfAll = (files: Readonly<Record<string, string | Buffer>>): Buffer =>
  zipOf([{ name: 'folder/', content: '', method: 0 }, ...Object.entries(files).map(([name, content]) => ({ name, content }))]);

/** Finds what lies in an archive, and reads it: contents and reasons by the names of the members. */
async function open(name: string, bytes: Buffer, limits: Partial<Limits> = {}, filter?: KeyFilter) {
  const archive = join(folder, name);
  await writeFile(archive, bytes);
  const found = await discover([folder], '/no/lake', { limits: { ...defaultLimits, ...limits }, ...(filter === undefined ? {} : { filter }) });
  const short = (path: string) => path.slice(archive.length);
  const files: Record<string, string> = {};
  const setAside = Object.fromEntries(found.setAside.map(({ file, why }) => [short(file), why]));
  for (const { path, read } of found.files) {
    await read?.().then(
      (content) => (files[short(path)] = Buffer.from(content).toString()),
      (error: Error) => (setAside[short(path)] = error.message),
    );
  }
  return { files, setAside, others: found.others, found };
}

describe.each([
  ['zip', 'a.zip', async (files: Record<string, string | Buffer>) => zipOfAll(files)],
  ['tar', 'a.tar', tarOf],
  ['packed tar', 'a.tar.gz', async (files: Record<string, string | Buffer>) => gzipSync(await tarOf(files))],
  ['tar whose name hides that it is packed', 'a.tar', async (files: Record<string, string | Buffer>) => gzipSync(await tarOf(files))],
] as const)('in a %s', (_, name, make) => {
  test('the logs are found and read, and the rest is counted', async () => {
    const { files, setAside, others } = await open(name, await make({ 'AWSLogs/1.json': 'one', 'notes.txt': 'no log', 'ü/2.json.gz': 'two' }));
    expect(files).toEqual({ '!AWSLogs/1.json': 'one', '!ü/2.json.gz': 'two' });
    expect({ setAside, others }).toEqual({ setAside: {}, others: 1 });
  });

  test('a member is read in any order, and again', async () => {
    const { found } = await open(name, await make(Object.fromEntries(Array.from({ length: 9 }, (_unused, at) => [`${at}.json`, `text ${at}`]))));
    const order = [4, 5, 2, 8, 8, 0];
    const contents = await Promise.all(order.map(async (at) => Buffer.from((await found.files[at]?.read?.()) ?? []).toString()));
    expect(contents).toEqual(order.map((at) => `text ${at}`));
  });

  test('a name that leads out of the archive is a name', async () => {
    const { files } = await open(name, await make({ '../../../etc/cron.d/x.json': 'a', '/etc/passwd.json': 'b' }));
    expect(Object.values(files)).toEqual(['a', 'b']);
    expect(Object.keys(files)[0]).toBe('!../../../etc/cron.d/x.json');
  });

  test('an archive is opened, and one in that is not', async () => {
    const inner = await tarOf({ '1.json': 'deep', 'x.zip': zipOfAll({ '2.json': 'too deep' }) });
    const { files, setAside } = await open(name, await make({ 'b.zip': zipOfAll({ '0.json': 'zero' }), 'c.tar': inner, '3.json': 'flat' }));
    expect(files).toEqual({ '!b.zip!0.json': 'zero', '!c.tar!1.json': 'deep', '!3.json': 'flat' });
    expect(setAside).toEqual({ '!c.tar!x.zip': 'an archive in an archive in an archive: unpack it first' });
  });

  test('the limits hold: members, and bytes in all', async () => {
    const many = await make(Object.fromEntries(Array.from({ length: 9 }, (_unused, at) => [`${at}.json`, 'text'])));
    const members = await open(name, many, { archiveMembers: 4 });
    expect(Object.keys(members.files).length).toBeLessThan(9);
    expect(members.setAside).toEqual({ '': 'it has more members than the limit of 4 (--max-members)' });
    const bomb = await make({ '0.json': 'good', '1.json': Buffer.alloc(40 * 1024 * 1024), '2.json': 'never reached' });
    const bytes = await open(name, bomb, { archiveBytes: 1024 * 1024 });
    expect(bytes.files).toEqual({ '!0.json': 'good' });
    expect(bytes.setAside['']).toBe('it unpacks to more than the limit of 0.0009765625 GiB (--max-unpacked)');
  });

  test('what is cut off is set aside, and the members before it stay where the archive still tells them', async () => {
    const whole = await make({ '1.json': 'one', '2.json': randomBytes(100_000) });
    const { files, setAside } = await open(name, whole.subarray(0, whole.length / 2));
    expect(setAside['']).toMatch(/^damaged|^gzip data ends/);
    if (name !== 'a.zip') expect(files['!1.json']).toBe('one');
    expect(Object.keys(files)).not.toContain('!2.json');
  });

  test('the place of a member in AWS’s layout prunes it', async () => {
    const day = 'AWSLogs/111122223333/CloudTrail/eu-west-1/2026/01/07/x.json';
    const { files, found } = await open(
      name,
      await make({ [day]: 'wanted', [day.replace('eu-west-1', 'us-east-1')]: 'not' }),
      {},
      {
        accounts: [],
        regions: ['eu-west-1'],
      },
    );
    expect(Object.values(files)).toEqual(['wanted']);
    expect(found.pruned).toEqual({ folders: 0, files: 1, unplaced: 0 });
  });
});

describe('in a zip', () => {
  test('a member that is encrypted, packed by an unknown method, or damaged is set aside, and the rest is read', async () => {
    const { files, setAside } = await open(
      'a.zip',
      zipOf([
        { name: 'secret.json', content: '?', isEncrypted: true },
        { name: 'secret.txt', content: '?', isEncrypted: true },
        { name: 'odd.json', content: '?', method: 14 },
        { name: 'wrong.json', content: 'text', crc: 1 },
        { name: 'longer.json', content: 'x'.repeat(5000), size: 10 },
        { name: 'good.json', content: 'good' },
        { name: 'good.json', content: 'another' },
      ]),
    );
    expect(files).toEqual({ '!good.json': 'good', '!good.json#2': 'another' });
    expect(setAside).toEqual({
      '!secret.json': 'encrypted: unpack the archive with its password first',
      '!odd.json': 'packed by a method that is not supported (14): unpack the archive first',
      '!wrong.json': 'damaged in the archive (wrong checksum)',
      '!longer.json': 'damaged zip archive',
    });
  });

  test('a member has its checksum as its version', async () => {
    const { found } = await open('a.zip', zipOf([{ name: '1.json', content: 'The quick brown fox jumps over the lazy dog' }]));
    // The check value of CRC-32 for this sentence.
    expect(found.files[0]).toMatchObject({ size: 43, version: 'crc32:414fa339' });
  });
});

test.each(['a.zip', 'a.tar', 'a.tgz'])('%s that is something else is set aside', async (name) => {
  expect((await open(name, Buffer.from('<html>404 Not Found</html>'.repeat(50)))).setAside['']).toMatch(/^damaged (zip|tar) archive$/);
});

test('a tar of nothing but headers is a bomb, too', async () => {
  const tar = pack();
  for (let at = 0; at < 5000; at += 1) tar.entry({ name: `${at}/`, type: 'directory' });
  tar.finalize();
  const { setAside } = await open('a.tgz', gzipSync(await buffer(tar)), { archiveBytes: 1024 * 1024 });
  expect(setAside['']).toBe('it unpacks to more than the limit of 0.0009765625 GiB (--max-unpacked)');
});
