import { fold } from './fold.ts';
import { literalOf } from './pattern.ts';
import type { Expression, Item } from './rule.ts';

/**
 * The only texts that a field can have in a record for which the expression holds: what a scan may be narrowed to. `and` intersects, `or` unites,
 * everything else says nothing.
 *
 * @returns folded texts; null when any text is possible
 */
export function possibleValues(expression: Expression, field: string): ReadonlySet<string> | null {
  switch (expression.kind) {
    case 'not':
      return null;
    case 'item':
      return expression.field === field ? literalsOf(expression) : null;
    case 'and':
      return expression.of
        .map((one) => possibleValues(one, field))
        .reduce((narrow, set) => (narrow === null ? set : set === null ? narrow : intersection(narrow, set)), null);
    case 'or': {
      const sets = expression.of.map((one) => possibleValues(one, field));
      return sets.every((set) => set !== null) ? new Set(sets.flatMap((set) => [...set])) : null;
    }
  }
}

/** With `all` of several literals the field must be each of them; their union is still right, only wider. */
function literalsOf(item: Item): ReadonlySet<string> | null {
  const literals = item.tests.map((test) => (test.kind === 'text' ? literalOf(test.pattern) : null));
  return literals.every((literal) => literal !== null) ? new Set(literals.map(fold)) : null;
}

const intersection = (a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> => new Set([...a].filter((text) => b.has(text)));
