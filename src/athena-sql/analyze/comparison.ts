import type { ComparisonOperator, Expression, ExpressionOf, Position } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { quoteLiteral } from '../literal.ts';
import { invalid, unsupported } from '../refusal.ts';
import { coerces, commonType, isNumeric, isOrderable, isTime, simple, type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';
import { equalText } from './equality.ts';
import { pathText } from './scope.ts';

const boolean = (sql: string): Typed => ({ sql, type: simple('boolean') });

/** `a = b`, `a < b`. The text stays a plain comparison of the column, so that the engine can skip files by it. */
export function analyzeComparison(expression: ExpressionOf<'comparison'>, context: Context): Typed {
  const [left, right, type] = comparable(expression.left, expression.right, expression.operator, context);
  if (expression.operator !== '=' && expression.operator !== '<>') requireOrder(type, expression);
  return boolean(comparisonText(left, expression.operator, right, type));
}

function requireOrder(type: Type, { at, operator }: ExpressionOf<'comparison'>): void {
  if (!isOrderable(type)) throw invalid(at, `${typeText(type)} has no order, so ${operator} cannot compare it`);
  if (type.kind === 'row') throw unsupported(at, `rows cannot be compared by ${operator}`, 'Compare their members one by one.');
}

function comparisonText(left: string, operator: ComparisonOperator, right: string, type: Type): string {
  const nested = type.kind === 'array' || type.kind === 'row';
  if (!nested || (operator !== '=' && operator !== '<>')) return `(${left} ${operator} ${right})`;
  return operator === '=' ? equalText(left, right, type) : `(NOT ${equalText(left, right, type)})`;
}

/** `a IS DISTINCT FROM b`. */
export function analyzeDistinctFrom(expression: ExpressionOf<'distinct-from'>, context: Context): Typed {
  const [left, right] = comparable(expression.left, expression.right, 'IS DISTINCT FROM', context);
  return boolean(`(${left} IS ${expression.negated ? 'NOT ' : ''}DISTINCT FROM ${right})`);
}

/** `a BETWEEN low AND high`. */
export function analyzeBetween(expression: ExpressionOf<'between'>, context: Context): Typed {
  const operands = [expression.operand, expression.low, expression.high].map((part) => context.expression(part, context));
  const type = unified(operands, expression.at, 'BETWEEN', [expression.operand, expression.low]);
  const [operand, low, high] = operands.map((value) => coerced(value, type));
  return boolean(`(${operand} ${expression.negated ? 'NOT ' : ''}BETWEEN ${low} AND ${high})`);
}

/** `a IN (b, c)`. */
export function analyzeInList(expression: ExpressionOf<'in-list'>, context: Context): Typed {
  const operand = context.expression(expression.operand, context);
  const values = expression.list.map((item) => context.expression(item, context));
  const type = unified([operand, ...values], expression.at, 'IN', [expression.operand, ...expression.list.slice(0, 1)]);
  const list = values.map((value) => coerced(value, type));
  if (type.kind === 'row' || type.kind === 'array') {
    const any = `(${list.map((item) => equalText(coerced(operand, type), item, type)).join(' OR ')})`;
    return boolean(expression.negated ? `(NOT ${any})` : any);
  }
  return boolean(`(${coerced(operand, type)} ${expression.negated ? 'NOT ' : ''}IN (${list.join(', ')}))`);
}

/** `a LIKE 'b%' ESCAPE '\'`. Without ESCAPE a backslash is an ordinary character, in DuckDB as in Athena. */
export function analyzeLike(expression: ExpressionOf<'like'>, context: Context): Typed {
  const parts = [expression.operand, expression.pattern, ...(expression.escape === null ? [] : [expression.escape])];
  const [operand, pattern, mark] = parts.map((part) => {
    const value = context.expression(part, context);
    if (coerces(value.type, simple('varchar'))) return value;
    throw invalid(part.at, `LIKE compares text; this is ${typeText(value.type)}`, likeAdvice(part, value.type));
  });
  const suffix = mark === undefined ? '' : ` ESCAPE ${mark.sql}`;
  return boolean(`(${operand?.sql} ${expression.negated ? 'NOT ' : ''}LIKE ${pattern?.sql}${suffix})`);
}

function likeAdvice(part: Expression, type: Type): string {
  const name = part.kind === 'name' ? pathText(part.path) : '...';
  if (type.kind === 'row') return `It is a struct: name its member, as in ${name}.${memberOf([type])}.`;
  if (type.kind === 'array') return `Write any_match(${name}, x -> x${type.element.kind === 'row' ? `.${memberOf([type.element])}` : ''} LIKE ...).`;
  return 'Write CAST(... AS varchar) around it.';
}

function comparable(
  leftPart: Expression,
  rightPart: Expression,
  operator: string,
  context: Context,
): readonly [left: string, right: string, type: Type] {
  const [left, right] = [context.expression(leftPart, context), context.expression(rightPart, context)];
  const type = unified([left, right], leftPart.at, operator, [leftPart, rightPart]);
  return [coerced(left, type), coerced(right, type), type];
}

/** The type in which values can be compared, in one word or not at all: Athena never turns text into a number by itself. */
export function unified(values: readonly Typed[], at: Position, operator: string, parts: readonly Expression[]): Type {
  let type: Type = simple('unknown');
  for (const value of values) {
    const common = commonType(type, value.type);
    if (common === null) {
      throw invalid(at, `${typeText(type)} and ${typeText(value.type)} cannot be compared by ${operator}`, advice(type, value.type, parts));
    }
    type = common;
  }
  return type;
}

const memberOf = (types: readonly Type[]): string => {
  const row = types.find((type) => type.kind === 'row');
  const names = row?.kind === 'row' ? row.fields.map((field) => field.name) : [];
  return (names.includes('arn') ? 'arn' : names[0]) ?? 'name';
};

/** How to say what was most likely meant. */
function advice(left: Type, right: Type, parts: readonly Expression[]): string {
  const name = parts.map((part) => (part.kind === 'name' ? pathText(part.path) : null)).find((text) => text !== null) ?? '...';
  const number = parts.find((part) => part.kind === 'number');
  if (number?.kind === 'number') return `Write ${quoteLiteral(number.text)} in quotes, or CAST(${name} AS bigint).`;
  const types = [left, right];
  if (types.some((type) => type.kind === 'row')) return `It is a struct: name its member, as in ${name}.${memberOf(types)}.`;
  if (types.some((type) => type.kind === 'array')) return `It is an array: write contains(${name}, ...), or any_match(${name}, x -> ...).`;
  if (types.some((type) => type.kind === 'json')) return 'Write json_extract_scalar(...), which gives text, in place of json_extract(...).';
  if (types.some(isTime)) return `Write from_iso8601_timestamp(${name}) to get a time from text.`;
  if (types.some((type) => type.kind === 'boolean')) return `Write 'true' or 'false' in quotes: the column is text.`;
  if (types.some(isNumeric)) return `Write CAST(${name} AS bigint), or TRY_CAST where the text may be no number.`;
  return 'Write CAST(... AS ...) around one of them.';
}
