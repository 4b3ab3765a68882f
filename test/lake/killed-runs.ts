import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCatalogue } from '../../src/lake/catalogue.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { randomOf } from '../../src/simulate/random.ts';

export interface KilledRuns {
  readonly lake: string;
  readonly logs: string;
  /** Files that the logs are. */
  readonly files: number;
  readonly kills: number;
  /** Decides the moments. */
  readonly seed: number;
  /** Events after which a stage is committed, so that kills meet lakes of every fullness. */
  readonly batchEvents: number;
}

/** A run of `collect` that was killed: the file that it had come to, how many milliseconds later it was killed, and the events that the lake then named. */
export interface KilledRun {
  readonly atFile: number;
  readonly laterMs: number;
  readonly events: number;
}

/** The time that placing files, replacing the catalogue, merging and checking digests take together. */
const MOST_LATER_MS = 100;

/**
 * Loads logs by runs that are all killed with SIGKILL: some milliseconds after a random file, each run on average further than the one before. After each
 * kill the lake must open. A run that ends before its moment does not count.
 */
export async function killRuns({ lake, logs, files, kills, seed, batchEvents }: KilledRuns): Promise<KilledRun[]> {
  const random = randomOf(seed, 'kills');
  const killed: KilledRun[] = [];
  while (killed.length < kills) {
    const atFile = random.between(1, Math.ceil((files * (killed.length + 1)) / kills));
    const laterMs = random.between(0, MOST_LATER_MS);
    const program = `import { collect } from ${JSON.stringify(join(import.meta.dirname, '../../src/lake/collect.ts'))};
      const onProgress = ({ filesDone }) => filesDone === ${atFile} && process.stdout.write('there');
      await collect(${JSON.stringify(lake)}, [${JSON.stringify(logs)}], { onProgress, batchEvents: ${batchEvents} });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exit = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), exit]);
    await Promise.race([sleep(laterMs), exit]);
    child.kill('SIGKILL');
    const [code, signal] = await exit;
    if (signal === 'SIGKILL') killed.push({ atFile, laterMs, events: await eventsIn(lake) });
    else if (code !== 0) throw new Error(`a run after ${killed.length} kills ended with ${code ?? signal}`);
  }
  return killed;
}

async function eventsIn(lake: string): Promise<number> {
  const catalogue = await readCatalogue(lake);
  if (catalogue === null) return 0;
  await (await openLake(lake)).close();
  return catalogue.parquet.reduce((sum, { events }) => sum + events, 0);
}
