import type { ExpressionOf } from '../ast.ts';
import { coerced, raise, shifted } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { asDecimal, commonType, isInteger, isNumeric, isTime, simple, type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';

/** `a + b` of numbers, or of a time and an interval. */
export function analyzeArithmetic(expression: ExpressionOf<'arithmetic'>, context: Context): Typed {
  const { operator, at } = expression;
  const [left, right] = [context.expression(expression.left, context), context.expression(expression.right, context)];
  const time = timeArithmetic(operator, left, right);
  if (time !== null) return time;
  const type = commonType(left.type, right.type);
  if (type === null || !(isNumeric(type) || type.kind === 'unknown')) {
    throw invalid(at, `${typeText(left.type)} ${operator} ${typeText(right.type)} is not possible`, hintFor(operator, [left.type, right.type]));
  }
  if (type.kind === 'unknown') return { sql: 'CAST(NULL AS INTEGER)', type: simple('integer') };
  if (operator === '/' || operator === '%') return division(expression, left, right, type, context);
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type: resultType(operator, left.type, right.type, type) };
}

function hintFor(operator: string, types: readonly Type[]): string {
  const [time, text] = [types.some(isTime), types.some((type) => type.kind === 'varchar')];
  if (time && text) return 'Get a time from text with from_iso8601_timestamp(...).';
  if (time) return `Write date_diff('second', a, b), or add an interval: a + INTERVAL '1' DAY.`;
  if (!text) return 'Write CAST(... AS ...) around one of them.';
  return `${operator === '+' ? 'Join texts with ||, or turn' : 'Turn'} the text into a number: CAST(... AS bigint).`;
}

/** Whole numbers divide to a whole number, towards zero; a division by zero fails the query, except inside TRY. */
function division({ operator, at }: ExpressionOf<'arithmetic'>, left: Typed, right: Typed, type: Type, context: Context): Typed {
  if (type.kind === 'decimal') throw unsupported(at, 'the division of decimals is not supported', 'Write CAST(... AS double) around one of them.');
  if (!isInteger(type)) return { sql: floatDivision(operator, coerced(left, type), coerced(right, type), right), type };
  const text = `(${left.sql} ${operator === '/' ? '//' : '%'} ${right.sql})`;
  const guarded = context.failsSoftly || isNonZero(right) ? text : `CASE WHEN ${right.sql} = 0 THEN ${raise('Division by zero')} ELSE ${text} END`;
  return { sql: guarded, type };
}

/** Fractions are divided by zero as IEEE has it; DuckDB would give NULL. */
function floatDivision(operator: string, left: string, right: string, divisor: Typed): string {
  const text = `(${left} ${operator} ${right})`;
  if (isNonZero(divisor)) return text;
  const beyond = operator === '/' ? `(${left} * CAST('Infinity' AS DOUBLE))` : `(${left} * CAST('NaN' AS DOUBLE))`;
  return `CASE WHEN ${right} = 0 THEN ${beyond} ELSE ${text} END`;
}

const isNonZero = (divisor: Typed): boolean => divisor.integer !== undefined && divisor.integer !== 0n;

/** Sums of decimals grow a digit and products add theirs up, in DuckDB as in Athena; both stop at 38. */
function resultType(operator: string, a: Type, b: Type, common: Type): Type {
  const [left, right] = [asDecimal(a), asDecimal(b)];
  if (left.kind !== 'decimal' || right.kind !== 'decimal' || common.kind !== 'decimal') return common;
  if (operator === '*') return { kind: 'decimal', precision: Math.min(38, left.precision + right.precision), scale: left.scale + right.scale };
  return { ...common, precision: Math.min(38, common.precision + 1) };
}

const isInterval = (type: Type): boolean => type.kind === 'interval day to second' || type.kind === 'interval year to month';

function timeArithmetic(operator: string, left: Typed, right: Typed): Typed | null {
  if (operator === '*') {
    const [interval, factor] = isInterval(left.type) ? [left, right] : [right, left];
    return isInterval(interval.type) && isInteger(factor.type) ? { sql: `(${interval.sql} * ${factor.sql})`, type: interval.type } : null;
  }
  if (operator === '/' && left.type.kind === 'interval day to second' && isInteger(right.type))
    return { sql: `to_milliseconds(CAST(trunc(epoch(${left.sql}) * 1000 / ${right.sql}) AS BIGINT))`, type: left.type };
  if (operator !== '+' && operator !== '-') return null;
  if (isInterval(left.type) && left.type.kind === right.type.kind) return { sql: `(${left.sql} ${operator} ${right.sql})`, type: left.type };
  if (operator === '-' && isTime(left.type) && isTime(right.type)) {
    const type = commonType(left.type, right.type) ?? left.type;
    const [from, to] = [left, right].map(
      (value) => `CAST(${coerced(value, type)} AS TIMESTAMP${type.kind === 'timestamp with time zone' ? 'TZ' : ''})`,
    );
    return { sql: `(${from} - ${to})`, type: simple('interval day to second') };
  }
  const [time, interval] = isTime(left.type) ? [left, right] : operator === '+' ? [right, left] : [left, right];
  if (!isTime(time.type) || !isInterval(interval.type)) return null;
  return {
    sql: shifted(time, `${operator} ${interval.sql}`, interval.type.kind === 'interval day to second' ? 'clock' : 'calendar'),
    type: time.type,
  };
}
