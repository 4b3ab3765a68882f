import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { quoteLiteral } from '../athena-sql/literal.ts';
import { openTrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { idsFileOf, indexFileOf, type ParquetFile } from './catalogue.ts';
import { describePart } from './describe-part.ts';
import { lakePaths } from './lake-paths.ts';
import { ROW_GROUP_ROWS } from './load/part-writer.ts';
import { partFiles, type WrittenPart } from './load/written-part.ts';
import { parquet } from './table-layout.ts';

/**
 * Makes one part of several, in the folder of work: the same events in the same order, with their ids, their index and their untouched records.
 *
 * @param name of the new part
 */
export async function mergeParts(directory: string, parts: readonly ParquetFile[], name: string): Promise<WrittenPart> {
  const paths = lakePaths(directory);
  const files = partFiles(name);
  const rawFiles = parts.flatMap(({ raw }) => raw);
  await append(
    join(paths.work, files.raw),
    rawFiles.map((raw) => join(paths.raw, raw.name)),
  );
  await append(
    join(paths.work, files.ids),
    parts.map((part) => join(paths.ids, idsFileOf(part.name))),
  );
  await append(
    join(paths.work, files.index),
    parts.map((part) => join(paths.index, indexFileOf(part.name))),
  );
  const sql = await openTrustedSql({ temporaryDirectory: paths.work });
  try {
    const rows = parts.map((part) => moved(join(paths.events, part.name), startsOf(rawFiles), files.raw)).join(' UNION ALL ');
    const target = quoteLiteral(join(paths.work, files.events));
    await sql.run(`COPY (${rows}) TO ${target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`);
  } finally {
    sql.close();
  }
  return describePart(
    paths.work,
    name,
    parts.reduce((sum, { events }) => sum + events, 0),
  );
}

/** Where each file of untouched records begins when they stand one behind the other. */
function startsOf(files: ParquetFile['raw']): ReadonlyMap<string, number> {
  let start = 0;
  return new Map(
    files.map(({ name, bytes }) => {
      start += bytes;
      return [name, start - bytes];
    }),
  );
}

/** Rows of a file whose untouched records have moved to where they begin in the new one. */
function moved(file: string, starts: ReadonlyMap<string, number>, raw: string): string {
  const cases = [...starts].map(([name, start]) => `WHEN ${quoteLiteral(name)} THEN ${start}`).join(' ');
  return `SELECT * REPLACE ((_rawblock + CASE _rawfile ${cases} END)::INTEGER AS _rawblock, ${quoteLiteral(raw)} AS _rawfile) FROM ${parquet([file])}`;
}

async function append(target: string, files: readonly string[]): Promise<void> {
  for (const file of files) await pipeline(createReadStream(file), createWriteStream(target, { flags: 'a', mode: 0o600 }));
}
