import { duckdbType, fieldName, localTime, memberText, quoteName } from '../duckdb-text.ts';
import { fromJson } from '../functions/from-json.ts';
import { textOfValue } from '../functions/value-text.ts';
import { coerces, isInteger, isNumeric, isTime, type RowField, sameType, type Type } from '../type.ts';
import type { Typed } from './context.ts';
import { fromText } from './from-text.ts';

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
  if (to.kind === 'varchar') return toText(value);
  if (from.kind === 'varchar') return orImpossible(fromText(sql, to, verb));
  // By its shortest digits, as Athena does it: 1.005 has no binary form, and what it stands for lies below.
  if (to.kind === 'decimal' && (from.kind === 'double' || from.kind === 'real'))
    return { sql: `${verb}(CAST(${sql} AS VARCHAR) AS ${duckdbType(to)})` };
  if (isNumeric(from) && isNumeric(to)) return isInteger(to) ? { sql: `${verb}(${rounded(sql, from)} AS ${duckdbType(to)})` } : plain;
  if (isNumeric(from) ? to.kind === 'boolean' : from.kind === 'boolean' && isNumeric(to)) return plain;
  if (isTime(from) && isTime(to)) return timeToTime(sql, from, to, plain);
  if (from.kind !== 'row' && coerces(from, to)) return plain;
  if (from.kind === 'array' && to.kind === 'array') return eachElement(sql, from.element, to.element, verb);
  if (from.kind === 'row' && to.kind === 'row') return eachMember(sql, from.fields, to.fields, verb);
  return from.kind === 'map' && to.kind === 'map' ? eachEntry(sql, from, to, verb) : 'impossible';
}

/** Halves are rounded away from zero; DuckDB rounds a double to the even neighbour. */
const rounded = (sql: string, from: Type): string => (from.kind === 'double' || from.kind === 'real' ? `round(${sql})` : sql);

/** Instants are read and written in their zone, whatever time zone the engine is set to. */
function timeToTime(sql: string, from: Type, to: Type, plain: Conversion): Conversion {
  if (from.kind === 'timestamp with time zone') return { sql: `CAST(${localTime({ sql, type: from })} AS ${duckdbType(to)})` };
  return to.kind === 'timestamp with time zone' ? { sql: `timezone('UTC', CAST(${sql} AS TIMESTAMP))` } : plain;
}

function toText({ sql, type }: Typed): Conversion {
  if (nested.includes(type.kind) || type.kind === 'varbinary') return 'impossible';
  const text = textOfValue(sql, type);
  return text === null ? 'unsupported' : { sql: text };
}

const orImpossible = (sql: string | null): Conversion => (sql === null ? 'impossible' : { sql });

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

function eachElement(sql: string, from: Type, to: Type, verb: Verb): Conversion {
  const element = conversion({ sql: 'e', type: from }, to, verb);
  return typeof element === 'string' ? element : { sql: `list_transform(${sql}, lambda e: ${element.sql})` };
}

function eachEntry(sql: string, from: Type & { kind: 'map' }, to: Type & { kind: 'map' }, verb: Verb): Conversion {
  const [key, value] = [conversion({ sql: 'e.key', type: from.key }, to.key, verb), conversion({ sql: 'e.value', type: from.value }, to.value, verb)];
  if (typeof key === 'string') return key;
  if (typeof value === 'string') return value;
  return { sql: `map_from_entries(list_transform(map_entries(${sql}), lambda e: struct_pack(k := ${key.sql}, v := ${value.sql})))` };
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
