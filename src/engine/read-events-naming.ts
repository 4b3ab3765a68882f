import { quoteList } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { readEvents } from './read-events.ts';
import type { SqlEngine, SqlValue } from './sql-engine.ts';

/** Where more is found, events are read without looking at their texts first. */
const MOST = 2_000;

/**
 * Events that a condition of Athena SQL selects: those whose request or answer holds one of these names, and whichever others come with them. For conditions that select much
 * of which little is wanted: DuckDB reads two columns of all of it, and whole events only where a name is found. Other engines read every column anyhow.
 *
 * @returns as {@link readEvents}
 */
export async function readEventsNaming(engine: SqlEngine, where: string, names: readonly string[]): Promise<CloudTrailEvent[]> {
  if (engine.name !== 'duckdb') return readEvents(engine, where);
  const table = await engine.query(`SELECT eventid, eventtime, requestparameters, responseelements FROM ${TABLE} WHERE ${where}`);
  const at = (row: readonly SqlValue[], name: string): SqlValue => row[table.columns.findIndex((column) => column.name === name)] ?? null;
  const named = table.rows.filter((row) => {
    const texts = [at(row, 'requestparameters'), at(row, 'responseelements')].filter((text) => typeof text === 'string');
    return texts.length === 0 || texts.some((text) => mayHold(text, names));
  });
  if (named.length === 0) return [];
  if (named.length > MOST) return readEvents(engine, where);
  const isOneOf = (name: string): string => `${name} IN (${quoteList([...new Set(named.map((row) => String(at(row, name))))])})`;
  return readEvents(engine, `${where} AND ${isOneOf('eventtime')} AND ${isOneOf('eventid')}`);
}

/** Whether a text of JSON may hold one of these: what is written with escapes is not spelled out. */
const mayHold = (text: string, names: readonly string[]): boolean => text.includes('\\u') || names.some((name) => text.includes(name));
