import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { quoteLiteral } from '../../src/athena-sql/literal.ts';
import { FILE_COLUMN, ROW_GROUP_COLUMN } from '../../src/core/indexed-columns.ts';
import { openTrustedSql, type TrustedSql } from '../../src/engine/duckdb/open-trusted-sql.ts';
import { type Catalogue, readCatalogue } from '../../src/lake/catalogue.ts';
import { lakePaths } from '../../src/lake/lake-paths.ts';
import { eventIdText, viewStatement } from '../../src/lake/table-layout.ts';

/** What a lake holds, whatever files it lies in: equal for lakes with the same rows and the same untouched records. */
export interface LakeSum {
  readonly rows: number;
  /** Sum of the hashes of all rows, over all columns of the table. */
  readonly columns: string;
  /** Exclusive or of the SHA-256 of each event's id and its untouched record. */
  readonly records: string;
}

export async function lakeSum(directory: string): Promise<LakeSum> {
  const catalogue = (await readCatalogue(directory)) as Catalogue;
  const files = catalogue.parquet.map(({ name }) => join(lakePaths(directory).events, name));
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  try {
    // In which row group a row lies depends on how the lake was written.
    const rows = `SELECT * EXCLUDE (${ROW_GROUP_COLUMN}, ${FILE_COLUMN}) FROM (${viewStatement(files)})`;
    const [row = []] = (await sql.run(`SELECT count(*), coalesce(sum(hash(event)::HUGEINT), 0)::VARCHAR FROM (${rows}) event`)).rows;
    const sum = Buffer.alloc(32);
    for (const { name, events } of catalogue.parquet) {
      const raws = await rawsOf(directory, catalogue, name);
      for (let from = 0; from < events; from += ROWS_AT_ONCE)
        await addRecords(sql, { file: join(lakePaths(directory).events, name), from, raws }, sum);
    }
    return { rows: Number(row[0]), columns: String(row[1]), records: sum.toString('hex') };
  } finally {
    sql.close();
  }
}

/** An answer of the engine has an end. */
const ROWS_AT_ONCE = 100_000;

/** The files of untouched records of a Parquet file, whole, by name. */
async function rawsOf(directory: string, { parquet: parts }: Catalogue, name: string): Promise<ReadonlyMap<string, Buffer>> {
  const raw = parts.find((part) => part.name === name)?.raw ?? [];
  return new Map(await Promise.all(raw.map(async (file) => [file.name, await readFile(join(lakePaths(directory).raw, file.name))] as const)));
}

interface Rows {
  readonly file: string;
  /** Number of the first row. */
  readonly from: number;
  readonly raws: ReadonlyMap<string, Buffer>;
}

/** Inflates each block of untouched records once, which `lake raw` does for every event. */
async function addRecords(sql: TrustedSql, { file, from, raws }: Rows, sum: Buffer): Promise<void> {
  const { rows } = await sql.run(
    `SELECT _rawfile, _rawblock, _rawstart, _rawlength, ${eventIdText} FROM read_parquet(${quoteLiteral(file)}, file_row_number = true)
     WHERE file_row_number >= ${from} AND file_row_number < ${from + ROWS_AT_ONCE} ORDER BY 1, 2, 3`,
  );
  let block = '';
  let text: Buffer = Buffer.alloc(0);
  for (const [name, at, start, length, eventId] of rows) {
    if (block !== `${name} ${at}`) {
      const raw = raws.get(String(name)) as Buffer;
      const begin = Number(at) + 4;
      text = gunzipSync(raw.subarray(begin, begin + raw.readUInt32LE(Number(at))));
      block = `${name} ${at}`;
    }
    const record = text.subarray(Number(start), Number(start) + Number(length));
    const digest = createHash('sha256').update(`${eventId}\n`).update(record).digest();
    digest.forEach((byte, place) => {
      sum[place] = (sum[place] as number) ^ byte;
    });
  }
}
