import type { Expression } from '../ast.ts';
import { invalid } from '../refusal.ts';
import { coerces, simple, typeText } from '../type.ts';
import type { Context } from './context.ts';

/** The text of an expression that has to be true or false, as after WHERE, ON, NOT and AND. */
export function condition(expression: Expression, context: Context): string {
  const value = context.expression(expression, context);
  if (!coerces(value.type, simple('boolean'))) {
    const again = value.text === undefined ? undefined : "Repeat the comparison, a = 'x' OR a = 'y', or write a IN ('x', 'y').";
    throw invalid(expression.at, `a condition is true or false; this is ${typeText(value.type)}`, again);
  }
  return value.sql;
}
