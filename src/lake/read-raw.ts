import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { MOST_FILE_BYTES } from '../ingest/limits.ts';
import { damaged } from './catalogue.ts';
import { lakePaths } from './lake-paths.ts';
import { isEventId, parquet } from './table-layout.ts';

/** The untouched record of an event; null when no event has the id. */
export async function readRaw(directory: string, sql: TrustedSql, files: readonly string[], eventId: string): Promise<string | null> {
  const query = `SELECT _rawfile, _rawblock, _rawstart, _rawlength FROM ${parquet(files)} WHERE ${isEventId} LIMIT 1`;
  const [row] = (await sql.run(query, [eventId])).rows;
  if (row === undefined) return null;
  const [name, block, start, length] = row;
  try {
    const text = gunzipSync(await readBlock(join(lakePaths(directory).raw, String(name)), Number(block)), { maxOutputLength: MOST_FILE_BYTES });
    return text.subarray(Number(start), Number(start) + Number(length)).toString('utf8');
  } catch (error) {
    throw damaged(directory, `${name} does not hold the record of event "${eventId}"`, error);
  }
}

/** A block of a file of raw records: its length in four bytes, then gzip. */
async function readBlock(path: string, at: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const length = Buffer.alloc(4);
    await file.read(length, 0, 4, at);
    const block = Buffer.alloc(length.readUInt32LE());
    await file.read(block, 0, block.length, at + 4);
    return block;
  } finally {
    await file.close();
  }
}
