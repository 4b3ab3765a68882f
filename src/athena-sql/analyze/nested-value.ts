import type { ExpressionOf } from '../ast.ts';
import { coerced, fieldName, memberText, quoteName, raise } from '../duckdb-text.ts';
import { quoteLiteral } from '../literal.ts';
import { invalid } from '../refusal.ts';
import { arrayOf, commonType, isInteger, simple, type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';

/** `ARRAY[a, b]`. */
export function analyzeArray({ items }: ExpressionOf<'array'>, context: Context): Typed {
  const values = items.map((item) => ({ at: item.at, ...context.expression(item, context) }));
  let type: Type = simple('unknown');
  for (const value of values) {
    const common = commonType(type, value.type);
    if (common === null) throw invalid(value.at, `an array holds one type; this is ${typeText(value.type)} after ${typeText(type)}`);
    type = common;
  }
  return { sql: `[${values.map((value) => coerced(value, type)).join(', ')}]`, type: arrayOf(type) };
}

/** `ROW(a, b)`. Its members have no names; DuckDB needs some. */
export function analyzeRow({ items }: ExpressionOf<'row'>, context: Context): Typed {
  const values = items.map((item) => context.expression(item, context));
  const members = values.map((value, index) => `${quoteName(fieldName(null, index))} := ${value.sql}`);
  return { sql: `struct_pack(${members.join(', ')})`, type: { kind: 'row', fields: values.map((value) => ({ name: null, type: value.type })) } };
}

/** `array[1]`, `map['key']`, `row[1]`. What is not there fails the query, as in Athena; `element_at` gives NULL. */
export function analyzeSubscript({ base, index, at }: ExpressionOf<'subscript'>, context: Context): Typed {
  const value = context.expression(base, context);
  const { type } = value;
  if (type.kind === 'row') {
    const place = index.kind === 'number' && index.form === 'integer' ? Number(index.text) : 0;
    const field = type.fields[place - 1];
    if (field === undefined) throw invalid(at, `a row with ${type.fields.length} members is read by a number from 1 to ${type.fields.length}`);
    return { sql: memberText(value.sql, fieldName(field.name, place - 1)), type: field.type };
  }
  const key = context.expression(index, context);
  const fail = (message: string): string => (context.failsSoftly ? 'NULL' : raise(message));
  if (type.kind === 'array') {
    if (!isInteger(key.type)) throw invalid(index.at, `an element of an array is read by its number, not by ${typeText(key.type)}`);
    const inside = `${key.sql} BETWEEN 1 AND len(${value.sql})`;
    const failure = fail('Array subscript must be from 1 to the length of the array; element_at(array, n) gives NULL instead');
    return {
      sql: `CASE WHEN ${inside} THEN ${value.sql}[${key.sql}] WHEN ${value.sql} IS NOT NULL AND ${key.sql} IS NOT NULL THEN ${failure} END`,
      type: type.element,
    };
  }
  if (type.kind !== 'map') throw invalid(at, `only an array, a map or a row has elements; this is ${typeText(type)}`, jsonAdvice(type));
  if (commonType(type.key, key.type) === null) throw invalid(index.at, `the keys of this map are ${typeText(type.key)}, not ${typeText(key.type)}`);
  const found = `map_contains(${value.sql}, ${coerced(key, type.key)})`;
  const failure = fail('Key not present in map; element_at(map, key) gives NULL instead');
  return {
    sql: `CASE WHEN ${found} THEN ${value.sql}[${coerced(key, type.key)}] WHEN ${value.sql} IS NOT NULL AND ${key.sql} IS NOT NULL THEN ${failure} END`,
    type: type.value,
  };
}

const jsonAdvice = (type: Type): string | undefined =>
  type.kind === 'varchar' ? `If the text holds JSON, write json_extract(..., ${quoteLiteral('$[0]')}).` : undefined;
