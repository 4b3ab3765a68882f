import { rm } from 'node:fs/promises';
import { readCatalogue } from './catalogue.ts';
import { clearLeftovers } from './lake-folder.ts';
import { withLakeLock } from './lake-lock.ts';
import { lakePaths } from './lake-paths.ts';
import { LakeWriter } from './lake-writer.ts';
import { SourceLedger } from './source-ledger.ts';

/** What a compaction did: Parquet files before and after. */
export interface Compaction {
  readonly before: number;
  readonly after: number;
}

/**
 * Merges all small Parquet files of a lake, however few; `collect` does so by itself when they are many. Who has opened the lake before reads on undisturbed.
 *
 * @returns null when there is no lake
 * @throws KeytrailError `KT_LAKE_BUSY`, `KT_LAKE_VERSION`, `KT_LAKE_DAMAGED`, `KT_DISK_FULL`
 */
export async function compactLake(directory: string): Promise<Compaction | null> {
  const catalogue = await readCatalogue(directory);
  if (catalogue === null) return null;
  return withLakeLock(directory, async () => {
    // Read once more: another writer may have been at work until the lock was ours.
    const current = (await readCatalogue(directory)) ?? catalogue;
    await clearLeftovers(directory, current);
    try {
      const writer = new LakeWriter(directory, current, new SourceLedger(current.sources));
      await writer.mergeSmallParts(2);
      return { before: current.parquet.length, after: (await readCatalogue(directory))?.parquet.length ?? 0 };
    } finally {
      await rm(lakePaths(directory).work, { recursive: true, force: true });
    }
  });
}
