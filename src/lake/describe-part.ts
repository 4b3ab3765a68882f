import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from './hash-file.ts';
import { partFiles, type WrittenPart } from './load/written-part.ts';
import type { WrittenFile } from './parquet/written-file.ts';
import { readPartSummary } from './read-part-summary.ts';

/**
 * Reads what a part holds that DuckDB has written, or that was copied together: `PartWriter` knows it of its own.
 *
 * @param folder in which its files are
 */
export async function describePart(folder: string, name: string, events: number): Promise<WrittenPart> {
  if (events === 0) return { name, events, content: null };
  const names = partFiles(name);
  const written = async (file: string): Promise<WrittenFile> => {
    const path = join(folder, file);
    return { bytes: (await stat(path)).size, sha256: await hashFile(path) };
  };
  const [ofEvents, ids, raw, index] = await Promise.all([written(names.events), written(names.ids), written(names.raw), written(names.index)]);
  const summary = await readPartSummary(join(folder, names.events));
  return { name, events, content: { files: { events: ofEvents, ids, raw, index }, summary } };
}
