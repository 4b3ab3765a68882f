import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { collect } from './collect.ts';
import { type ExpectedSize, expectSize } from './expected-size.ts';
import { openLake } from './open-lake.ts';

const files = [
  { path: '/logs/a.json.gz', size: 1_000_000_000, mtimeMs: 0 },
  { path: '/logs/b.json', size: 2_000_000_000, mtimeMs: 0 },
];

test('a large load is told with what it needs: packed logs about twice their size, others a fraction', async () => {
  const told: ExpectedSize[] = [];
  await expectSize('/lake', files, { onLarge: (size) => told.push(size), freeBytes: async () => 9e9 });
  expect(told).toMatchObject([{ logs: 3e9, free: 9e9 }]);
  expect(told[0]?.lake).toBeGreaterThan(1.5e9);
  expect(told[0]?.lake).toBeLessThan(4e9);
  await expectSize('/lake', [{ path: '/logs/a.json.gz', size: 1_000_000, mtimeMs: 0 }], {
    onLarge: (size) => told.push(size),
    freeBytes: async () => 9e9,
  });
  expect(told).toHaveLength(1);
});

test('a lake takes no more room than was expected of logs like those of a trail', async () => {
  const home = await mkdtemp(join(tmpdir(), 'keytrail-'));
  // Ids and tokens do not shrink, as in real logs; of the rest little is left.
  const records = Array.from({ length: 2000 }, (_, at) => ({
    ...{ eventVersion: '1.08', eventTime: '2026-01-07T02:25:18Z', eventName: `Get${at % 40}`, eventSource: 's3.amazonaws.com' },
    ...{ awsRegion: 'us-east-1', sourceIPAddress: `198.51.100.${at % 250}`, recipientAccountId: '111122223333', eventType: 'AwsApiCall' },
    eventID: randomBytes(16)
      .toString('hex')
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    requestID: randomBytes(8).toString('hex').toUpperCase(),
    userIdentity: { type: 'IAMUser', accountId: '111122223333', accessKeyId: `AKIAEXAMPLE${at % 30}`, userName: `user-${at % 30}` },
    requestParameters: { bucketName: 'example', key: randomBytes(12).toString('hex') },
  }));
  const log = gzipSync(JSON.stringify({ Records: records }));
  await writeFile(join(home, 'a.json.gz'), log);
  let expected = 0;
  await expectSize(home, [{ path: 'a.json.gz', size: log.length * 1e6, mtimeMs: 0 }], {
    onLarge: ({ lake }) => {
      expected = lake / 1e6;
    },
    freeBytes: async () => Number.POSITIVE_INFINITY,
  });
  await collect(join(home, 'lake'), [join(home, 'a.json.gz')]);
  const lake = await openLake(join(home, 'lake'));
  const { bytes } = await lake.upkeep();
  await lake.close();
  expect(bytes.total).toBeLessThan(expected);
});

test('a load that the disk has no room for is refused before it begins, unless it is to go on all the same', async () => {
  const home = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const log = join(home, 'a.json');
  await writeFile(log, '[{"eventID":"a","eventTime":"2026-01-07T02:25:18Z"}]');
  const full = { freeBytes: async () => 1 };
  await expect(collect(join(home, 'lake'), [log], full)).rejects.toMatchObject({
    code: 'KT_DISK_FULL',
    message: `the lake would grow by about 1 MB, and the disk of "${join(home, 'lake')}" has 1 MB left.`,
    hint: expect.stringContaining('--ignore-space'),
  });
  expect(await collect(join(home, 'lake'), [log], { ...full, ignoreSpace: true })).toMatchObject({ events: 1 });
});
