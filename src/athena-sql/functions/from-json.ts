import { duckdbType, fieldName, quoteName, quoteText, raise } from '../duckdb-text.ts';
import { simple, type Type } from '../type.ts';
import { textOfValue } from './value-text.ts';

/**
 * A JSON value as a value of a type. An array of JSON becomes a row by the places of its elements, an object by the names of its members, in any letter
 * case; what it leaves out is NULL.
 */
export function fromJson(sql: string, to: Type, verb: 'CAST' | 'TRY_CAST'): string {
  const failure = (what: string): string => (verb === 'CAST' ? raise(`Cannot cast JSON to ${what}`) : 'NULL');
  switch (to.kind) {
    case 'json':
      return sql;
    case 'varchar': {
      const nested = failure('varchar: it is an array or object; json_format(...) gives its text');
      const double = textOfValue(`CAST(${sql} AS DOUBLE)`, simple('double'));
      return `CASE json_type(${sql}) WHEN 'OBJECT' THEN ${nested} WHEN 'ARRAY' THEN ${nested} WHEN 'DOUBLE' THEN ${double} ELSE json_extract_string(${sql}, '$') END`;
    }
    case 'array': {
      const elements = `list_transform(json_extract(${sql}, '$[*]'), lambda e: ${fromJson('e', to.element, verb)})`;
      return `CASE json_type(${sql}) WHEN 'ARRAY' THEN ${elements} WHEN 'NULL' THEN NULL ELSE ${whenGiven(sql, failure('array'))} END`;
    }
    case 'map': {
      const entry = `struct_pack(k := ${keyOf('e.key', to.key, verb)}, v := ${fromJson('e.value', to.value, verb)})`;
      const entries = `map_from_entries(list_transform(map_entries(${members(sql)}), lambda e: ${entry}))`;
      return `CASE json_type(${sql}) WHEN 'OBJECT' THEN ${entries} WHEN 'NULL' THEN NULL ELSE ${whenGiven(sql, failure('map'))} END`;
    }
    case 'row': {
      const pack = (member: (name: string | null, index: number) => string): string =>
        `struct_pack(${to.fields.map(({ name, type }, index) => `${quoteName(fieldName(name, index))} := ${fromJson(member(name, index), type, verb)}`).join(', ')})`;
      const byPlace = `list_transform([json_extract(${sql}, '$[*]')], lambda a: ${pack((_, index) => `a[${index + 1}]`)})[1]`;
      const found = (name: string | null): string =>
        `map_values(m)[list_position(list_transform(map_keys(m), lambda k: lower(k)), ${quoteText(name?.toLowerCase() ?? '')})]`;
      const byName = `list_transform([${members(sql)}], lambda m: ${pack(found)})[1]`;
      return `CASE json_type(${sql}) WHEN 'OBJECT' THEN ${byName} WHEN 'ARRAY' THEN ${byPlace} WHEN 'NULL' THEN NULL ELSE ${whenGiven(sql, failure('row'))} END`;
    }
    default:
      return `${verb}(json_extract_string(${sql}, '$') AS ${duckdbType(to)})`;
  }
}

const whenGiven = (sql: string, failure: string): string => `CASE WHEN ${sql} IS NOT NULL THEN ${failure} END`;

/** The members of an object. A value that is none has none: a lambda may see it though a CASE leaves it out. */
const members = (sql: string): string => `CAST(CASE WHEN json_type(${sql}) = 'OBJECT' THEN ${sql} ELSE '{}' END AS MAP(VARCHAR, JSON))`;

const keyOf = (sql: string, type: Type, verb: string): string => (type.kind === 'varchar' ? sql : `${verb}(${sql} AS ${duckdbType(type)})`);
