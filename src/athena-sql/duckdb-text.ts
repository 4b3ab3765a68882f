import { quoteLiteral } from './literal.ts';
import { type SimpleTypeName, sameType, type Type } from './type.ts';

/** A name in DuckDB SQL; quoted always, so that no name is ever read as anything else. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A text in DuckDB SQL. A NUL would end the statement there, so it is put in by its number. */
export const quoteText = (text: string): string => {
  const parts = text.split('\0').map(quoteLiteral);
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' || chr(0) || ')})`;
};

const simpleTypes: Readonly<Record<SimpleTypeName, string>> = {
  unknown: '"NULL"',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  double: 'DOUBLE',
  varchar: 'VARCHAR',
  varbinary: 'BLOB',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
  'interval day to second': 'INTERVAL',
  'interval year to month': 'INTERVAL',
  json: 'JSON',
  ipaddress: 'VARCHAR',
};

/** A type in DuckDB's spelling. */
export function duckdbType(type: Type): string {
  switch (type.kind) {
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'array':
      return `${duckdbType(type.element)}[]`;
    case 'map':
      return `MAP(${duckdbType(type.key)}, ${duckdbType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map((field, index) => `${quoteName(fieldName(field.name, index))} ${duckdbType(field.type)}`).join(', ')})`;
    default:
      return simpleTypes[type.kind];
  }
}

/** The name of a member of a row; DuckDB loses members without one. */
export const fieldName = (name: string | null, index: number): string => name ?? `field${index}`;

/** A member of a row that any expression gives; a dot would do after a column alone. */
export const memberText = (row: string, name: string): string => `struct_extract(${row}, ${quoteText(name)})`;

/** An expression that fails the query when it is reached. */
export const raise = (message: string): string => `error(${quoteText(message)})`;

/** A value turned into another type where Athena does it unasked. A time without a zone is one of UTC, whatever the engine is set to. */
export function coerced(value: { readonly sql: string; readonly type: Type }, to: Type): string {
  if (sameType(value.type, to) || to.kind === 'unknown') return value.sql;
  if (to.kind === 'timestamp with time zone' && value.type.kind !== 'unknown') return `timezone('UTC', CAST(${value.sql} AS TIMESTAMP))`;
  return `CAST(${value.sql} AS ${duckdbType(to)})`;
}

/** The clock and calendar of a time: of an instant those of its zone, which is UTC unless it says otherwise, whatever the engine is set to. */
export const localTime = ({ sql, type }: { readonly sql: string; readonly type: Type }): string =>
  type.kind === 'timestamp with time zone' ? `timezone(${zoneText(type)}, ${sql})` : sql;

/** The time of a type that a clock and calendar show. */
export const timeOfLocal = (local: string, type: Type): string =>
  type.kind === 'timestamp with time zone' ? `timezone(${zoneText(type)}, ${local})` : local;

const zoneText = (type: Type & { readonly kind: 'timestamp with time zone' }): string => quoteText(type.zone ?? 'UTC');

/**
 * A time moved by an interval (`+ INTERVAL '1' DAY`), of the same type.
 *
 * @param by whether the calendar of the time's zone counts (months; days of date_add), or the clock alone, to which a day has 24 hours
 */
export function shifted(time: { readonly sql: string; readonly type: Type }, move: string, by: 'calendar' | 'clock'): string {
  if (time.type.kind === 'date') return `CAST((${time.sql} ${move}) AS DATE)`;
  const type: Type = by === 'clock' && time.type.kind === 'timestamp with time zone' ? { kind: time.type.kind } : time.type;
  return timeOfLocal(`(${localTime({ sql: time.sql, type })} ${move})`, type);
}
