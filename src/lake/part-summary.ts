import { tmpdir } from 'node:os';
import { z } from 'zod';
import { openTrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import type { SqlValue } from '../engine/sql-engine.ts';
import { parquet } from './table-layout.ts';

/** What a part of a lake covers. It is looked up once, when the part is written, so that nobody has to read the whole lake for it. */
export const partSummarySchema = z.object({
  /** eventTime of the first and the last event. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  accounts: z.array(z.string()),
  regions: z.array(z.string()),
  hasDataEvents: z.boolean(),
  /** Hours with events, `2026-01-07T02`. */
  hours: z.array(z.string()),
});

export type PartSummary = Readonly<z.infer<typeof partSummarySchema>>;

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
