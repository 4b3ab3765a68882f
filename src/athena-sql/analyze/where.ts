import type { Expression } from '../ast.ts';
import { condition } from './condition.ts';
import type { Context } from './context.ts';
import { rowGroupConditions } from './row-group-conditions.ts';
import { uuidCondition } from './uuid-condition.ts';

/** The text behind WHERE: what has to hold, one after the other, each in the form in which the engine leaves out most. */
export const whereText = (expression: Expression, context: Context): string =>
  [
    ...conjuncts(expression).flatMap((part) => [selective(part, condition(part, context)), ...uuidCondition(part, context)]),
    ...rowGroupConditions(expression, context),
  ].join(' AND ');

const conjuncts = (expression: Expression): readonly Expression[] =>
  expression.kind === 'logical' && expression.operator === 'AND' ? expression.operands.flatMap(conjuncts) : [expression];

/**
 * DuckDB takes `a IN (...)` for a hint by which it passes over row groups, and reads all columns of the others before it looks at the rows. Once more in the form
 * of an expression, it looks at `a` first and reads the other columns of the rows that remain. Here NULL is as good as FALSE.
 */
const selective = (part: Expression, text: string): string =>
  part.kind === 'in-list' && !part.negated && part.operand.kind === 'name' ? `${text} AND coalesce(${text}, FALSE)` : text;
