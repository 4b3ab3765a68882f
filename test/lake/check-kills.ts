import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collect } from '../../src/lake/collect.ts';
import { verifyLake } from '../../src/lake/verify-lake.ts';
import { simulate } from '../../src/simulate/simulate.ts';
import { type KilledRun, killRuns } from './killed-runs.ts';
import { type LakeSum, lakeSum } from './lake-sum.ts';

const BATCH_EVENTS = 50_000;

/** What a lake holds, and whether all of its files are what its catalogue says. */
type Made = LakeSum & { readonly verdict: string | undefined };

/** Loads logs once undisturbed, and once by runs that are killed and one that is not; both lakes must hold the same. Without `logs` they are simulated. */
export async function checkKills(options: {
  readonly kills: number;
  readonly seed: number;
  readonly events: number;
  readonly logs: string | undefined;
}): Promise<{ readonly runs: readonly KilledRun[]; readonly clean: Made; readonly disturbed: Made }> {
  const { kills, seed, events } = options;
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-kills-'));
  try {
    const logs = options.logs ?? join(folder, 'logs');
    if (options.logs === undefined) await simulate({ scenario: 'iam-credential-exposure', seed, events, out: logs });
    const [clean, disturbed] = [join(folder, 'clean'), join(folder, 'lake')];
    const { files } = await collect(clean, [logs]);
    const runs = await killRuns({ lake: disturbed, logs, files, kills, seed, batchEvents: BATCH_EVENTS });
    await collect(disturbed, [logs]);
    return { runs, clean: await made(clean), disturbed: await made(disturbed) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const made = async (lake: string): Promise<Made> => ({ ...(await lakeSum(lake)), verdict: (await verifyLake(lake))?.verdict });
