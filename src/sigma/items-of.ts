import type { Expression, Item } from './rule.ts';

/** What an expression asks of fields and keywords, the same perhaps several times. */
export function itemsOf(expression: Expression): readonly Item[] {
  switch (expression.kind) {
    case 'item':
      return [expression];
    case 'not':
      return itemsOf(expression.of);
    default:
      return expression.of.flatMap(itemsOf);
  }
}

/** Paths of the fields that an expression asks for, perhaps several times; null for a keyword, which asks for every field. */
export const fieldsOf = (expression: Expression): readonly (string | null)[] =>
  itemsOf(expression).flatMap(({ field, tests }) => [field, ...tests.flatMap((test) => (test.kind === 'fieldref' ? [test.field] : []))]);
