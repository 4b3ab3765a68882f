import type { ExpressionOf } from '../ast.ts';
import { quoteText } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { simple } from '../type.ts';
import type { Typed } from './context.ts';

/** A text. */
export const textLiteral = (value: string): Typed => ({ sql: quoteText(value), type: simple('varchar'), text: value });

/** A number. Athena takes a number with a point for a double, unlike Trino. */
export function numberLiteral({ form, text, at }: ExpressionOf<'number'>): Typed {
  if (form !== 'integer') return { sql: `CAST(${quoteText(text)} AS DOUBLE)`, type: simple('double') };
  const value = BigInt(text);
  if (value !== BigInt.asIntN(64, value)) throw invalid(at, `${text} is too large for a bigint`, `Write DECIMAL '${text}'.`);
  const type = value === BigInt.asIntN(32, value) ? 'integer' : 'bigint';
  return { sql: value < 0n ? `(${value})` : `${value}`, type: simple(type), integer: value };
}

/** `INTERVAL '7' DAY`, `INTERVAL '1 02:30' DAY TO MINUTE`. */
export function intervalLiteral({ negative, value, from, to, at }: ExpressionOf<'interval'>): Typed {
  const type = simple(from === 'YEAR' || from === 'MONTH' ? 'interval year to month' : 'interval day to second');
  if (to !== null)
    throw unsupported(at, `INTERVAL ... ${from} TO ${to} is not supported`, `Add intervals of one unit: INTERVAL '1' DAY + INTERVAL '2' HOUR.`);
  const wanted = from === 'SECOND' ? /^-?\d{1,18}(\.\d{1,6})?$/ : /^-?\d{1,9}$/;
  if (!wanted.test(value)) throw invalid(at, `'${value}' is not a number of ${from.toLowerCase()}s`, `Write INTERVAL '7' ${from}.`);
  const signed = negative ? `-(INTERVAL '${value}' ${from})` : `INTERVAL '${value}' ${from}`;
  return { sql: `(${signed})`, type };
}

/** `DATE '2026-01-07'`, `TIMESTAMP '2026-01-07 02:25:18'`, `JSON '{}'`, `DECIMAL '1.50'`. */
export function typedLiteral({ type, value, at }: ExpressionOf<'typed-literal'>): Typed {
  const wrong = (form: string) => invalid(at, `'${value}' is not a ${type}`, `Write ${type.toUpperCase()} '${form}'.`);
  switch (type) {
    case 'date':
      if (!isDate(value)) throw wrong('2026-01-07');
      return { sql: `CAST(${quoteText(value)} AS DATE)`, type: simple('date') };
    case 'timestamp': {
      const [, day, clock = ' 00:00:00', zone] =
        /^(\d{4}-\d{2}-\d{2})( \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?: ?(UTC|Z|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
      if (day === undefined || !isDate(day)) throw wrong('2026-01-07 02:25:18');
      if (zone === undefined) return { sql: `CAST(${quoteText(day + clock)} AS TIMESTAMP)`, type: simple('timestamp') };
      const offset = zone === 'UTC' || zone === 'Z' ? '+00:00' : zone;
      return { sql: `CAST(${quoteText(day + clock + offset)} AS TIMESTAMPTZ)`, type: simple('timestamp with time zone') };
    }
    case 'json':
      try {
        JSON.parse(value);
      } catch {
        throw wrong('{"a": 1}');
      }
      return { sql: `CAST(${quoteText(value)} AS JSON)`, type: simple('json') };
    case 'decimal': {
      const [, whole = '', fraction = ''] = /^-?(\d*)\.?(\d*)$/.exec(value) ?? [];
      const precision = whole.length + fraction.length;
      if (precision === 0 || precision > 38) throw wrong('1.50');
      return {
        sql: `CAST(${quoteText(value)} AS DECIMAL(${precision}, ${fraction.length}))`,
        type: { kind: 'decimal', precision, scale: fraction.length },
      };
    }
    case 'double':
    case 'bigint':
    case 'integer':
    case 'varchar':
      return { sql: `CAST(${quoteText(value)} AS ${type.toUpperCase()})`, type: simple(type) };
    default:
      throw unsupported(at, `${type.toUpperCase()} '...' is not supported`, `Write CAST('...' AS ${type}).`);
  }
}

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
