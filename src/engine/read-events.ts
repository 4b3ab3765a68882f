import { type Column, type ColumnType, columns, TABLE } from '../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { SqlEngine, SqlValue } from './sql-engine.ts';

/** Structures come as JSON: not every engine tells what a member of a structure is. */
const named = columns.map(({ name, type }) => (type === 'string' ? name : `CAST(${name} AS JSON) AS ${name}`)).join(', ');

/** DuckDB tells it, and to read the names of all columns takes the grammar longer than most answers take the engine. */
const selectionFor = ({ name }: SqlEngine): string => (name === 'duckdb' ? '*' : named);

/**
 * The events that a condition of Athena SQL selects, once per eventID, in order of (eventTime, eventID).
 *
 * @param where a predicate over the columns of the table, for example `useridentity.accesskeyid = 'AKIA...'`
 */
export async function readEvents(engine: SqlEngine, where: string, signal?: AbortSignal): Promise<CloudTrailEvent[]> {
  const table = await engine.query(
    `SELECT ${selectionFor(engine)} FROM ${TABLE} WHERE ${where} ORDER BY eventtime, eventid`,
    signal === undefined ? {} : { signal },
  );
  const places = new Map(table.columns.map(({ name }, place) => [name.toLowerCase(), place]));
  const events = new Map<string, CloudTrailEvent>();
  for (const row of table.rows) {
    const event = eventOf((name) => row[places.get(name) ?? -1] ?? null);
    if (!events.has(event.eventID)) events.set(event.eventID, event);
  }
  return [...events.values()];
}

/** What every record must have, and damaged ones lack: code that reads events may rely on a text. */
const LEAST: Pick<
  CloudTrailEvent,
  | 'eventVersion'
  | 'eventTime'
  | 'eventSource'
  | 'eventName'
  | 'awsRegion'
  | 'sourceIPAddress'
  | 'userAgent'
  | 'requestParameters'
  | 'responseElements'
  | 'eventID'
  | 'eventType'
> = {
  eventVersion: '',
  eventTime: '',
  eventSource: '',
  eventName: '',
  awsRegion: '',
  sourceIPAddress: '',
  userAgent: null,
  requestParameters: null,
  responseElements: null,
  eventID: '',
  eventType: '',
};

/** An event of what an engine returned for columns of the table; null for what it was not asked for. */
export function eventOf(valueIn: (column: string) => SqlValue): CloudTrailEvent {
  const event: Record<string, unknown> = { ...LEAST };
  for (const column of columns) {
    const value = memberOf(column, valueIn(column.name));
    if (value !== null) event[column.member] = value;
  }
  return event as unknown as CloudTrailEvent;
}

function memberOf(column: Column, value: SqlValue): unknown {
  if (value === null) return null;
  if (column.json) return parsed(value);
  if (column.name === 'readonly' || column.name === 'managementevent') return value === 'true';
  return shaped(column.type, column.type === 'string' ? value : parsed(value));
}

/** Text that is no JSON is kept as text: a damaged record is still evidence. */
function parsed(value: SqlValue): SqlValue {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as SqlValue;
  } catch {
    return value;
  }
}

/** Members of structures that are objects in a record, and whose JSON text the table holds. */
const OBJECTS: ReadonlySet<string> = new Set(['onBehalfOf', 'inScopeOf', 'webIdFederationData']);

/** Gives the members of a structure CloudTrail's spelling back, and leaves out those that are null, as a record does. */
function shaped(type: ColumnType, value: SqlValue): unknown {
  if (value === null || type === 'string') return value;
  if ('array' in type) return Array.isArray(value) ? value.map((element) => shaped(type.array, element)) : null;
  const members = value as Readonly<Record<string, SqlValue>>;
  const entries = Object.entries(type.struct)
    .map(([name, member]) => {
      const inner = members[name.toLowerCase()] ?? null;
      return [name, OBJECTS.has(name) ? parsed(inner) : shaped(member, inner)] as const;
    })
    .filter(([, member]) => member !== null);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
