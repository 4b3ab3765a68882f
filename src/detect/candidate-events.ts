import { quoteLiteral } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { readEvents } from '../engine/read-events.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { RuleIndex } from './index-rules.ts';

/** About 100 MB of records: enough that a query is worth its cost, and no lake is too large. */
const PAGE_EVENTS = 20_000;

/** A run of minutes, `2026-01-07T02:25`; `to` is where the next one begins. */
interface Page {
  readonly from: string;
  readonly to: string | null;
}

/**
 * The events that an index of rules chooses, once per eventID, in order of (eventTime, eventID), a page of whole minutes at a time.
 *
 * @param conditions predicates of Athena SQL that the events must fulfil, too
 */
export async function* candidateEvents(
  engine: SqlEngine,
  index: Pick<RuleIndex, 'candidates'>,
  conditions: readonly string[],
  pageEvents = PAGE_EVENTS,
): AsyncGenerator<CloudTrailEvent, void, undefined> {
  for (const page of pagesOf(await countMinutes(engine, index, conditions), pageEvents)) {
    const bounds = [`eventtime >= ${quoteLiteral(page.from)}`, ...(page.to === null ? [] : [`eventtime < ${quoteLiteral(page.to)}`])];
    const chosen = index.candidates([...conditions, ...bounds]);
    yield* await readEvents(
      engine,
      [...(chosen === null ? conditions : [`eventid IN (SELECT eventid FROM (${chosen}) c)`]), ...bounds].join(' AND '),
    );
  }
}

/** How many matches each minute may have. `eventtime` is ISO 8601, so its order as text is that of time. */
async function countMinutes(
  engine: SqlEngine,
  index: Pick<RuleIndex, 'candidates'>,
  conditions: readonly string[],
): Promise<readonly (readonly [minute: string, events: number])[]> {
  const all = `SELECT eventtime FROM ${TABLE}${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`;
  const table = await engine.query(
    `SELECT substr(eventtime, 1, 16), count(*) FROM (${index.candidates(conditions) ?? all}) c GROUP BY substr(eventtime, 1, 16) ORDER BY substr(eventtime, 1, 16)`,
  );
  return table.rows.flatMap(([minute, events]) => (typeof minute === 'string' ? [[minute, Number(events)] as const] : []));
}

function pagesOf(minutes: readonly (readonly [minute: string, events: number])[], pageEvents: number): readonly Page[] {
  const starts: string[] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const [minute, events] of minutes) {
    if (filled + events > pageEvents) {
      starts.push(minute);
      filled = 0;
    }
    filled += events;
  }
  return starts.map((from, index) => ({ from, to: starts[index + 1] ?? null }));
}
