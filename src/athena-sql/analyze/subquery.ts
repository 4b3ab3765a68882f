import type { Expression, ExpressionOf, Query } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { unsupported } from '../refusal.ts';
import { simple } from '../type.ts';
import { withTypes } from './column-types.ts';
import { unified } from './comparison.ts';
import type { Context, OutputColumn, Typed, TypedQuery } from './context.ts';

/** The time that the engine takes to plan a query in an expression of a query in an expression grows manifold with each level. */
const DEEPEST = 16;

/** A query that stands in an expression. */
export function analyzeInnerQuery(query: Query, context: Context): TypedQuery {
  if (context.queriesAround >= DEEPEST) {
    throw unsupported(
      query.at,
      `queries that stand for a value are nested more than ${DEEPEST} deep`,
      'Put the inner ones in a WITH clause, and join.',
    );
  }
  return context.query(query, { ...context, outermost: false, queriesAround: context.queriesAround + 1 });
}

/** A query that stands for one value. */
export function analyzeScalarQuery({ query }: ExpressionOf<'subquery'>, context: Context): Typed {
  const { sql, column } = oneColumn(query, context);
  return { sql: `(${sql})`, type: column.type };
}

/** `x IN (SELECT ...)`. */
export function analyzeInQuery({ operand, query, negated }: ExpressionOf<'in-query'>, context: Context): Typed {
  const [value, list] = comparable(operand, 'IN', query, context);
  return { sql: `(${value} ${negated ? 'NOT ' : ''}IN (${list}))`, type: simple('boolean') };
}

/** `x > ALL (SELECT ...)`. */
export function analyzeQuantified({ operand, operator, quantifier, query }: ExpressionOf<'quantified'>, context: Context): Typed {
  const [value, list] = comparable(operand, operator, query, context);
  return { sql: `(${value} ${operator} ${quantifier} (${list}))`, type: simple('boolean') };
}

function comparable(operand: Expression, operator: string, query: Query, context: Context): readonly [value: string, list: string] {
  const value = context.expression(operand, context);
  const result = oneColumn(query, context);
  const type = unified([value, { sql: '', type: result.column.type }], operand.at, operator, [operand]);
  return [coerced(value, type), withTypes(result, [type], context)];
}

function oneColumn(query: Query, context: Context): TypedQuery & { readonly column: OutputColumn } {
  const result = analyzeInnerQuery(query, context);
  const [column] = result.columns;
  if (column === undefined || result.columns.length !== 1)
    throw unsupported(query.at, `a subquery here gives one column, not ${result.columns.length}`);
  return { ...result, column };
}
