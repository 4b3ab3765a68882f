import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { investigateLake } from '../../src/app/investigate.ts';
import { columns, TABLE } from '../../src/core/cloudtrail-table.ts';
import { openTrustedSql } from '../../src/engine/duckdb/open-trusted-sql.ts';
import { readCatalogue } from '../../src/lake/catalogue.ts';
import { collect } from '../../src/lake/collect.ts';
import { lakePaths } from '../../src/lake/lake-paths.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { parquet } from '../../src/lake/table-layout.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { growLogs } from './grow-logs.ts';

/**
 * How long a case takes in a lake of a million events of one company and up to ninety million of others, how long single questions take, and how far that is from the floor:
 * one pass of DuckDB over the columns by which an investigation chooses.
 * `npm run build && npx tsx bench/investigate/cases.ts FOLDER [OTHER_COMPANIES]`. Logs and lakes in FOLDER are made once.
 */
async function measure(folder: string, companies: number): Promise<void> {
  const logs = join(folder, 'logs');
  if (!existsSync(logs)) await simulate({ scenario: 'leaked-key-in-use', seed: 1, events: 1_000_000, out: folder });
  const others = join(folder, `others-${companies}`);
  if (companies > 0 && !existsSync(others)) await growLogs(logs, others, companies);
  const lake = join(folder, `lake-${companies}`);
  if (!existsSync(lake)) await collect(lake, companies > 0 ? [logs, others] : [logs]);
  const { subject } = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as { readonly subject: { readonly id: string } };
  const { events } = await coverageOf(lake);
  console.log(`${events} events, key ${subject.id}`);

  const floor = await timed(5, () => onePass(lake));
  say('floor: one pass over the columns that choose', floor, null);
  const main = join(import.meta.dirname, '../../dist/cli/main.js');
  const arguments_ = [main, 'investigate', subject.id, '--lake', lake, '--format', 'json'];
  const inNewProcess = (): void => void spawnSync(process.execPath, arguments_, { maxBuffer: 2 ** 30 });
  say('a case, new process', await timed(5, async () => inNewProcess()), floor);
  const fromDisk = async (): Promise<void> => {
    await forgetContent(lake);
    inNewProcess();
  };
  say('a case, new process, the lake not in memory', await timed(5, fromDisk), floor);
  const request = { lake, subjects: [subject.id], command: 'bench', version: '0' };
  say('a case, warm process', await timed(5, async () => void (await investigateLake(request, { now: () => new Date() }))), floor);

  const opened = await openLake(lake);
  const engine = await opened.engine();
  const all = columns.map(({ name }) => name).join(', ');
  const questions: readonly (readonly [string, string])[] = [
    [
      'all events of a busy key, in order',
      `SELECT ${all} FROM ${TABLE} WHERE useridentity.accesskeyid = '${subject.id}' ORDER BY eventtime, eventid`,
    ],
    ['all events of a rare key, in order', `SELECT ${all} FROM ${TABLE} WHERE useridentity.accesskeyid = '${RARE_KEY}' ORDER BY eventtime, eventid`],
    ['an absent key', `SELECT ${all} FROM ${TABLE} WHERE useridentity.accesskeyid = 'AKIAABSENTXXXEXAMPLE' ORDER BY eventtime, eventid`],
    ['count by event name', `SELECT eventname, count(*) FROM ${TABLE} GROUP BY eventname`],
  ];
  for (const [name, sql] of questions) say(name, await timed(5, async () => void (await engine.query(sql))), floor);
  await opened.close();
}

/** A session that the attacker of the simulation opens, and hardly uses. */
const RARE_KEY = 'ASIAIAAAIAAA2EXAMPLE';

interface Times {
  /** Milliseconds. */
  readonly wall: readonly number[];
  /** Of this process, all threads. */
  readonly cpu: readonly number[];
}

async function timed(runs: number, work: () => Promise<void>): Promise<Times> {
  const [wall, cpu]: [number[], number[]] = [[], []];
  await work();
  for (let run = 0; run < runs; run += 1) {
    const [begun, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    wall.push(performance.now() - begun);
    cpu.push((user + system) / 1000);
  }
  return { wall, cpu };
}

const least = (values: readonly number[]): number => Math.min(...values);
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

function say(what: string, { wall, cpu }: Times, floor: Times | null): void {
  const ratio = floor === null ? '' : `, ${(median(wall) / median(floor.wall)).toFixed(1)} times the floor`;
  // What a process of its own takes, this one does not know.
  const own = median(cpu) * 20 < median(wall) ? '' : `, ${Math.round(median(cpu))} ms of processors`;
  console.log(`${what}: ${Math.round(median(wall))} ms (least ${Math.round(least(wall))})${own}${ratio}`);
}

/** Takes the files of a lake out of the page cache: GNU dd does so without privileges. */
async function forgetContent(lake: string): Promise<void> {
  for (const entry of await readdir(lake, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const { status } = spawnSync('dd', [`if=${join(entry.parentPath, entry.name)}`, 'iflag=nocache', 'count=0', 'status=none']);
    if (status !== 0) throw new Error('GNU dd is needed to take the lake out of the page cache.');
  }
}

async function coverageOf(lake: string) {
  const opened = await openLake(lake);
  const coverage = await opened.coverage();
  await opened.close();
  return coverage;
}

async function onePass(lake: string): Promise<void> {
  const files = ((await readCatalogue(lake))?.parquet ?? []).map(({ name }) => join(lakePaths(lake).events, name));
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  await sql.run(`SELECT max(eventtime), max(eventname), max(sourceipaddress), max(_useridentity_accesskeyid), max(_useridentity_arn), max(_useridentity_principalid)
    FROM ${parquet(files)}`);
  sql.close();
}

const [folder, companies = '0'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give a folder for logs and lakes.');
await measure(folder, Number(companies));
