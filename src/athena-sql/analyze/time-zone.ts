import type { ExpressionOf, Position } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { simple, type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';

const instant = simple('timestamp with time zone');

/**
 * `x AT TIME ZONE 'Europe/Paris'`. The engine holds an instant without a zone: the type carries it to wherever the clock of the time is read or shown.
 */
export function analyzeAtTimeZone({ operand, zone, at }: ExpressionOf<'at-time-zone'>, context: Context): Typed {
  const value = context.expression(operand, context);
  if (value.type.kind !== 'timestamp' && value.type.kind !== instant.kind)
    throw invalid(at, `AT TIME ZONE takes a timestamp; this is ${typeText(value.type)}`, 'Get one from text with from_iso8601_timestamp(...).');
  return { sql: coerced(value, instant), type: instantIn(zone, at) };
}

/** The type of instants that are shown in a zone. */
export function instantIn(zone: string, at: Position): Type {
  if (/^(utc|z|gmt)$/i.test(zone)) return instant;
  if (!isZone(zone)) throw invalid(at, `"${zone}" is not a time zone`, `Write 'UTC', or a name such as 'Europe/Paris'.`);
  return { kind: 'timestamp with time zone', zone };
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return /^[A-Za-z]/.test(zone);
  } catch {
    return false;
  }
}
