import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Corpus, makeCorpora } from './corpora.ts';

/**
 * How fast logs are loaded, beside what inflating alone takes and beside other ways to read them. Compile first:
 * `npm run build && npx tsx bench/lake/loading.ts [EVENTS] [ROUNDS]`
 */
const ways = ['floor', 'keytrail', 'again', 'tenth', 'parse', 'jq', 'duckdb'] as const;
/** So slow that one round tells enough. */
const slowWays: readonly string[] = ['parse', 'jq'];
const program = fileURLToPath(new URL('contenders.mjs', import.meta.url));

interface Measure {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly megabytes: number;
}

/** Null where the way is not on this machine. */
function run(way: string, folder: string, target: string): Measure | null {
  if (way === 'jq' && !hasJq()) return null;
  const printed = execFileSync(process.execPath, [program, way, folder, target], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(printed) as Measure;
}

function hasJq(): boolean {
  try {
    execFileSync('jq', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The fastest of some rounds: whatever else the machine does makes a run slower, never faster. */
const best = (measures: readonly Measure[]): Measure | null => measures.toSorted((a, b) => a.seconds - b.seconds)[0] ?? null;

async function measure(corpus: Corpus, folder: string, rounds: number): Promise<void> {
  const results = new Map<string, Measure[]>(ways.map((way) => [way, []]));
  const begun = loadavg()[0] ?? 0;
  for (let round = 0; round < rounds; round += 1) {
    // One way after the other in each round, so that all meet the same machine.
    for (const way of ways) {
      if (round > 0 && slowWays.includes(way)) continue;
      const result = run(way, way === 'tenth' ? corpus.tenth : corpus.folder, join(folder, way === 'again' ? 'keytrail' : way));
      if (result !== null) results.get(way)?.push(result);
    }
    for (const target of ['keytrail', 'tenth', 'duckdb']) await rm(join(folder, target), { recursive: true });
  }
  const floor = best(results.get('floor') ?? []);
  console.log(
    `\n${corpus.name}, ${corpus.events} events; the best of ${rounds} rounds; ${availableParallelism()} cores, load ${begun.toFixed(1)} to ${loadavg()[0]?.toFixed(1)}`,
  );
  for (const way of ways) {
    const result = best(results.get(way) ?? []);
    const events = way === 'tenth' ? corpus.events / 10 : corpus.events;
    console.log(result === null ? `${way.padEnd(9)} not on this machine` : line(way, result, events, floor));
  }
}

function line(way: string, { seconds, cpuSeconds, megabytes }: Measure, events: number, floor: Measure | null): string {
  const times = (value: number, of: number | undefined): string => `${(value / (of ?? Number.NaN)).toFixed(2)} x floor`;
  const wall = [`${seconds.toFixed(2)} s`, times(seconds, floor?.seconds), `${Math.round(events / seconds / 1000)}k events/s`];
  const own = way === 'jq' ? [] : [`cpu ${cpuSeconds.toFixed(2)} s`, times(cpuSeconds, floor?.cpuSeconds), `${megabytes} MB`];
  return `${way.padEnd(9)}${[...wall, ...own].map((cell) => cell.padStart(16)).join('')}`;
}

const [events = 1_000_000, rounds = 3] = process.argv.slice(2).map(Number);
if (!existsSync(new URL('../../dist/lake/collect.js', import.meta.url))) throw new Error('Compile first: npm run build');
const folder = await mkdtemp(join(tmpdir(), 'keytrail-bench-'));
try {
  for (const corpus of await makeCorpora(folder, events)) await measure(corpus, folder, rounds);
} finally {
  await rm(folder, { recursive: true, force: true });
}
