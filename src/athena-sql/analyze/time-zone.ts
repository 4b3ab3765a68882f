import type { Expression, ExpressionOf } from '../ast.ts';
import { coerced, quoteText } from '../duckdb-text.ts';
import { readsLocalTime } from '../functions/time.ts';
import { invalid, unsupported } from '../refusal.ts';
import { simple } from '../type.ts';
import type { Context, Typed } from './context.ts';

const instant = simple('timestamp with time zone');

/**
 * `x AT TIME ZONE 'Europe/Paris'`. The engine holds an instant without a zone, so another zone than UTC would be lost without a word: it is refused
 * where the value itself would be kept or shown.
 */
export function analyzeAtTimeZone(expression: ExpressionOf<'at-time-zone'>, context: Context): Typed {
  const { sql } = instantOf(expression, context);
  if (isUtc(expression.zone)) return { sql, type: instant };
  const way = `Use it inside date_format(..., '%Y-%m-%d %H:%i:%s') or hour(...), or keep UTC.`;
  throw unsupported(expression.at, `a time in the zone ${expression.zone} cannot be kept: times here are of UTC`, way);
}

/**
 * An argument of a function that reads the clock of a time (`hour`, `date_format`): there a time in a zone is as good as the local time without one.
 */
export function analyzeTimeArgument(argument: Expression, name: string, context: Context): Typed {
  if (argument.kind !== 'at-time-zone' || isUtc(argument.zone) || !readsLocalTime(name)) return context.expression(argument, context);
  return { sql: `timezone(${quoteText(argument.zone)}, ${instantOf(argument, context).sql})`, type: simple('timestamp') };
}

const isUtc = (zone: string): boolean => zone.toUpperCase() === 'UTC' || zone === 'Z';

function instantOf({ operand, zone, at }: ExpressionOf<'at-time-zone'>, context: Context): Typed {
  if (!isZone(zone)) throw invalid(at, `"${zone}" is not a time zone`, `Write 'UTC', or a name such as 'Europe/Paris'.`);
  const value = context.expression(operand, context);
  if (value.type.kind !== 'timestamp' && value.type.kind !== instant.kind)
    throw invalid(at, `AT TIME ZONE takes a timestamp; this is ${value.type.kind}`);
  return { sql: coerced(value, instant), type: instant };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
