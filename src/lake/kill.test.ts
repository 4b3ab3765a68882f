import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { collect } from './collect.ts';
import { openLake } from './open-lake.ts';

const FILES = 200;
const EVENTS_PER_FILE = 2;
const BATCH_EVENTS = 10;
let logs: string;

beforeAll(async () => {
  logs = await mkdtemp(join(tmpdir(), 'keytrail-'));
  for (let file = 0; file < FILES; file += 1) {
    const records = Array.from({ length: EVENTS_PER_FILE }, (_, at) => ({ eventID: `${file}-${at}`, eventTime: '2026-01-07T02:25:18Z' }));
    await writeFile(join(logs, `${file}.json.gz`), gzipSync(JSON.stringify({ Records: records })));
  }
});

const files = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Moments of a run at which it dies. */
const moments: readonly (readonly [string, (lake: string) => boolean])[] = [
  ['while the first batch is filled', (lake) => files(join(lake, 'work')).some((name) => name.endsWith('.ndjson'))],
  ['while a Parquet file is written', (lake) => files(join(lake, 'work')).some((name) => name.endsWith('.parquet'))],
  ['when a Parquet file has got its place', (lake) => files(join(lake, 'events')).length > 0],
  ['before the first batch, when the folder has just become a lake', (lake) => existsSync(join(lake, 'catalogue.json'))],
  ['when the first batch is in the catalogue', (lake) => textOf(join(lake, 'catalogue.json')).includes('000001.parquet')],
  ['when a fifth Parquet file has got its place', (lake) => files(join(lake, 'events')).length > 4],
  ['while the catalogue is replaced', (lake) => existsSync(join(lake, 'catalogue.json.new'))],
];

test.each(moments)('a run killed %s loses nothing and repeats nothing', async (_, moment) => {
  const lake = join(await mkdtemp(join(tmpdir(), 'keytrail-')), 'lake');
  await mkdir(lake);
  const program = `import { collect } from ${JSON.stringify(join(import.meta.dirname, 'collect.ts'))}; await collect(${JSON.stringify(lake)}, [${JSON.stringify(logs)}], { batchEvents: ${BATCH_EVENTS} });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { stdio: 'inherit' });
  const exit = once(child, 'exit');
  while (!moment(lake) && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  const [, signal] = await exit;
  expect(signal).toBe('SIGKILL');

  if (existsSync(join(lake, 'catalogue.json'))) await (await openLake(lake)).close();
  const report = await collect(lake, [logs]);
  expect(report.unchanged + report.logs).toBe(FILES);
  expect(report.copies).toBe(0);
  const opened = await openLake(lake);
  const { rows } = await (await opened.engine()).query('SELECT count(*), count(DISTINCT eventid) FROM irworkshopgluetablecloudtrail');
  expect(rows).toEqual([[FILES * EVENTS_PER_FILE, FILES * EVENTS_PER_FILE]]);
  await opened.close();
  expect((await readdir(lake)).sort()).toEqual(['catalogue.json', 'events']);
});
