import { tmpdir } from 'node:os';
import { openTrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import type { SqlValue } from '../engine/sql-engine.ts';
import type { PartSummary } from './part-summary.ts';
import { parquet } from './table-layout.ts';

const SUMMARY = `SELECT min(eventtime), max(eventtime), list(DISTINCT recipientaccountid), list(DISTINCT awsregion),
  coalesce(bool_or(eventcategory = 'Data'), false), list(DISTINCT left(eventtime, 13))`;

/** Reads what a file of events covers, with one pass over it. */
export async function readPartSummary(file: string): Promise<PartSummary> {
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  try {
    const [row = []] = (await sql.run(`${SUMMARY} FROM ${parquet([file])}`)).rows;
    const [from, to, accounts, regions, data, hours] = row;
    return {
      from: textOrNull(from),
      to: textOrNull(to),
      accounts: texts(accounts),
      regions: texts(regions),
      hasDataEvents: data === true,
      hours: texts(hours),
    };
  } finally {
    sql.close();
  }
}

const textOrNull = (value: SqlValue | undefined): string | null => (typeof value === 'string' ? value : null);

const texts = (value: SqlValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((element): element is string => typeof element === 'string').sort() : [];
