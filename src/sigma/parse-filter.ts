import { parseDetection } from './parse-detection.ts';
import { parseHeader } from './parse-header.ts';
import type { Reading } from './reading.ts';
import type { Expression, Header } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/** A condition that is asked of records beside that of the rules it names. */
export interface Filter extends Header {
  /** Ids, names or titles; null stands for every rule. */
  readonly rules: readonly string[] | null;
  readonly condition: Expression;
}

/**
 * Reads a filter document.
 *
 * @throws RuleError `bad-filter`, and as a detection section
 */
export function parseFilter(document: ReadonlyMap<unknown, unknown>, place: RulePlace, reading: Reading): Filter {
  const header = parseHeader(document, place);
  const section: unknown = document.get('filter');
  if (!(section instanceof Map)) throw new RuleError('bad-filter', { ...place, field: 'filter' }, 'the filter is not a map');
  const rules = rulesOf(section.get('rules'), { ...place, field: 'filter.rules' });
  const { detection } = parseDetection(new Map([...section].filter(([key]) => key !== 'rules')), place, reading);
  // The condition says which records are kept, so a filter without a "not" keeps only what its author most likely wanted to leave out.
  if (!JSON.stringify(section.get('condition')).toLowerCase().includes('not ')) {
    reading.doubt(place, 'the condition has no "not": only records that it selects are kept');
  }
  return { ...header, rules, condition: detection };
}

function rulesOf(value: unknown, place: RulePlace): readonly string[] | null {
  if (value === 'any') return null;
  const rules: readonly unknown[] = Array.isArray(value) ? value : [value ?? null];
  if (rules.length > 0 && rules.every((rule) => typeof rule === 'string')) return rules;
  throw new RuleError('bad-filter', place, 'a filter names its rules in a list of texts, or says any');
}
