import { loadavg } from 'node:os';
import { type ColumnType, columns, TABLE } from '../../src/core/cloudtrail-table.ts';
import { type DetectionRules, detect } from '../../src/detect/detect.ts';
import { loadRules } from '../../src/detect/load-rules.ts';
import { tableFields } from '../../src/detect/sql/table-fields.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { compileRules } from '../../src/sigma/compile-rules.ts';
import { fieldsOf } from '../../src/sigma/items-of.ts';
import type { Rule } from '../../src/sigma/rule.ts';
import { madeRules, type NamedEvent } from './made-rules.ts';

const ROUNDS = 3;
const SEED = 1;

/**
 * How long detection takes over a lake with the built-in rules, those of a folder, and 800 and 4,000 made ones, and how far that is from the floor: one pass over the columns that these
 * rules ask for. `npx tsx bench/detect/many-rules.ts LAKE [FOLDER_OF_RULES]`.
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
    const [times, floors]: [Time[], Time[]] = [[], []];
    let findings = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      floors.push(await timed(() => engine.query(onePass(set.rules))));
      times.push(
        await timed(async () => {
          findings = (await detect(engine, set)).findings.length;
        }),
      );
    }
    const compared = (way: keyof Time): string => {
      const [time, floor] = [times, floors].map((some) => Math.min(...some.map((each) => each[way])));
      return `${way} ${time?.toFixed(0)} ms, floor ${floor?.toFixed(0)}, ${((time ?? 0) / (floor ?? 1)).toFixed(1)} times`;
    };
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${name}: ${set.rules.length} rules, ${findings} findings; ${compared('clock')}; ${compared('processor')}; at most ${memory} MB so far, load ${loadavg()[0]?.toFixed(1)}`,
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

/** One pass over the columns that rules ask for; a keyword asks for all. */
function onePass(rules: readonly Rule[]): string {
  const asked = [...new Set(rules.flatMap(({ detection }) => fieldsOf(detection)))];
  const sizes = asked.flatMap((path): readonly string[] => {
    if (path === null) return columns.flatMap(({ name, type }) => sizesOf(name, type));
    const field = tableFields.field(path);
    return field.kind === 'text' || field.kind === 'json' ? [`length(${field.sql})`] : [];
  });
  return `SELECT ${[...new Set(sizes)].map((size) => `max(${size})`).join(', ')} FROM ${TABLE}`;
}

function sizesOf(sql: string, type: ColumnType): readonly string[] {
  if (type === 'string') return [`length(${sql})`];
  if ('array' in type) return [`cardinality(${sql})`];
  return Object.entries(type.struct).flatMap(([name, member]) => sizesOf(`${sql}.${name.toLowerCase()}`, member));
}

/** Milliseconds; the processor's are those of all threads. */
interface Time {
  readonly clock: number;
  readonly processor: number;
}

async function timed(work: () => Promise<unknown>): Promise<Time> {
  const [begun, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { clock: performance.now() - begun, processor: (user + system) / 1000 };
}

const [folder, rules] = process.argv.slice(2);
if (folder === undefined) throw new Error('Give a lake.');
await measure(folder, rules);
