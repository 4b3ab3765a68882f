import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KeytrailError } from '../core/errors.ts';
import type { IndexFile } from '../engine/duckdb/row-group-index.ts';
import type { SandboxLimits } from '../engine/sandbox/limits.ts';
import { openSandbox } from '../engine/sandbox/open-sandbox.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { TableName } from '../engine/table/table-name.ts';
import { type Catalogue, contentDigest, damaged, indexFileOf, lakeMissing, readCatalogue } from './catalogue.ts';
import { type LakeCoverage, readCoverage } from './coverage.ts';
import { readLogValidation } from './digest-ledger.ts';
import { lakePaths } from './lake-paths.ts';
import { type LakeUpkeep, readUpkeep } from './lake-upkeep.ts';
import { readRaw } from './read-raw.ts';
import { viewStatement } from './table-layout.ts';

/** A lake as it was when it was opened: what is collected afterwards does not show. */
export interface Lake {
  readonly directory: string;
  /** Identity of the content of all logs loaded: equal for equal logs, whatever their names and the order of loading. */
  readonly digest: string;
  /** The engine over the lake for keytrail's own questions; the same one at each call, closed with the lake. */
  engine(): Promise<SqlEngine>;
  /**
   * A new engine over the lake for SQL that others wrote, in a process of its own, closed with the lake.
   *
   * @param alias another name by which this SQL calls the table
   */
  sandbox(limits?: Partial<SandboxLimits>, alias?: TableName): SqlEngine;
  coverage(): Promise<LakeCoverage>;
  /** Hours with events, `2026-01-07T02`, in any order. */
  readonly hours: readonly string[];
  /** Size on disk, days, gaps, and whether compaction helps. */
  upkeep(): Promise<LakeUpkeep>;
  /**
   * A record as it came, secrets included.
   *
   * @throws KeytrailError `KT_EVENT_UNKNOWN`
   */
  rawRecord(eventId: string): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a lake for reading.
 *
 * @throws KeytrailError `KT_LAKE_MISSING`, `KT_LAKE_VERSION`, or `KT_LAKE_DAMAGED` when a file that the catalogue names is not there as it was
 */
export async function openLake(directory: string): Promise<Lake> {
  const catalogue = await readCatalogue(directory);
  if (catalogue === null) throw lakeMissing(directory);
  const validation = await readLogValidation(directory);
  const files = await parquetFiles(directory, catalogue);
  const sandboxes: SqlEngine[] = [];
  const evidence = { files, view: viewStatement(files), index: await indexFiles(directory, catalogue) };
  // DuckDB is loaded when it is needed: whoever has the sandbox only does not wait for a second one.
  const engine = once(async () => (await import('../engine/duckdb/open-duckdb.ts')).openDuckdb(evidence));
  const sql = once(async () => (await import('../engine/duckdb/open-trusted-sql.ts')).openTrustedSql({ temporaryDirectory: tmpdir() }));
  return {
    directory,
    digest: contentDigest(catalogue),
    engine: engine.get,
    sandbox: (limits = {}, alias) => {
      const sandbox = openSandbox({ ...evidence, limits, ...(alias === undefined ? {} : { alias }) });
      sandboxes.push(sandbox);
      return sandbox;
    },
    coverage: async () => readCoverage(catalogue, validation),
    hours: [...new Set(catalogue.parquet.flatMap(({ summary }) => summary.hours))],
    upkeep: async () => readUpkeep(await sql.get(), files, catalogue),
    rawRecord: async (eventId) => {
      // People get ids from tools that write them in capitals.
      for (const id of files.length === 0 ? [] : new Set([eventId, eventId.toLowerCase()])) {
        const raw = await readRaw(directory, await sql.get(), files, id);
        if (raw !== null) return raw;
      }
      throw new KeytrailError('KT_EVENT_UNKNOWN', `no event "${eventId}" in the lake in "${directory}".`, { hint: 'Give the eventID of a record.' });
    },
    close: async () => {
      await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
      await engine.ifMade((made) => made.close());
      await sql.ifMade((made) => made.close());
    },
  };
}

async function parquetFiles(directory: string, catalogue: Catalogue): Promise<string[]> {
  const { events, raw: rawFolder } = lakePaths(resolve(directory));
  return Promise.all(
    catalogue.parquet.map(async ({ name, bytes, raw }) => {
      await Promise.all(raw.map((file) => whole(directory, rawFolder, file)));
      return whole(directory, events, { name, bytes });
    }),
  );
}

async function indexFiles(directory: string, catalogue: Catalogue): Promise<IndexFile[]> {
  const { events, index } = lakePaths(resolve(directory));
  return Promise.all(
    catalogue.parquet.map(async ({ name, index: { bytes, sha256 } }) => ({
      path: await whole(directory, index, { name: indexFileOf(name), bytes }),
      events: join(events, name),
      sha256,
    })),
  );
}

/** Path of a file that has the size which the catalogue gives. */
async function whole(directory: string, folder: string, { name, bytes }: { readonly name: string; readonly bytes: number }): Promise<string> {
  const path = join(folder, name);
  const size = await stat(path).then(
    (stats) => stats.size,
    () => null,
  );
  if (size !== bytes) throw damaged(directory, size === null ? `${name} is missing` : `${name} has ${size} bytes instead of ${bytes}`);
  return path;
}

/** Something made when it is first needed. */
function once<T>(make: () => Promise<T>) {
  let made: Promise<T> | null = null;
  return {
    get: (): Promise<T> => (made ??= make()),
    ifMade: async (use: (value: T) => void | Promise<void>): Promise<void> => {
      if (made !== null) await use(await made);
    },
  };
}
