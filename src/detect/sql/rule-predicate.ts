import type { Expression } from '../../sigma/rule.ts';
import type { Fields } from './field.ts';
import { itemPredicate, type Nearness } from './item-predicate.ts';

/** A predicate of Athena SQL, never NULL, that holds of the records of which the expression does. */
export function rulePredicate(expression: Expression, fields: Fields, nearness: Nearness): string {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return `(${expression.of.map((one) => rulePredicate(one, fields, nearness)).join(expression.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT (${rulePredicate(expression.of, fields, opposite[nearness])})`;
    case 'item':
      return itemPredicate(expression, fields, nearness);
  }
}

/** All but what is only part of something is all of the rest. */
const opposite: Readonly<Record<Nearness, Nearness>> = { near: 'near', all: 'only', only: 'all' };
