import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '../core/errors.ts';
import { ID_BYTES } from '../ingest/columnar/id-bytes.ts';
import { type Catalogue, damaged, idsFileOf } from './catalogue.ts';
import { lakePaths } from './lake-paths.ts';
import { IdTable } from './load/id-table.ts';

const IDS_AT_ONCE = 64 * 1024;

/**
 * The ids of all events of a lake.
 *
 * @param more how many are expected to come
 * @throws KeytrailError `KT_LAKE_DAMAGED` when a file of ids is missing or of another length than its events give
 */
export async function readIds(directory: string, catalogue: Catalogue, more: number): Promise<IdTable> {
  const table = IdTable.withRoom(catalogue.parquet.reduce((sum, { events }) => sum + events, more));
  for (const { name, events } of catalogue.parquet) {
    const read = await readFileOfIds(join(lakePaths(directory).ids, idsFileOf(name)), table);
    if (read !== events * ID_BYTES) throw damaged(directory, `${idsFileOf(name)} has ${read ?? 'no'} bytes instead of ${events * ID_BYTES}`);
  }
  return table;
}

/** Bytes read; null when there is no such file. */
async function readFileOfIds(path: string, table: IdTable): Promise<number | null> {
  const isNew = new Uint8Array(IDS_AT_ONCE);
  const buffer = new ArrayBuffer(IDS_AT_ONCE * ID_BYTES);
  let total = 0;
  try {
    const file = await open(path);
    try {
      for (;;) {
        const { bytesRead } = await file.read(new Uint8Array(buffer), 0, buffer.byteLength, total);
        if (bytesRead === 0) return total;
        total += bytesRead;
        table.add(new Uint32Array(buffer, 0, Math.floor(bytesRead / ID_BYTES) * (ID_BYTES / 4)), isNew);
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}
