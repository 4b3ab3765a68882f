import type { TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { ID_BYTES } from '../ingest/columnar/id-bytes.ts';
import type { Catalogue } from './catalogue.ts';
import { isSmallPart } from './lake-writer.ts';
import { parquet } from './table-layout.ts';

/** Days between the first and the last event of an account and region on which nothing happened there, or nothing was delivered. */
export interface QuietDays {
  readonly account: string;
  readonly region: string;
  /** First and last day without an event, `yyyy-MM-dd`. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
}

/** How a lake lies on the disk and in time: what its owner keeps an eye on. */
export interface LakeUpkeep {
  /** Days, in UTC, with at least one event. */
  readonly days: number;
  /** Oldest first within an account and region. */
  readonly gaps: readonly QuietDays[];
  /** Bytes of events, of untouched records, of ids, and of the index. */
  readonly bytes: { readonly events: number; readonly raw: number; readonly ids: number; readonly index: number; readonly total: number };
  readonly parquetFiles: number;
  /** Of them those that `lake compact` would merge; none when it would not help. */
  readonly smallParquetFiles: number;
}

/** Reads the upkeep of a lake with one pass over times, accounts and regions. */
export async function readUpkeep(sql: TrustedSql, files: readonly string[], { parquet: parts }: Catalogue): Promise<LakeUpkeep> {
  const events = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  const raw = parts.flatMap((part) => part.raw).reduce((sum, { bytes }) => sum + bytes, 0);
  const ids = parts.reduce((sum, part) => sum + part.events * ID_BYTES, 0);
  const index = parts.reduce((sum, part) => sum + part.index.bytes, 0);
  const small = parts.filter(isSmallPart).length;
  const onDisk = {
    bytes: { events, raw, ids, index, total: events + raw + ids + index },
    parquetFiles: parts.length,
    smallParquetFiles: small > 1 ? small : 0,
  };
  if (files.length === 0) return { days: 0, gaps: [], ...onDisk };
  // A time is what the log says, `infinity` too, which DuckDB takes for a day.
  const days = `SELECT DISTINCT coalesce(recipientaccountid, '') AS account, coalesce(awsregion, '') AS region,
    TRY_CAST(left(eventtime, 10) AS DATE) AS day FROM ${parquet(files)}`;
  const [count] = (await sql.run(`SELECT count(DISTINCT day) FROM (${days}) WHERE isfinite(day)`)).rows;
  const gaps = await sql.run(`SELECT account, region, (day + 1)::VARCHAR, (after - 1)::VARCHAR, after - day - 1
    FROM (SELECT *, lead(day) OVER (PARTITION BY account, region ORDER BY day) AS after FROM (${days}) WHERE isfinite(day))
    WHERE after - day > 1 ORDER BY account, region, day`);
  return {
    days: Number(count?.[0]),
    gaps: gaps.rows.map(([account, region, from, to, length]) => ({
      account: String(account),
      region: String(region),
      from: String(from),
      to: String(to),
      days: Number(length),
    })),
    ...onDisk,
  };
}
