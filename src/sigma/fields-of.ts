import type { Expression } from './rule.ts';

/** Paths of the fields that an expression asks for, perhaps several times; null for a keyword, which asks for every field. */
export function fieldsOf(expression: Expression): readonly (string | null)[] {
  switch (expression.kind) {
    case 'item':
      return [expression.field, ...expression.tests.flatMap((test) => (test.kind === 'fieldref' ? [test.field] : []))];
    case 'not':
      return fieldsOf(expression.of);
    default:
      return expression.of.flatMap(fieldsOf);
  }
}
