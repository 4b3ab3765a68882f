import type { SqlEngine } from '../engine/sql-engine.ts';
import type { Rule } from '../sigma/rule.ts';
import type { EventKind } from './event-kinds.ts';
import type { RuleIndex } from './index-rules.ts';
import { laneQuery } from './lane-query.ts';

/**
 * Rules that may match many events, as the engine counts them: those of a rule's own lane, or of the lane that it shares.
 *
 * @param conditions predicates of Athena SQL that the events must fulfil
 * @param many more than so many
 */
export async function busyRules(
  engine: SqlEngine,
  { lanes }: RuleIndex,
  kinds: readonly EventKind[],
  conditions: readonly string[],
  many: number,
): Promise<ReadonlySet<Rule>> {
  const { from, asked } = laneQuery(lanes, kinds);
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const { rows } = await engine.query(`SELECT ${asked.map((one) => `count(CASE WHEN ${one} THEN 1 END)`).join(', ')} FROM ${from}${where}`);
  return new Set(lanes.flatMap(({ rules }, place) => (Number(rows[0]?.[place]) > many ? [...rules] : [])));
}
