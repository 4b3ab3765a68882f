import { mkdtemp, open, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { verifyLake } from './verify-lake.ts';

let lake: string;

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'keytrail-'));
  lake = join(home, 'lake');
  await writeFile(
    join(home, 'log.json'),
    '[{"eventID":"e-1","eventTime":"2026-01-07T02:25:18Z"},{"eventID":"e-2","eventTime":"2026-01-07T02:25:19Z"}]',
  );
  await collect(lake, [join(home, 'log.json')]);
});

test('a lake as it was written is whole: four files by their hash, two events', async () => {
  expect(await verifyLake(lake)).toEqual({ verdict: 'whole', parquetFiles: 1, events: 2, hashed: 4, unhashed: 0, faults: [] });
});

test('where there is no lake, there is nothing to verify', async () => {
  expect(await verifyLake(join(lake, 'none'))).toBeNull();
});

/** What may happen to a file of the lake; the file keeps its length in the first. */
const harms: readonly (readonly [string, (path: string) => Promise<void>, RegExp])[] = [
  ['one bit is changed', flipBit, /^its content is not what was written$/],
  ['it is cut', (path) => truncate(path, 5), /^it has 5 bytes instead of \d+$/],
  ['it is deleted', (path) => rm(path), /^it is missing$/],
];

test.each(['events', 'ids', 'index', 'raw'].flatMap((folder) => harms.map((harm) => [folder, ...harm] as const)))(
  'a file of %s is named when %s',
  async (folder, _, harm, why) => {
    const [name = ''] = await readdir(join(lake, folder));
    await harm(join(lake, folder, name));
    const verification = await verifyLake(lake);
    expect(verification?.verdict).toBe('damaged');
    expect(verification?.faults).toEqual([{ file: name, why: expect.stringMatching(why) }]);
  },
);

test('an event that is there twice is named, and so are rows that are too few', async () => {
  const path = join(lake, 'catalogue.json');
  const catalogue = JSON.parse(await readFile(path, 'utf8'));
  catalogue.parquet.push(catalogue.parquet[0]);
  await writeFile(path, JSON.stringify(catalogue));
  expect((await verifyLake(lake))?.faults).toEqual([
    { file: null, why: 'event e-1 is there 2 times' },
    { file: null, why: 'event e-2 is there 2 times' },
  ]);
  catalogue.parquet = [{ ...catalogue.parquet[0], events: 3 }];
  await writeFile(path, JSON.stringify(catalogue));
  expect((await verifyLake(lake))?.faults).toContainEqual({ file: '000001.parquet', why: 'it has 2 rows instead of 3' });
});

/** Changes a byte in the middle: the ends of a Parquet file have marks that any reader looks at. */
async function flipBit(path: string): Promise<void> {
  const file = await open(path, 'r+');
  const at = Math.floor((await file.stat()).size / 2);
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.of((byte[0] ?? 0) ^ 1), 0, 1, at);
  await file.close();
}
