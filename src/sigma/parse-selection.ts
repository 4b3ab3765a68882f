import { joined } from './parse-condition.ts';
import { parseItem } from './parse-item.ts';
import type { Reading } from './reading.ts';
import type { Expression } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/**
 * Reads a selection: a map (all of its lines), a list of maps (any of them), or keywords (any of them, anywhere in the record).
 *
 * @param value as the YAML reader gives it; maps are `Map`
 */
export function parseSelection(value: unknown, place: RulePlace, reading: Reading): Expression {
  if (value instanceof Map) return parseMap(value, place, reading);
  if (!Array.isArray(value)) return parseItem('', value, place, reading);
  const elements: readonly unknown[] = value;
  if (elements.length === 0) throw new RuleError('empty-values', place, 'empty list');
  const maps = elements.filter((element) => element instanceof Map).map((element) => parseMap(element, place, reading));
  const keywords = elements.filter((element) => !(element instanceof Map));
  return joined('or', keywords.length === 0 ? maps : [...maps, parseItem('', keywords, place, reading)]);
}

function parseMap(map: ReadonlyMap<unknown, unknown>, place: RulePlace, reading: Reading): Expression {
  if (map.size === 0) throw new RuleError('empty-values', place, 'empty map');
  return joined(
    'and',
    [...map].map(([key, value]) => parseItem(String(key), value, place, reading)),
  );
}
