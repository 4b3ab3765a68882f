import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError } from '../core/errors.ts';
import { openTrustedSql, type TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { ID_BYTES } from '../ingest/columnar/id-bytes.ts';
import { type Catalogue, idsFileOf, indexFileOf, type ParquetFile, readCatalogue } from './catalogue.ts';
import { hashFile } from './hash-file.ts';
import { lakePaths } from './lake-paths.ts';
import { eventIdText, parquet } from './table-layout.ts';

/** Something in a lake that is not what its catalogue says. */
export interface LakeFault {
  /** Name of a file of the lake; null for what concerns all. */
  readonly file: string | null;
  readonly why: string;
}

export interface LakeVerification {
  readonly verdict: 'whole' | 'damaged';
  readonly parquetFiles: number;
  readonly events: number;
  /** Files whose content was compared by SHA-256. */
  readonly hashed: number;
  /** Files that were loaded before the catalogue kept hashes: only their size and rows were looked at. */
  readonly unhashed: number;
  readonly faults: readonly LakeFault[];
}

/** A file of a part: where it is, and what the catalogue says of it. */
interface Expected {
  readonly file: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | undefined;
}

/** Ids of events that are told when they occur more than once. */
const MOST_REPEATED = 10;

/**
 * Reads every file of a lake and compares it with the catalogue: size, SHA-256, number of rows; and that no event is in the lake twice.
 *
 * @returns null when there is no lake
 * @throws KeytrailError `KT_LAKE_VERSION`, `KT_LAKE_DAMAGED` when the catalogue itself cannot be read
 */
export async function verifyLake(directory: string): Promise<LakeVerification | null> {
  const catalogue = await readCatalogue(directory);
  if (catalogue === null) return null;
  const expected = expectedFiles(directory, catalogue);
  const faults: LakeFault[] = [];
  for (const file of expected) {
    const why = await faultOf(file);
    if (why !== null) faults.push({ file: file.file, why });
  }
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  try {
    const readable: string[] = [];
    for (const part of catalogue.parquet) {
      const path = join(lakePaths(directory).events, part.name);
      if (faults.some(({ file }) => file === part.name)) continue;
      const why = await rowsFault(sql, path, part);
      if (why === null) readable.push(path);
      else faults.push({ file: part.name, why });
    }
    if (readable.length > 0) faults.push(...(await repeated(sql, readable)));
  } finally {
    sql.close();
  }
  const hashed = expected.filter(({ sha256 }) => sha256 !== undefined).length;
  return {
    verdict: faults.length === 0 ? 'whole' : 'damaged',
    parquetFiles: catalogue.parquet.length,
    events: catalogue.parquet.reduce((sum, { events }) => sum + events, 0),
    hashed,
    unhashed: expected.length - hashed,
    faults,
  };
}

function expectedFiles(directory: string, catalogue: Catalogue): Expected[] {
  const folders = lakePaths(directory);
  return catalogue.parquet.flatMap(({ name, events, bytes, sha256, idsSha256, index, raw }) => [
    { file: name, path: join(folders.events, name), bytes, sha256 },
    { file: idsFileOf(name), path: join(folders.ids, idsFileOf(name)), bytes: events * ID_BYTES, sha256: idsSha256 },
    { file: indexFileOf(name), path: join(folders.index, indexFileOf(name)), ...index },
    ...raw.map((file) => ({ file: file.name, path: join(folders.raw, file.name), bytes: file.bytes, sha256: file.sha256 })),
  ]);
}

async function faultOf({ path, bytes, sha256 }: Expected): Promise<string | null> {
  try {
    const { size } = await stat(path);
    if (size !== bytes) return `it has ${size} bytes instead of ${bytes}`;
    return sha256 === undefined || (await hashFile(path)) === sha256 ? null : 'its content is not what was written';
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 'it is missing';
    if (isSystemError(error, 'EACCES', 'EIO', 'EISDIR')) return `it cannot be read (${error.code})`;
    throw error;
  }
}

async function rowsFault(sql: TrustedSql, path: string, { events }: ParquetFile): Promise<string | null> {
  try {
    const [row] = (await sql.run(`SELECT count(*) FROM ${parquet([path])}`)).rows;
    return Number(row?.[0]) === events ? null : `it has ${row?.[0]} rows instead of ${events}`;
  } catch {
    return 'it is no Parquet file';
  }
}

/** Events that are there more than once. Events without an id are told apart by their content when they are loaded. */
async function repeated(sql: TrustedSql, files: readonly string[]): Promise<LakeFault[]> {
  try {
    const { rows } = await sql.run(
      `SELECT ${eventIdText} AS id, count(*) FROM ${parquet(files)} WHERE ${eventIdText} IS NOT NULL GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT ${MOST_REPEATED}`,
    );
    return rows.map(([eventId, count]) => ({ file: null, why: `event ${eventId} is there ${count} times` }));
  } catch (error) {
    return [{ file: null, why: `the ids of events cannot be read: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}` }];
  }
}
