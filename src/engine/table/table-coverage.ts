import { TABLE } from '../../core/cloudtrail-table.ts';
import type { SqlEngine, SqlValue } from '../sql-engine.ts';

/** What a table holds, as far as SQL can tell. */
export interface TableCoverage {
  readonly events: number;
  /** eventTime of the first and the last event; null in an empty table. */
  readonly from: string | null;
  readonly to: string | null;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly dataEvents: 'some' | 'none';
}

const distinct = (column: string): string => `json_format(CAST(array_agg(DISTINCT ${column}) AS json))`;

/** Reads what keytrail's table holds with one pass over it. Older records do not say that they are data events: calls on objects are. */
export async function readTableCoverage(engine: SqlEngine): Promise<TableCoverage> {
  const { rows } =
    await engine.query(`SELECT count(DISTINCT eventid), min(eventtime), max(eventtime), ${distinct('recipientaccountid')}, ${distinct('awsregion')},
    coalesce(bool_or(eventcategory = 'Data' OR (eventsource = 's3.amazonaws.com' AND eventname IN ('GetObject', 'PutObject', 'DeleteObject'))), FALSE)
    FROM ${TABLE}`);
  const [events, from, to, accounts, regions, data] = rows[0] ?? [];
  return {
    events: Number(events ?? 0),
    from: textOrNull(from),
    to: textOrNull(to),
    accounts: texts(accounts),
    regions: texts(regions),
    dataEvents: data === true ? 'some' : 'none',
  };
}

const textOrNull = (value: SqlValue | undefined): string | null => (typeof value === 'string' ? value : null);

const texts = (value: SqlValue | undefined): string[] =>
  typeof value === 'string' ? (JSON.parse(value) as unknown[]).filter((element): element is string => typeof element === 'string').sort() : [];
