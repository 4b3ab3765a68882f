import type { Expression, ExpressionOf } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { arrayOf, coerces, commonType, isNumeric, simple, typeText } from '../type.ts';
import { analyzeArithmetic } from './arithmetic.ts';
import { analyzeCall } from './call.ts';
import { analyzeCase } from './case.ts';
import { analyzeCast } from './cast.ts';
import { analyzeBetween, analyzeComparison, analyzeDistinctFrom, analyzeInList, analyzeLike } from './comparison.ts';
import { condition } from './condition.ts';
import type { Context, Typed } from './context.ts';
import { intervalLiteral, numberLiteral, textLiteral, typedLiteral } from './literal.ts';
import { analyzeField, analyzeName } from './name.ts';
import { analyzeArray, analyzeRow, analyzeSubscript } from './nested-value.ts';
import { emptyScope } from './scope.ts';
import { analyzeInnerQuery, analyzeInQuery, analyzeQuantified, analyzeScalarQuery } from './subquery.ts';
import { analyzeAtTimeZone } from './time-zone.ts';

const boolean = (sql: string): Typed => ({ sql, type: simple('boolean') });

/** An expression: its type and its text. What the query groups by may stand anywhere after the grouping, whatever it is made of. */
export function analyzeExpression(expression: Expression, context: Context): Typed {
  if (context.grouped !== null && expression.kind !== 'name') {
    const ungrouped = analyzeNode(expression, { ...context, grouped: null });
    if (context.grouped.keys.has(ungrouped.sql)) return ungrouped;
  }
  return analyzeNode(expression, context);
}

function analyzeNode(expression: Expression, context: Context): Typed {
  switch (expression.kind) {
    case 'null':
      return { sql: 'NULL', type: simple('unknown') };
    case 'boolean':
      return boolean(expression.value ? 'TRUE' : 'FALSE');
    case 'string':
      return textLiteral(expression.value);
    case 'number':
      return numberLiteral(expression);
    case 'binary':
      return { sql: binaryText(expression), type: simple('varbinary') };
    case 'interval':
      return intervalLiteral(expression);
    case 'typed-literal':
      return typedLiteral(expression);
    case 'parameter':
      return parameter(expression, context);
    case 'name':
      return analyzeName(expression, context);
    case 'field':
      return analyzeField(expression, context);
    case 'subscript':
      return analyzeSubscript(expression, context);
    case 'not':
      return boolean(`(NOT ${condition(expression.operand, context)})`);
    case 'logical':
      return boolean(`(${expression.operands.map((operand) => condition(operand, context)).join(` ${expression.operator} `)})`);
    case 'comparison':
      return analyzeComparison(expression, context);
    case 'distinct-from':
      return analyzeDistinctFrom(expression, context);
    case 'is-null':
      return boolean(`(${context.expression(expression.operand, context).sql} IS ${expression.negated ? 'NOT ' : ''}NULL)`);
    case 'between':
      return analyzeBetween(expression, context);
    case 'in-list':
      return analyzeInList(expression, context);
    case 'like':
      return analyzeLike(expression, context);
    case 'in-query':
      return analyzeInQuery(expression, context);
    case 'quantified':
      return analyzeQuantified(expression, context);
    case 'exists':
      return boolean(`EXISTS (${analyzeInnerQuery(expression.query, context).sql})`);
    case 'subquery':
      return analyzeScalarQuery(expression, context);
    case 'arithmetic':
      return analyzeArithmetic(expression, context);
    case 'negate':
      return negated(expression, context);
    case 'concatenation':
      return concatenation(expression, context);
    case 'at-time-zone':
      return analyzeAtTimeZone(expression, context);
    case 'cast':
      return analyzeCast(expression, context);
    case 'case':
      return analyzeCase(expression, context);
    case 'row':
      return analyzeRow(expression, context);
    case 'array':
      return analyzeArray(expression, context);
    case 'call':
      return analyzeCall(expression, context);
    case 'lambda':
      throw invalid(expression.at, 'a lambda can only be an argument of a function such as transform or filter');
  }
}

function binaryText({ hex, at }: ExpressionOf<'binary'>): string {
  if (!/^([0-9a-fA-F]{2})*$/.test(hex)) throw invalid(at, `X'${hex}' is not a number of whole bytes`);
  return `unhex('${hex}')`;
}

/** A `?`: what was given for it, read as an expression that names no column. */
function parameter({ at, index }: ExpressionOf<'parameter'>, context: Context): Typed {
  const value = context.parameters[index];
  if (value === undefined) throw new Error(`there is no value for parameter ${index + 1}`);
  return context.expression({ ...value, at }, { ...context, scope: emptyScope, grouped: null });
}

function negated({ operand, at }: ExpressionOf<'negate'>, context: Context): Typed {
  const value = context.expression(operand, context);
  if (isNumeric(value.type) || value.type.kind.startsWith('interval')) return { sql: `(-${value.sql})`, type: value.type };
  throw invalid(at, `${typeText(value.type)} has no negative`);
}

/** Joins texts, arrays, or an array and an element of it. NULL makes the whole NULL. */
function concatenation({ left, right, at }: ExpressionOf<'concatenation'>, context: Context): Typed {
  const [first, second] = [context.expression(left, context), context.expression(right, context)];
  const text = simple('varchar');
  if (coerces(first.type, text) && coerces(second.type, text)) return { sql: `(${coerced(first, text)} || ${coerced(second, text)})`, type: text };
  const [a, b] = [first.type, second.type];
  if (a.kind === 'varbinary' && b.kind === 'varbinary') return { sql: `(${first.sql} || ${second.sql})`, type: a };
  const common = commonType(a.kind === 'array' ? a : arrayOf(a), b.kind === 'array' ? b : arrayOf(b));
  if (common === null || (a.kind !== 'array' && b.kind !== 'array')) {
    throw invalid(at, `${typeText(a)} || ${typeText(b)} is not possible`, 'Turn numbers into text: CAST(... AS varchar).');
  }
  const sides = [first, second].map((side) =>
    coerced(side.type.kind === 'array' ? side : { sql: `[${side.sql}]`, type: arrayOf(side.type) }, common),
  );
  return { sql: `(${sides.join(' || ')})`, type: common };
}
