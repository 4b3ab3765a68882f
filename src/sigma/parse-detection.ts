import { joined, parseCondition } from './parse-condition.ts';
import { parseSelection } from './parse-selection.ts';
import type { Reading } from './reading.ts';
import type { Rule } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/**
 * Reads the detection section into one tree.
 *
 * @param section as the YAML reader gives it: a `Map` of selections and `condition`
 * @throws RuleError
 */
export function parseDetection(section: unknown, place: RulePlace, reading: Reading): Pick<Rule, 'detection' | 'selections'> {
  if (!(section instanceof Map)) throw new RuleError('missing-detection', place, 'the rule has no detection section');
  if (section.has('timeframe')) {
    throw new RuleError('legacy-aggregation', place, 'timeframe is not part of Sigma 2', 'Write what happens within a time as a correlation rule.');
  }
  const selections: Map<string, Rule['detection']> = new Map();
  for (const [key, value] of section) {
    const name = String(key);
    if (name !== 'condition') selections.set(name, parseSelection(value, { ...place, selection: name }, reading));
  }
  if (selections.size === 0) throw new RuleError('missing-detection', place, 'the detection section has no selections');
  const conditions = conditionsOf(section.get('condition'), place);
  const detection = joined(
    'or',
    conditions.map((condition) => parseCondition(condition, selections, place, reading)),
  );
  return { detection, selections };
}

/** A list of conditions means any of them. */
function conditionsOf(value: unknown, place: RulePlace): readonly string[] {
  const conditions: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (value === undefined || value === null || conditions.length === 0) {
    throw new RuleError('missing-condition', place, 'the detection section has no condition');
  }
  return conditions.map((condition) => {
    if (typeof condition === 'string') return condition;
    throw new RuleError('bad-condition', place, 'the condition is not text');
  });
}
