import { quoteLiteral } from '../athena-sql/literal.ts';
import type { JsonObject } from '../core/json.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { matches } from '../sigma/match.ts';
import type { Rule } from '../sigma/rule.ts';
import { recordFields } from './sql/record-fields.ts';
import { rulePredicate } from './sql/rule-predicate.ts';

/** Records that go into one statement. */
const BATCH = 500;

/**
 * Finds the records that a rule matches with an engine. SQL leaves out what cannot match; what it cannot tell (objects that are searched as text, letters
 * beyond ASCII) is decided here.
 *
 * @returns the places of the records, from 0
 */
export async function matchInEngine(engine: SqlEngine, rule: Rule, records: readonly JsonObject[]): Promise<readonly number[]> {
  const where = rulePredicate(rule.detection, recordFields('record'), 'all');
  const found: number[] = [];
  for (let from = 0; from < records.length; from += BATCH) {
    const values = records.slice(from, from + BATCH).map((record, index) => `(${from + index}, ${quoteLiteral(JSON.stringify(record))})`);
    const { rows } = await engine.query(`SELECT place FROM (VALUES ${values.join(', ')}) AS t(place, record) WHERE ${where} ORDER BY place`);
    for (const [place] of rows) {
      const record = records[Number(place)];
      if (record !== undefined && matches(rule, record)) found.push(Number(place));
    }
  }
  return found;
}
