import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts';
import type { RuleTest } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/**
 * Reads the `tests` block: a list of `{name, matches, event}`. Sigma allows fields of one's own.
 *
 * @throws RuleError `bad-tests`
 */
export function parseRuleTests(section: unknown, rule: RulePlace): readonly RuleTest[] {
  if (section === undefined) return [];
  const place: RulePlace = { ...rule, field: 'tests' };
  if (!Array.isArray(section)) throw new RuleError('bad-tests', place, 'it is not a list');
  return section.map((element: unknown) => {
    const test = element instanceof Map ? toJson(element, place) : null;
    if (!isJsonObject(test)) throw new RuleError('bad-tests', place, 'a test is not a map');
    return parseTest(test, place);
  });
}

function parseTest(test: JsonObject, place: RulePlace): RuleTest {
  const { name, matches, event } = test;
  if (typeof name !== 'string' || typeof matches !== 'boolean' || !isJsonObject(event)) {
    throw new RuleError('bad-tests', place, 'a test lacks name (text), matches (true or false) or event (a map)');
  }
  return { name, matches, event };
}

/** YAML's maps as a record's JSON. A date is refused: in a record it is text, so it must be quoted. */
function toJson(value: unknown, place: RulePlace): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((element) => toJson(element, place));
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, member]) => [String(key), toJson(member, place)]));
  throw new RuleError('bad-tests', place, 'a value is no JSON', 'Quote times: a record holds them as text.');
}
