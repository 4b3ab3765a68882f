import type { TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import type { SqlValue } from '../engine/sql-engine.ts';
import type { SetAside } from '../ingest/found-file.ts';
import type { LogValidation } from '../trail/validation/log-validation.ts';
import type { Catalogue, Source } from './catalogue.ts';
import { parquet } from './table-layout.ts';

/** What a lake knows, and what it cannot know. */
export interface LakeCoverage {
  readonly events: number;
  /** eventTime of the first and the last event; null in an empty lake. */
  readonly from: string | null;
  readonly to: string | null;
  /** Accounts whose trails these are, and regions, sorted. */
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Logs loaded, whole or in part. */
  readonly files: number;
  readonly unreadable: readonly SetAside[];
  /** Whether reads and writes of objects and the like were logged; that all were, no log can say. */
  readonly dataEvents: 'all' | 'some' | 'none';
  readonly digestFiles: number;
  /** What digests prove of the log files; null when none came with them. */
  readonly validation: LogValidation | null;
}

/** Reads the coverage of a lake with one pass over its files. */
export async function readCoverage(
  sql: TrustedSql,
  files: readonly string[],
  catalogue: Catalogue,
  validation: LogValidation | null,
): Promise<LakeCoverage> {
  const [row = []] = files.length === 0 ? [] : (await sql.run(`${COVERAGE} FROM ${parquet(files)}`)).rows;
  const [events, from, to, accounts, regions, data] = row;
  const { sources } = catalogue;
  return {
    events: Number(events ?? 0),
    from: textOrNull(from),
    to: textOrNull(to),
    accounts: texts(accounts),
    regions: texts(regions),
    files: sources.filter((source) => 'events' in source).length,
    unreadable: sources.flatMap((source) => {
      if (source.status === 'partial') return [{ file: source.path, why: whyInPart(source) }];
      return source.status === 'set-aside' ? [{ file: source.path, why: source.why }] : [];
    }),
    dataEvents: data === true ? 'some' : 'none',
    digestFiles: sources.filter((source) => source.status === 'recognised' && source.what === 'digest').length,
    validation,
  };
}

/** Not every event that is not there was forgotten: second copies of others are not there either. */
const whyInPart = ({ events, kept }: Extract<Source, { status: 'partial' }>): string =>
  `${kept.events} of ${events} events are in the lake, others were forgotten or were copies: collect it again`;

const COVERAGE = `SELECT count(*), min(eventtime), max(eventtime), list(DISTINCT recipientaccountid), list(DISTINCT awsregion),
  coalesce(bool_or(eventcategory = 'Data'), false)`;

const textOrNull = (value: SqlValue | undefined): string | null => (typeof value === 'string' ? value : null);

const texts = (value: SqlValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((element): element is string => typeof element === 'string').sort() : [];
