import { quoteLiteral } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

/** What stands behind FROM in a query for the events that fulfil conditions, with `e` for the table; null for all that do. */
export type Candidates = (conditions: readonly string[]) => string | null;

/** The same, with the table itself for all events. */
export const fromOf = (candidates: Candidates, conditions: readonly string[]): string =>
  candidates(conditions) ?? `${TABLE} e${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}`;

/**
 * Bounds of time, as predicates of Athena SQL, that cut events into pages of whole minutes, in order.
 *
 * @param pageEvents how many events a page has at most, unless a minute has more
 */
export async function* pagesOf(
  engine: SqlEngine,
  candidates: Candidates,
  conditions: readonly string[],
  pageEvents: number,
): AsyncGenerator<readonly string[], void, undefined> {
  const starts: string[] = [];
  let filled = Number.POSITIVE_INFINITY;
  for (const [minute, events] of await countMinutes(engine, candidates, conditions)) {
    if (filled + events > pageEvents) {
      starts.push(minute);
      filled = 0;
    }
    filled += events;
  }
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1];
    yield [`eventtime >= ${quoteLiteral(from)}`, ...(to === undefined ? [] : [`eventtime < ${quoteLiteral(to)}`])];
  }
}

/** How many events each minute has. `eventtime` is ISO 8601, so its order as text is that of time. */
async function countMinutes(
  engine: SqlEngine,
  candidates: Candidates,
  conditions: readonly string[],
): Promise<readonly (readonly [minute: string, events: number])[]> {
  const table = await engine.query(
    `SELECT substr(e.eventtime, 1, 16) AS minute, count(*) FROM ${fromOf(candidates, conditions)} GROUP BY 1 ORDER BY 1`,
  );
  return table.rows.flatMap(([minute, events]) => (typeof minute === 'string' ? [[minute, Number(events)] as const] : []));
}
