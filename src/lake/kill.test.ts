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

/** Loaded in four chunks by one thread; of the larger number in six by several. A stage is committed after each. */
const FEW_FILES = 900;
const MANY_FILES = 1536;
const EVENTS_PER_FILE = 2;
const BATCH_EVENTS = 10;
let few: string;
let many: string;

beforeAll(async () => {
  few = await makeLogs(FEW_FILES);
  many = await makeLogs(MANY_FILES);
});

async function makeLogs(count: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  for (let file = 0; file < count; file += 1) {
    const records = Array.from({ length: EVENTS_PER_FILE }, (_, at) => ({ eventID: `${file}-${at}`, eventTime: '2026-01-07T02:25:18Z' }));
    await writeFile(join(folder, `${file}.json.gz`), gzipSync(JSON.stringify({ Records: records })));
  }
  return folder;
}

const files = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** Moments of a run at which it dies. */
const moments: readonly (readonly [string, (lake: string) => boolean])[] = [
  ['while the first part is written', (lake) => files(join(lake, 'work')).some((name) => name.endsWith('.parquet'))],
  ['when untouched records have got their place, and their events have not', (lake) => files(join(lake, 'raw')).length > 0],
  ['when ids have got their place', (lake) => files(join(lake, 'ids')).length > 0],
  ['when a Parquet file has got its place', (lake) => files(join(lake, 'events')).length > 0],
  ['before the first batch, when the folder has just become a lake', (lake) => existsSync(join(lake, 'catalogue.json'))],
  ['when the first batch is in the catalogue', (lake) => textOf(join(lake, 'catalogue.json')).includes('000001.parquet')],
  ['when a third Parquet file has got its place', (lake) => files(join(lake, 'events')).length > 2],
  ['while the catalogue is replaced', (lake) => existsSync(join(lake, 'catalogue.json.new'))],
];

test.each(moments)('a run killed %s loses nothing and repeats nothing', (_, moment) => killed(few, FEW_FILES, moment));

test('so does one that loads with several threads', () => killed(many, MANY_FILES, (lake) => files(join(lake, 'events')).length > 2));

/** Kills a run at a moment, and looks whether the next one makes the lake what it would have been. */
async function killed(logs: string, count: number, moment: (lake: string) => boolean): Promise<void> {
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
  expect(report.unchanged + report.logs).toBe(count);
  expect(report.copies).toBe(0);
  const opened = await openLake(lake);
  const { rows } = await (await opened.engine()).query('SELECT count(*), count(DISTINCT eventid) FROM irworkshopgluetablecloudtrail');
  expect(rows).toEqual([[count * EVENTS_PER_FILE, count * EVENTS_PER_FILE]]);
  expect((await readdir(lake)).sort()).toEqual(['catalogue.json', 'events', 'ids', 'index', 'raw']);
  expect(await opened.rawRecord('899-1')).toBe('{"eventID":"899-1","eventTime":"2026-01-07T02:25:18Z"}');
  await opened.close();
}
