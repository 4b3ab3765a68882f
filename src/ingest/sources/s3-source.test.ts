import { describe, expect, test } from 'vitest';
import { logFileKey } from '../../trail/trail-key.ts';
import { discover } from '../discover.ts';
import type { FoundFile } from '../found-file.ts';
import type { KeyFilter } from '../key-filter.ts';
import type { ObjectPage, ObjectReading, ObjectStore } from '../object-store.ts';

/** A bucket with these keys, which notes what is listed. */
function bucketWith(keys: readonly string[], reading: (key: string) => ObjectReading = (key) => ({ kind: 'bytes', bytes: Buffer.from(key) })) {
  const listings: string[] = [];
  const store: ObjectStore = {
    async *list(bucket, prefix, depth): AsyncGenerator<ObjectPage> {
      expect(bucket).toBe('logs');
      listings.push(depth === 'one-level' ? prefix : `${prefix}...`);
      const below = keys.filter((key) => key.startsWith(prefix));
      const folders = below.filter((key) => key.slice(prefix.length).includes('/')).map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1));
      const here = depth === 'one-level' ? below.filter((key) => !key.slice(prefix.length).includes('/')) : below;
      yield {
        objects: here.map((key) => ({ key, size: key.length, modifiedMs: 0, etag: `"${key}"` })),
        prefixes: depth === 'one-level' ? [...new Set(folders)] : [],
      };
    },
    read: async (_, { key }) => reading(key),
  };
  return {
    listings,
    find: (source: string, filter?: KeyFilter) => discover([source], '/no/lake', { objectStore: async () => store, ...(filter ? { filter } : {}) }),
  };
}

const names = (found: { readonly files: readonly FoundFile[] }) => found.files.map(({ path }) => path);
const ORGANIZATION = { organizationId: 'o-a1b2c3d4e5' };
const key = (accountId: string, region: string, day: string, place: object = ORGANIZATION) =>
  logFileKey({ accountId, region, ...place }, Date.parse(`${day}T02:35:00Z`), 'AbCdEfGhIjKlMnOp');

test('finds the objects below a prefix in the order of their keys, each with its ETag, and counts the rest', async () => {
  const { find } = bucketWith(['case/b.json', 'case/a/1.json.gz', 'case/notes.txt', 'case-2/c.json']);
  const found = await find('s3://logs/case/');
  expect(found.files).toEqual([
    {
      path: 's3://logs/case/a/1.json.gz',
      size: 16,
      mtimeMs: 0,
      version: '"case/a/1.json.gz"',
      read: expect.any(Function),
      readSigned: expect.any(Function),
    },
    { path: 's3://logs/case/b.json', size: 11, mtimeMs: 0, version: '"case/b.json"', read: expect.any(Function), readSigned: expect.any(Function) },
  ]);
  expect(found.others).toBe(1);
  expect(await found.files[0]?.read?.()).toEqual(Buffer.from('case/a/1.json.gz'));
});

test('takes an object that is named itself, whatever its name', async () => {
  expect(names(await bucketWith(['case/export', 'case/export.old']).find('s3://logs/case/export'))).toEqual(['s3://logs/case/export']);
});

test('lists only what the filter wants of an organization trail, by account, region and day', async () => {
  const days = ['2025-12-31', '2026-01-06', '2026-01-07', '2026-01-08', '2026-01-20', '2026-02-01'];
  const keys = ['111122223333', '444455556666'].flatMap((account) =>
    ['us-east-1', 'eu-west-1'].flatMap((region) => days.map((day) => key(account, region, day))),
  );
  const { find, listings } = bucketWith(keys);
  const root = 'AWSLogs/o-a1b2c3d4e5/';
  const found = await find('s3://logs', { accounts: ['111122223333'], regions: ['eu-west-1'], since: '2026-01-07', until: '2026-01-08' });
  expect(names(found)).toEqual(days.slice(1, 4).map((day) => `s3://logs/${key('111122223333', 'eu-west-1', day)}`));
  const region = `${root}111122223333/CloudTrail/eu-west-1/`;
  expect(listings.sort()).toEqual(
    ['', 'AWSLogs/', root, `${root}111122223333/`, `${root}111122223333/CloudTrail/`, region, `${region}2026/`, `${region}2026/01/`]
      .concat(['06', '07', '08'].map((day) => `${region}2026/01/${day}/...`))
      .sort(),
  );
  // The other account, the other region, 2025, February, and the 20th.
  expect(found.pruned).toEqual({ folders: 5, files: 0, unplaced: 0 });
});

test('lists months as a whole when all their days are wanted, and without a filter each region', async () => {
  const keys = ['2026-01-15', '2026-02-15', '2026-03-15'].map((day) => key('111122223333', 'eu-west-1', day, {}));
  const region = 'AWSLogs/111122223333/CloudTrail/eu-west-1/';
  const filtered = bucketWith(keys);
  expect(names(await filtered.find(`s3://logs/${region}`, { accounts: [], regions: [], since: '2026-01-10', until: '2026-03-20' }))).toHaveLength(3);
  expect(filtered.listings).toContain(`${region}2026/02/...`);
  const whole = bucketWith(keys);
  expect(names(await whole.find('s3://logs'))).toHaveLength(3);
  expect(whole.listings.at(-1)).toBe(`${region}...`);
});

test('does not walk through a bucket of another layout, and takes what has no place, counted', async () => {
  const keys = Array.from({ length: 30 }, (_, index) => `export/${index}/log.json`);
  const { find, listings } = bucketWith(keys);
  const found = await find('s3://logs', { accounts: ['111122223333'], regions: [] });
  expect(found.files).toHaveLength(30);
  expect(found.pruned).toEqual({ folders: 0, files: 0, unplaced: 30 });
  expect(listings).toEqual(['', 'export/', 'export/...']);
});

describe('an object that is denied', () => {
  const denied: ObjectReading = { kind: 'unreadable', why: 'access denied (s3:GetObject)', denied: true };
  const keys = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, '0')}.json`);
  const failures = async (reading: (key: string) => ObjectReading) => {
    const { files } = await bucketWith(keys, reading).find('s3://logs');
    const all: unknown[] = [];
    for (const file of files) await file.read?.().catch((error: unknown) => all.push(error));
    return all;
  };

  test('is set aside while others can be read', async () => {
    const found = await failures((name) => (name === '00.json' ? { kind: 'bytes', bytes: new Uint8Array() } : denied));
    expect(found).toHaveLength(29);
    expect(found.every((error) => (error as Error).name === 'FileUnreadable')).toBe(true);
  });

  test('ends the run when all the first of them are', async () => {
    expect((await failures(() => denied))[19]).toMatchObject({
      code: 'KT_REMOTE_REFUSED',
      message: 'none of the first 20 objects of s3://logs can be read: access denied (s3:GetObject).',
    });
  });
});

test.each(['s3://', 's3:/logs', 'S3:logs', 's3:///key'])('%s is no place in S3', async (source) => {
  await expect(bucketWith([]).find(source)).rejects.toMatchObject({ code: 'KT_USAGE', message: `"${source}" is no place in S3.` });
});

test('without a store, the one who asked is told how to go on', async () => {
  await expect(discover(['s3://logs/a b'], null)).rejects.toMatchObject({
    code: 'KT_INPUT_UNREADABLE',
    hint: "Copy them first: aws s3 sync 's3://logs/a b' DIR",
  });
});
