import { quoteText } from '../duckdb-text.ts';
import { isInteger, type Type } from '../type.ts';
import { textOfAddress } from './ip-address.ts';

/** A value as Athena's CAST to varchar writes it; null for types that Athena or keytrail cannot write. */
export function textOfValue(sql: string, type: Type): string | null {
  switch (type.kind) {
    case 'varchar':
      return sql;
    case 'double':
    case 'real':
      return textOfDouble(sql);
    case 'timestamp':
      return `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')`;
    case 'timestamp with time zone':
      return textOfInstant(sql, type.zone ?? 'UTC');
    case 'ipaddress':
      return textOfAddress(sql);
    case 'decimal':
    case 'boolean':
    case 'date':
    case 'unknown':
      return `CAST(${sql} AS VARCHAR)`;
    default:
      return isInteger(type) ? `CAST(${sql} AS VARCHAR)` : null;
  }
}

/** `1.5E0`: one digit before the point, the fewest that tell the number from its neighbours behind it, and a power of ten. */
function textOfDouble(sql: string): string {
  const mantissa = `regexp_extract(s, '[0-9.]+')`;
  const exponent = `COALESCE(TRY_CAST(ltrim(regexp_extract(s, 'e(.*)$', 1), '+') AS INTEGER), 0)`;
  const parts = `struct_pack(digits := replace(${mantissa}, '.', ''), point := length(split_part(${mantissa}, '.', 1)), power := ${exponent})`;
  const significant = `trim(d.digits, '0')`;
  const fraction = `rtrim(substring(ltrim(d.digits, '0'), 2), '0')`;
  const power = `d.point - 1 - (length(d.digits) - length(ltrim(d.digits, '0'))) + d.power`;
  const written = `CASE WHEN ${significant} = '' THEN '0E0' ELSE left(${significant}, 1) || '.' || CASE ${fraction} WHEN '' THEN '0' ELSE ${fraction} END || 'E' || (${power}) END`;
  const number = `CASE WHEN starts_with(s, '-') THEN '-' ELSE '' END || list_transform([${parts}], lambda d: ${written})[1]`;
  const text = `CASE WHEN s = 'nan' THEN 'NaN' WHEN s = 'inf' THEN 'Infinity' WHEN s = '-inf' THEN '-Infinity' ELSE ${number} END`;
  return `list_transform([CAST(${sql} AS VARCHAR)], lambda s: ${text})[1]`;
}

/** An instant as Athena writes it in a zone: `2026-01-07 03:25:18.000 Europe/Paris`. */
export const textOfInstant = (sql: string, zone: string): string =>
  `(strftime(timezone(${quoteText(zone)}, ${sql}), '%Y-%m-%d %H:%M:%S.%g') || ${quoteText(` ${zone}`)})`;
