import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { openTrustedSql } from '../../engine/duckdb/open-trusted-sql.ts';
import { type Catalogue, lakeMissing, readCatalogue } from '../catalogue.ts';
import { withDiskFull } from '../disk-full.ts';
import { clearLeftovers } from '../lake-folder.ts';
import { withLakeLock } from '../lake-lock.ts';
import { lakePaths } from '../lake-paths.ts';
import { LakeWriter } from '../lake-writer.ts';
import type { WrittenPart } from '../load/written-part.ts';
import { SourceLedger } from '../source-ledger.ts';
import { foreseeForgotten, settleDigests } from './forget-digests.ts';
import type { Forgetting } from './forgetting.ts';
import { type ForgettingPlan, planForgetting } from './plan-forgetting.ts';
import { thinPart } from './thin-part.ts';

/** What a lake forgets, or has forgotten. */
export interface ForgettingReport {
  readonly events: number;
  /** Days, in UTC, on which they lie. */
  readonly days: number;
  /** Files that nothing in the lake comes from any more. */
  readonly files: number;
  /** Files that the lake holds in part. With those above they are read again by the next `collect` that meets them. */
  readonly filesInPart: number;
}

/**
 * Says what forgetting would do, and does nothing.
 *
 * @throws KeytrailError `KT_LAKE_MISSING`, `KT_LAKE_VERSION`, `KT_LAKE_DAMAGED`
 */
export async function foreseeForgetting(directory: string, forgetting: Forgetting): Promise<ForgettingReport> {
  const catalogue = await readCatalogue(directory);
  if (catalogue === null) throw lakeMissing(directory);
  return reportOf(await planOf(directory, catalogue, forgetting, tmpdir()));
}

/**
 * Takes events out of a lake for good: rows, ids and untouched records, and what earlier merges left of them. Killed at any moment, the lake is as before
 * or as after. Who has it open meanwhile must open it again.
 *
 * @throws KeytrailError `KT_LAKE_MISSING`, `KT_LAKE_BUSY`, `KT_LAKE_VERSION`, `KT_LAKE_DAMAGED`, `KT_DISK_FULL`: the events that stay are written anew
 */
export async function forgetEvents(directory: string, forgetting: Forgetting): Promise<ForgettingReport> {
  if ((await readCatalogue(directory)) === null) throw lakeMissing(directory);
  return withDiskFull(directory, () =>
    withLakeLock(directory, async () => {
      const catalogue = await readCatalogue(directory);
      if (catalogue === null) throw lakeMissing(directory);
      await clearLeftovers(directory, catalogue);
      try {
        const plan = await planOf(directory, catalogue, forgetting, lakePaths(directory).work);
        if (plan.events + plan.dropped.length > 0) await forget(directory, catalogue, forgetting, plan);
        return reportOf(plan);
      } finally {
        await rm(lakePaths(directory).work, { recursive: true, force: true });
      }
    }),
  );
}

async function forget(directory: string, catalogue: Catalogue, forgetting: Forgetting, plan: ForgettingPlan): Promise<void> {
  const writer = new LakeWriter(directory, catalogue, new SourceLedger(plan.sources));
  // What came from a source that stays is its own: records of copies in it are not touched.
  const old = forgetting.kind === 'source' ? plan.parts : [...plan.parts, ...plan.withCopies];
  const inPart = forgetting.kind === 'source' ? new Set<string>() : plan.inPart;
  const thinned: WrittenPart[] = [];
  if (forgetting.kind !== 'all')
    for (const part of old) thinned.push(await thinPart(directory, part, { forgetting, inPart, name: writer.nextPart() }));
  await foreseeForgotten(directory, plan);
  await writer.forget(old, thinned);
  await settleDigests(directory, forgetting);
}

async function planOf(directory: string, catalogue: Catalogue, forgetting: Forgetting, temporaryDirectory: string): Promise<ForgettingPlan> {
  const sql = await openTrustedSql({ temporaryDirectory });
  try {
    return await planForgetting(sql, directory, catalogue, forgetting);
  } finally {
    sql.close();
  }
}

const reportOf = ({ events, days, dropped, inPart }: ForgettingPlan): ForgettingReport => ({
  ...{ events, days, files: dropped.length, filesInPart: inPart.size },
});
