import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { quoteName } from '../../athena-sql/duckdb-text.ts';
import { quoteLiteral } from '../../athena-sql/literal.ts';
import { openTrustedSql, type TrustedSql } from '../../engine/duckdb/open-trusted-sql.ts';
import { ID_BYTES } from '../../ingest/columnar/id-bytes.ts';
import { FILE_COLUMN } from '../../ingest/columnar/physical-table.ts';
import { idsFileOf, type ParquetFile } from '../catalogue.ts';
import { describePart } from '../describe-part.ts';
import { lakePaths } from '../lake-paths.ts';
import { ROW_GROUP_ROWS } from '../load/part-writer.ts';
import { partFiles, type WrittenPart } from '../load/written-part.ts';
import { StagedFile } from '../staged-file.ts';
import { writeIndex } from '../write-index.ts';
import { type Forgetting, isForgotten } from './forgetting.ts';
import { RawThinner } from './raw-thinner.ts';

/** Rows looked at in one step. */
const ROWS_AT_ONCE = 100_000;

export interface Thinning {
  readonly forgetting: Forgetting;
  /** Files whose untouched records hold more than the events that came from them. */
  readonly inPart: ReadonlySet<string>;
  /** Name of the new part. */
  readonly name: string;
}

/** Writes a part anew, in the folder of work, without the events that are forgotten: neither rows nor ids nor untouched records of them are in it. */
export async function thinPart(directory: string, part: ParquetFile, thinning: Thinning): Promise<WrittenPart> {
  const paths = lakePaths(directory);
  const files = partFiles(thinning.name);
  const places = join(paths.work, `${thinning.name}.csv`);
  const sql = await openTrustedSql({ temporaryDirectory: paths.work });
  const old = await open(join(paths.ids, idsFileOf(part.name)));
  const ids = new StagedFile(join(paths.work, files.ids));
  const raw = new RawThinner(paths.raw, join(paths.work, files.raw), places);
  let events: number;
  try {
    for (let from = 0; from < part.events; from += ROWS_AT_ONCE) {
      const kept = await readRows(sql, join(paths.events, part.name), from, thinning, raw);
      await copyIds(old, from, kept, ids);
    }
    events = raw.finish();
    if (events > 0) {
      const target = join(paths.work, files.events);
      await writeEvents(sql, join(paths.events, part.name), { places, raw: files.raw, target });
      await writeIndex(sql, target, join(paths.work, files.index));
    }
  } finally {
    ids.finish();
    await old.close();
    raw.close();
    sql.close();
  }
  return describePart(paths.work, thinning.name, events);
}

/** Gives the rows to the thinner, and says which of them stay. */
async function readRows(sql: TrustedSql, file: string, from: number, { forgetting, inPart }: Thinning, raw: RawThinner): Promise<number[]> {
  const { rows } =
    await sql.run(`SELECT file_row_number, ${isForgotten(forgetting)}, _rawfile, _rawblock, _rawstart, _rawlength, ${quoteName(FILE_COLUMN)}
    FROM ${numbered(file)} WHERE file_row_number >= ${from} AND file_row_number < ${from + ROWS_AT_ONCE} ORDER BY 1`);
  const kept: number[] = [];
  for (const [row, goes, name, block, start, length, path] of rows) {
    raw.add({
      ...{ row: Number(row), stays: goes === false, file: String(name), block: Number(block), start: Number(start), length: Number(length) },
      isWhole: !inPart.has(String(path)),
    });
    if (goes === false) kept.push(Number(row) - from);
  }
  return kept;
}

const numbered = (file: string): string => `read_parquet(${quoteLiteral(file)}, file_row_number = true)`;

/** Ids stand in the order of the rows. */
async function copyIds(old: FileHandle, from: number, kept: readonly number[], ids: StagedFile): Promise<void> {
  const buffer = Buffer.alloc(ROWS_AT_ONCE * ID_BYTES);
  await old.read(buffer, 0, buffer.length, from * ID_BYTES);
  for (const row of kept) ids.append(buffer.subarray(row * ID_BYTES, (row + 1) * ID_BYTES));
}

async function writeEvents(
  sql: TrustedSql,
  file: string,
  to: { readonly places: string; readonly raw: string; readonly target: string },
): Promise<void> {
  const places = `read_csv(${quoteLiteral(to.places)}, header = false, columns = {'row': 'BIGINT', 'block': 'INTEGER', 'start': 'INTEGER'})`;
  const rows = `SELECT event.* EXCLUDE (file_row_number) REPLACE (place.block AS _rawblock, place.start AS _rawstart, ${quoteLiteral(to.raw)} AS _rawfile)
    FROM ${numbered(file)} event JOIN ${places} place ON event.file_row_number = place.row ORDER BY place.row`;
  await sql.run(`COPY (${rows}) TO ${quoteLiteral(to.target)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`);
}
