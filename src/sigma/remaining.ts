import type { JsonObject } from '../core/json.ts';
import { testHolds, valuesFor } from './match.ts';
import type { Expression, Item } from './rule.ts';

/** What is known of some events before any is read. */
export interface Known {
  /** Paths of the fields that are known. */
  readonly fields: ReadonlySet<string>;
  /** Their values; a field that is not in it is known to be missing. */
  readonly record: JsonObject;
  /** Parts of rules that hold of none of them. */
  readonly silent: ReadonlySet<Item>;
}

/** What an expression still asks of such events; true or false when it holds for all of them, or for none. */
export function remaining(expression: Expression, known: Known): Expression | boolean {
  switch (expression.kind) {
    case 'item':
      if (known.silent.has(expression)) return false;
      return isKnown(expression, known) ? holdsOf(expression, known) : expression;
    case 'not': {
      const inner = remaining(expression.of, known);
      return typeof inner === 'boolean' ? !inner : { kind: 'not', of: inner };
    }
    case 'and':
    case 'or': {
      const deciding = expression.kind === 'or';
      const parts: Expression[] = [];
      for (const one of expression.of) {
        const part = remaining(one, known);
        if (part === deciding) return deciding;
        if (typeof part !== 'boolean') parts.push(part);
      }
      const [only, ...more] = parts;
      if (only === undefined) return !deciding;
      return more.length === 0 ? only : { kind: expression.kind, of: parts };
    }
  }
}

const isKnown = ({ field, tests }: Item, { fields }: Known): boolean =>
  field !== null && fields.has(field) && tests.every((test) => test.kind !== 'fieldref' || fields.has(test.field));

function holdsOf(item: Item, { record }: Known): boolean {
  const values = valuesFor(item, record);
  return item.tests.some((test) => testHolds(test, values, record));
}
