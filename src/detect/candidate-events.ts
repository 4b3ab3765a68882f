import { quoteList } from '../athena-sql/literal.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import { readEvents } from '../engine/read-events.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type Candidates, fromOf, pagesOf } from './event-pages.ts';

/** Ids that a statement lists: Athena takes no statement beyond 256 KB. */
const MAX_LISTED = 1000;

/**
 * The chosen events when they are few, in order of (eventTime, eventID).
 *
 * @param conditions predicates of Athena SQL that the events must fulfil, too
 * @returns null when there is more than a page of them
 */
export async function fewEvents(
  engine: SqlEngine,
  candidates: Candidates,
  conditions: readonly string[],
  pageEvents: number,
): Promise<readonly CloudTrailEvent[] | null> {
  const from = fromOf(candidates, conditions);
  const { rows } = await engine.query(`SELECT e.eventid FROM ${from} LIMIT ${pageEvents + 1}`);
  if (rows.length > pageEvents) return null;
  const ids = rows.flatMap(([id]) => (typeof id === 'string' ? [id] : []));
  if (ids.length === 0) return [];
  const chosen = ids.length > MAX_LISTED ? `SELECT e.eventid FROM ${from}` : quoteList(ids);
  return readEvents(engine, [`eventid IN (${chosen})`, ...conditions].join(' AND '));
}

/** The chosen events however many they are, once per eventID, in order of (eventTime, eventID), a page of whole minutes at a time. */
export async function* candidateEvents(
  engine: SqlEngine,
  candidates: Candidates,
  conditions: readonly string[],
  pageEvents: number,
): AsyncGenerator<CloudTrailEvent, void, undefined> {
  for await (const bounds of pagesOf(engine, candidates, conditions, pageEvents)) {
    const chosen = candidates([...conditions, ...bounds]);
    yield* await readEvents(engine, [...(chosen === null ? conditions : [`eventid IN (SELECT e.eventid FROM ${chosen})`]), ...bounds].join(' AND '));
  }
}
