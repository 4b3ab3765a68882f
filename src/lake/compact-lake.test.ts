import { mkdir, mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { compactLake } from './compact-lake.ts';
import { openLake } from './open-lake.ts';

let logs: string;
let lake: string;

beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'keytrail-'));
  logs = join(home, 'logs');
  lake = join(home, 'lake');
  await mkdir(logs);
});

const idOf = (at: number): string => (at % 2 === 0 ? `00000000-0000-4000-8000-0000000000${String(at).padStart(2, '0')}` : `id-${at}`);
const recordOf = (at: number): string =>
  `{"eventID":"${idOf(at)}","eventTime":"2026-01-07T02:25:${String(at).padStart(2, '0')}Z","resources":[{"ARN":"arn-${at}"}]}`;

/** Deliveries of one new event each, every one with the event before it, too. */
async function deliver(from: number, to: number): Promise<void> {
  for (let at = from; at < to; at += 1) {
    await writeFile(join(logs, `${at}.json.gz`), gzipSync(`{"Records":[${recordOf(Math.max(at - 1, 0))},${recordOf(at)}]}`));
    await collect(lake, [logs]);
  }
}

const events = async (): Promise<string[]> => (await readdir(join(lake, 'events'))).sort();

async function contentOf(opened: Awaited<ReturnType<typeof openLake>>) {
  return (await (await opened.engine()).query('SELECT eventid, resources[1].arn FROM irworkshopgluetablecloudtrail ORDER BY eventtime')).rows;
}

test('small deliveries become one file when they are many, with every record, and a reader goes on reading', async () => {
  await deliver(0, 15);
  expect(await events()).toHaveLength(15);
  const before = await openLake(lake);
  await deliver(15, 18);
  const after = await openLake(lake);
  expect(await contentOf(after)).toEqual(Array.from({ length: 18 }, (_, at) => [idOf(at), `arn-${at}`]));
  for (const at of [0, 7, 15, 17]) expect(await after.rawRecord(idOf(at))).toBe(recordOf(at));
  expect((await after.coverage()).events).toBe(18);
  expect(await contentOf(before)).toHaveLength(15);
  expect(await before.rawRecord(idOf(3))).toBe(recordOf(3));
  await before.close();
  await after.close();

  // A day later nobody reads what was replaced.
  const yesterday = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const folder of ['events', 'ids', 'index', 'raw']) {
    for (const name of await readdir(join(lake, folder))) await utimes(join(lake, folder, name), yesterday, yesterday);
  }
  expect(await collect(lake, [logs])).toMatchObject({ unchanged: 18, events: 0 });
  expect(await events()).toEqual(['000017.parquet', '000018.parquet', '000019.parquet']);
});

test('a lake can be made compact at any time, and knows its events afterwards', async () => {
  expect(await compactLake(lake)).toBeNull();
  await deliver(0, 3);
  expect(await compactLake(lake)).toEqual({ before: 3, after: 1 });
  expect(await compactLake(lake)).toEqual({ before: 1, after: 1 });
  await writeFile(join(logs, 'again.json'), `[${recordOf(0)},${recordOf(1)},${recordOf(2)},${recordOf(9)}]`);
  expect(await collect(lake, [logs])).toMatchObject({ events: 1, copies: 3 });
});
