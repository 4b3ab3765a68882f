import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { TABLE } from '../../src/core/cloudtrail-table.ts';
import { type DetectionRules, detect } from '../../src/detect/detect.ts';
import { loadRules } from '../../src/detect/load-rules.ts';
import { openTrustedSql } from '../../src/engine/duckdb/open-trusted-sql.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { readCatalogue } from '../../src/lake/catalogue.ts';
import { lakePaths } from '../../src/lake/lake-paths.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { parquet } from '../../src/lake/table-layout.ts';
import { compileRules } from '../../src/sigma/compile-rules.ts';
import { madeRules, type NamedEvent } from './made-rules.ts';

const ROUNDS = 3;
const SEED = 1;

/**
 * How long detection takes over a lake with the built-in rules, those of a folder, and 800 and 4,000 made ones, and how far that is from the floor: one pass of DuckDB over the columns that
 * these rules ask for. `npx tsx bench/detect/many-rules.ts LAKE [FOLDER_OF_RULES]`.
 */
async function measure(folder: string, rules: string | undefined): Promise<void> {
  const lake = await openLake(folder);
  const engine = await lake.engine();
  const events = await eventsIn(engine);
  const made = (count: number): DetectionRules =>
    compileRules(madeRules(events, count, SEED).map((text, at) => ({ text, source: `made-${at}.yml` })));
  const sets: readonly (readonly [string, DetectionRules])[] = [
    ['built-in rules', await loadRules(['builtin'], new Map())],
    ...(rules === undefined ? [] : [[`rules of ${rules}`, await loadRules([rules], new Map())] as const]),
    ['800 made rules', made(800)],
    ['4,000 made rules', made(4000)],
  ];
  console.log(`${(await lake.coverage()).events} events; the best of ${ROUNDS} rounds, which take turns with the floor`);
  for (const [name, set] of sets) {
    const [times, floors]: [number[], number[]] = [[], []];
    let findings = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      floors.push(await timed(() => onePass(folder)));
      times.push(
        await timed(async () => {
          findings = (await detect(engine, set)).findings.length;
        }),
      );
    }
    const [time, floor] = [Math.min(...times), Math.min(...floors)];
    console.log(
      `${name}: ${set.rules.length} rules, ${findings} findings, ${Math.round(time)} ms, floor ${Math.round(floor)} ms, ${(time / floor).toFixed(1)} times the floor, ` +
        `at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB so far, load ${loadavg()[0]?.toFixed(1)}`,
    );
  }
  await lake.close();
}

async function eventsIn(engine: SqlEngine): Promise<readonly NamedEvent[]> {
  const { rows } = await engine.query(
    `SELECT eventname, eventsource FROM ${TABLE} GROUP BY eventname, eventsource ORDER BY count(*) DESC, eventname`,
  );
  return rows.map(([name, source]) => ({ name: String(name), source: String(source) }));
}

async function onePass(lake: string): Promise<void> {
  const files = ((await readCatalogue(lake))?.parquet ?? []).map(({ name }) => join(lakePaths(lake).events, name));
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  await sql.run(
    `SELECT max(eventtime), max(eventname), max(eventsource), max(errorcode), max(useragent), max(sourceipaddress), max(_useridentity_arn), max(useridentity.type),
      max(length(requestparameters)) FROM ${parquet(files)}`,
  );
  sql.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

const [folder, rules] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give a lake.');
await measure(folder, rules);
