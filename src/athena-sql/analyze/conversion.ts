import { duckdbType, fieldName, memberText, quoteName, quoteText, raise } from '../duckdb-text.ts';
import { addressOfText } from '../functions/ip-address.ts';
import { coerces, isInteger, isNumeric, isTime, type RowField, sameType, type Type } from '../type.ts';
import type { Typed } from './context.ts';

/** What a CAST becomes; or why not: Athena has none (`impossible`), or its result cannot be had here (`unsupported`). */
export type Conversion = { readonly sql: string } | 'impossible' | 'unsupported';

type Verb = 'CAST' | 'TRY_CAST';

const nested: readonly Type['kind'][] = ['array', 'map', 'row'];

/** A value turned into a type as Athena's CAST does it. */
export function conversion(value: Typed, to: Type, verb: Verb): Conversion {
  const { sql, type: from } = value;
  const plain = { sql: `${verb}(${sql} AS ${duckdbType(to)})` };
  if (sameType(from, to)) return { sql };
  if (from.kind === 'unknown') return plain;
  if (from.kind === 'json') return { sql: fromJson(sql, to, verb) };
  if (to.kind === 'json') return toJson(value);
  if (to.kind === 'varchar') return toText(value, plain);
  if (from.kind === 'varchar') return fromText(sql, to, plain, verb);
  if (isNumeric(from) && isNumeric(to)) return isInteger(to) ? { sql: `${verb}(${rounded(sql, from)} AS ${duckdbType(to)})` } : plain;
  if (isNumeric(from) ? to.kind === 'boolean' : from.kind === 'boolean' && isNumeric(to)) return plain;
  if (isTime(from) && isTime(to)) return timeToTime(sql, from, to, plain);
  if (from.kind !== 'row' && coerces(from, to)) return plain;
  if (from.kind === 'array' && to.kind === 'array') return eachElement(sql, from.element, to.element, verb);
  if (from.kind === 'row' && to.kind === 'row') return eachMember(sql, from.fields, to.fields, verb);
  return from.kind === 'map' && to.kind === 'map' ? 'unsupported' : 'impossible';
}

/** Halves are rounded away from zero; DuckDB rounds a double to the even neighbour. */
const rounded = (sql: string, from: Type): string => (from.kind === 'double' || from.kind === 'real' ? `round(${sql})` : sql);

/** Instants are read and written in UTC, whatever time zone the engine is set to. */
function timeToTime(sql: string, from: Type, to: Type, plain: Conversion): Conversion {
  if (from.kind === 'timestamp with time zone') return { sql: `CAST(timezone('UTC', ${sql}) AS ${duckdbType(to)})` };
  return to.kind === 'timestamp with time zone' ? { sql: `timezone('UTC', CAST(${sql} AS TIMESTAMP))` } : plain;
}

function toText({ sql, type }: Typed, plain: Conversion): Conversion {
  if (type.kind === 'timestamp with time zone') return { sql: `strftime(timezone('UTC', ${sql}), '%Y-%m-%d %H:%M:%S.%g UTC')` };
  if (type.kind === 'timestamp') return { sql: `strftime(${sql}, '%Y-%m-%d %H:%M:%S.%g')` };
  if (nested.includes(type.kind) || type.kind === 'varbinary') return 'impossible';
  return isInteger(type) || ['decimal', 'boolean', 'date'].includes(type.kind) ? plain : 'unsupported';
}

function fromText(sql: string, to: Type, plain: Conversion, verb: Verb): Conversion {
  const failure = (what: string): string => (verb === 'CAST' ? raise(`Cannot cast value to ${what}`) : 'NULL');
  if (to.kind === 'ipaddress') return { sql: addressOfText(sql, failure(to.kind)) };
  if (to.kind === 'timestamp with time zone') {
    const hasZone = `regexp_matches(${sql}, ':.*(Z|UTC|[+-]\\d{2}(:?\\d{2})?)$')`;
    return { sql: `CASE WHEN ${hasZone} THEN ${verb}(${sql} AS TIMESTAMPTZ) ELSE timezone('UTC', ${verb}(${sql} AS TIMESTAMP)) END` };
  }
  // DuckDB would take ' 7 ', '1.9' and '1e3' for whole numbers.
  if (isInteger(to)) {
    const value = `${verb}(${sql} AS ${duckdbType(to)})`;
    return { sql: `CASE WHEN ${sql} IS NULL OR regexp_full_match(${sql}, '[+-]?[0-9]+') THEN ${value} ELSE ${failure(to.kind)} END` };
  }
  return isNumeric(to) || isTime(to) || to.kind === 'boolean' ? plain : 'impossible';
}

function toJson({ sql, type }: Typed): Conversion {
  return isJsonable(type) ? { sql: `to_json(${sql})` } : 'unsupported';
}

/** Types whose JSON is written alike by both engines; times are not. */
function isJsonable(type: Type): boolean {
  if (type.kind === 'array') return isJsonable(type.element);
  if (type.kind === 'map') return type.key.kind === 'varchar' && isJsonable(type.value);
  if (type.kind === 'row') return type.fields.every((field) => field.name !== null && isJsonable(field.type));
  return isNumeric(type) || ['varchar', 'boolean', 'date', 'json', 'unknown'].includes(type.kind);
}

/** A JSON value as text is the text itself, not its quotes. Rows are read by the names of their members, and what JSON leaves out is NULL. */
function fromJson(sql: string, to: Type, verb: Verb): string {
  if (to.kind === 'varchar') {
    const failure = verb === 'CAST' ? raise('Cannot cast a JSON array or object to varchar; json_format(...) gives its text') : 'NULL';
    return `CASE WHEN json_type(${sql}) IN ('OBJECT', 'ARRAY') THEN ${failure} ELSE json_extract_string(${sql}, '$') END`;
  }
  if (!holdsRow(to)) return `${verb}(${sql} AS ${duckdbType(to)})`;
  return `json_transform(${sql}, ${quoteText(JSON.stringify(duckdbType(to)))})`;
}

function holdsRow(type: Type): boolean {
  if (type.kind === 'array') return holdsRow(type.element);
  return type.kind === 'map' ? holdsRow(type.value) : type.kind === 'row';
}

function eachElement(sql: string, from: Type, to: Type, verb: Verb): Conversion {
  const element = conversion({ sql: 'e', type: from }, to, verb);
  return typeof element === 'string' ? element : { sql: `list_transform(${sql}, lambda e: ${element.sql})` };
}

/** A row becomes another one by the places of its members; their names are those of the new type. */
function eachMember(sql: string, from: readonly RowField[], to: readonly RowField[], verb: Verb): Conversion {
  if (from.length !== to.length) return 'impossible';
  const members: string[] = [];
  for (const [index, field] of from.entries()) {
    const wanted = to[index] ?? field;
    const member = conversion({ sql: memberText(sql, fieldName(field.name, index)), type: field.type }, wanted.type, verb);
    if (typeof member === 'string') return member;
    members.push(`${quoteName(fieldName(wanted.name, index))} := ${member.sql}`);
  }
  return { sql: `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${members.join(', ')}) END` };
}
