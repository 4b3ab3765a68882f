import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { simulatedRecords, writeFiles } from './corpora.ts';

/**
 * A large lake: how fast it grows, how large it is, and how long questions take in a process that has asked before. A million simulated events are loaded
 * again and again, each time with other ids and by a process of its own. Compile first:
 * `npm run build && npx tsx bench/lake/large-lake.ts [MILLIONS] [FOLDER FOR ITS FILES]`
 */
const EVENTS = 1_000_000;
const EVENTS_OF_FILES = 2000;
const ROUNDS = 5;
const program = fileURLToPath(new URL('contenders.mjs', import.meta.url));
const TABLE = 'irworkshopgluetablecloudtrail';

/** The same record as another event: two digits of its id are the number of the copy, so no two are the same. */
const renamed = (record: string, copy: string): string => record.replace(/"eventID":"../, `"eventID":"${copy}`);

/** What a process says that loaded a folder. */
interface Measure {
  readonly seconds: number;
  readonly megabytes: number;
}

async function build(folder: string, lake: string, millions: number): Promise<void> {
  const records = await simulatedRecords(folder, EVENTS);
  const logs = join(folder, 'logs');
  let seconds = 0;
  let megabytes = 0;
  for (let copy = 0; copy < millions; copy += 1) {
    await mkdir(logs);
    const digits = copy.toString(16).padStart(2, '0');
    await writeFiles(logs, records, EVENTS_OF_FILES, { level: 1, as: (record) => renamed(record, digits) });
    const run = JSON.parse(execFileSync(process.execPath, [program, 'keytrail', logs, lake], { encoding: 'utf8' })) as Measure;
    seconds += run.seconds;
    megabytes = Math.max(megabytes, run.megabytes);
    await rm(logs, { recursive: true });
  }
  console.log(
    `${millions * records.length} records loaded in ${seconds.toFixed(1)} s, ${Math.round((millions * records.length) / seconds / 1000)}k events/s, ${megabytes} MB at most; load ${loadavg()[0]?.toFixed(1)}`,
  );
}

async function ask(lake: string): Promise<void> {
  const opened = await openLake(lake);
  const { bytes, parquetFiles } = await opened.upkeep();
  const gigabytes = (count: number): string => `${(count / 1e9).toFixed(2)} GB`;
  console.log(
    `on disk ${gigabytes(bytes.total)}: events ${gigabytes(bytes.events)}, untouched records ${gigabytes(bytes.raw)}, ids ${gigabytes(bytes.ids)}; ${parquetFiles} Parquet files; ${availableParallelism()} cores`,
  );
  const engine = await opened.engine();
  const keys = `SELECT useridentity.accesskeyid, count(*) FROM ${TABLE} WHERE useridentity.accesskeyid IS NOT NULL GROUP BY 1 ORDER BY 2`;
  const { rows } = await engine.query(keys);
  const ofKey = (key: unknown): string =>
    `SELECT eventtime, eventname FROM ${TABLE} WHERE useridentity.accesskeyid = '${key}' ORDER BY eventtime, eventid`;
  await time(engine, `all events of a rare key (${rows[0]?.[1]})`, ofKey(rows[0]?.[0]));
  await time(engine, `all events of the busiest key (${rows.at(-1)?.[1]})`, ofKey(rows.at(-1)?.[0]));
  await time(engine, 'an absent key', ofKey('AKIAABSENTEXAMPLE000'));
  await time(engine, 'count by event name', `SELECT eventname, count(*) FROM ${TABLE} GROUP BY 1 ORDER BY 2 DESC`);
  await opened.close();
}

async function time(engine: SqlEngine, name: string, query: string): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await engine.query(query);
    times.push(performance.now() - begun);
  }
  console.log(`${name}: ${Math.min(...times).toFixed(0)} ms (best of ${ROUNDS})`);
}

if (!existsSync(new URL('../../dist/lake/collect.js', import.meta.url))) throw new Error('Compile first: npm run build');
const [millions = '20', place = tmpdir()] = process.argv.slice(2);
const folder = await mkdtemp(join(place, 'keytrail-large-'));
try {
  await build(folder, join(folder, 'lake'), Number(millions));
  await ask(join(folder, 'lake'));
} finally {
  await rm(folder, { recursive: true, force: true });
}
