import type { Expression, ExpressionOf } from '../ast.ts';
import type { Context } from './context.ts';
import { resolve, type StoredColumn } from './scope.ts';

/** A column of a stored table, or a member of its structure, and the only texts with which a condition holds. */
export interface WantedTexts {
  readonly stored: StoredColumn;
  /** Names of the member within the structure, in lower case. */
  readonly members: readonly string[];
  readonly texts: readonly string[];
}

/** What `a = 'x'`, `'x' = a` and `a IN ('x', 'y')` want of a column of the query's own FROM; null for every other condition. */
export function wantedTexts(condition: Expression, context: Context): WantedTexts | null {
  switch (condition.kind) {
    case 'comparison': {
      if (condition.operator !== '=') return null;
      const { left, right } = condition;
      return left.kind === 'name' ? ofColumn(left, [right], context) : right.kind === 'name' ? ofColumn(right, [left], context) : null;
    }
    case 'in-list':
      return condition.negated || condition.operand.kind !== 'name' ? null : ofColumn(condition.operand, condition.list, context);
    default:
      return null;
  }
}

function ofColumn(name: ExpressionOf<'name'>, values: readonly Expression[], { scope }: Context): WantedTexts | null {
  const found = resolve(name.path, scope);
  const stored = found?.column.stored;
  const isOwn = scope.relations.some(({ columns }) => found !== null && columns.includes(found.column));
  if (found === null || stored === undefined || !isOwn) return null;
  const texts = values.flatMap((value) => (value.kind === 'string' ? value.value : []));
  return texts.length < values.length ? null : { stored, members: found.members.map(({ text }) => text.toLowerCase()), texts };
}
