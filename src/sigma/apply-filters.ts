import type { Filter } from './parse-filter.ts';
import type { Doubt, Rule } from './rule.ts';

/**
 * Asks of each rule what the filters that name it ask, beside its own condition.
 *
 * @param doubt takes down filters that name a rule which is not there
 */
export function applyFilters(rules: readonly Rule[], filters: readonly Filter[], doubt: (doubt: Doubt) => void): readonly Rule[] {
  for (const filter of filters) {
    for (const name of filter.rules ?? []) {
      if (!rules.some((rule) => isCalled(rule, name)))
        doubt({ place: filter.place, reason: `the filter names "${name}", which is none of the rules` });
    }
  }
  return rules.map((rule) => {
    const conditions = filters.filter((filter) => filter.rules?.some((name) => isCalled(rule, name)) ?? true).map((filter) => filter.condition);
    return conditions.length === 0 ? rule : { ...rule, detection: { kind: 'and', of: [rule.detection, ...conditions] } };
  });
}

/** Whether a document may be referred to by this text: its id, its name or its title. */
export const isCalled = ({ id, name, title }: Pick<Rule, 'id' | 'name' | 'title'>, text: string): boolean =>
  text === id || text === name || text === title;
