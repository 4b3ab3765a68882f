import type { ExpressionOf } from '../ast.ts';
import { quoteText, timeOfLocal } from '../duckdb-text.ts';
import { digitsOf } from '../functions/ip-address.ts';
import { invalid, unsupported } from '../refusal.ts';
import { simple } from '../type.ts';
import type { Typed } from './context.ts';
import { instantIn } from './time-zone.ts';

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
  if (to !== null) return { sql: spanText({ negative, value, from, to, at }), type };
  const wanted = from === 'SECOND' ? /^-?\d{1,18}(\.\d{1,6})?$/ : /^-?\d{1,9}$/;
  if (!wanted.test(value)) throw invalid(at, `'${value}' is not a number of ${from.toLowerCase()}s`, `Write INTERVAL '7' ${from}.`);
  const signed = negative ? `-(INTERVAL '${value}' ${from})` : `INTERVAL '${value}' ${from}`;
  return { sql: `(${signed})`, type };
}

/** `INTERVAL '1 02:30' DAY TO MINUTE`: each part under its unit. */
function spanText({ negative, value, from, to, at }: Pick<ExpressionOf<'interval'>, 'negative' | 'value' | 'from' | 'to' | 'at'>): string {
  const units = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];
  const wanted = units.slice(units.indexOf(from), units.indexOf(to ?? from) + 1);
  const [, minus = '', digits = ''] = /^([+-]?)(.*)$/.exec(value) ?? [];
  const parts = digits.split(from === 'YEAR' ? '-' : /[ :]/);
  if (parts.length !== wanted.length || !parts.every((part) => /^\d{1,9}(\.\d{1,6})?$/.test(part))) {
    throw invalid(at, `'${value}' is not an interval of ${from} TO ${to}`, `Write INTERVAL '1 02:30' DAY TO MINUTE.`);
  }
  const sum = parts.map((part, index) => `INTERVAL '${part}' ${wanted[index]}`).join(' + ');
  return `(${(minus === '-') !== negative ? '-' : ''}(${sum}))`;
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
        /^(\d{4}-\d{2}-\d{2})( \d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?: ?([A-Za-z][\w/+-]*|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
      if (day === undefined || !isDate(day)) throw wrong('2026-01-07 02:25:18');
      if (zone === undefined) return { sql: `CAST(${quoteText(day + clock)} AS TIMESTAMP)`, type: simple('timestamp') };
      if (!/^[A-Za-z]/.test(zone)) return { sql: `CAST(${quoteText(day + clock + zone)} AS TIMESTAMPTZ)`, type: simple('timestamp with time zone') };
      const instant = instantIn(zone, at);
      return { sql: timeOfLocal(`CAST(${quoteText(day + clock)} AS TIMESTAMP)`, instant), type: instant };
    }
    case 'json':
      try {
        JSON.parse(value);
      } catch {
        throw wrong('{"a": 1}');
      }
      return { sql: `CAST(${quoteText(value)} AS JSON)`, type: simple('json') };
    case 'decimal': {
      const [, whole = '', fraction = ''] = /^-?(?:0*(?=\d))?(\d*)\.?(\d*)$/.exec(value) ?? [];
      const precision = (whole === '0' && fraction !== '' ? 0 : whole.length) + fraction.length;
      if (precision === 0 || precision > 38) throw wrong('1.50');
      return {
        sql: `CAST(${quoteText(value)} AS DECIMAL(${precision}, ${fraction.length}))`,
        type: { kind: 'decimal', precision, scale: fraction.length },
      };
    }
    case 'ipaddress': {
      const digits = digitsOf(value);
      if (digits === null) throw wrong('10.0.0.1');
      return { sql: quoteText(digits), type: simple('ipaddress') };
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
