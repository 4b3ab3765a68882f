import { duckdbType, raise } from '../duckdb-text.ts';
import { addressOfText } from '../functions/ip-address.ts';
import { isInteger, isNumeric, type Type } from '../type.ts';

const day = '[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}';
const clock = '[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]+)?)?';

/** The texts that Athena takes for a value of a type; DuckDB takes many more, such as `2026/01/07` and `1.9` for a whole number. */
function formOf(type: Type): string | null {
  if (isInteger(type)) return '[+-]?[0-9]+';
  if (type.kind === 'date') return `\\s*[+-]?${day}\\s*`;
  if (type.kind === 'timestamp') return `\\s*[+-]?${day}( ${clock})?( ?[A-Za-z0-9/_:+-]+)?\\s*`;
  if (type.kind === 'double' || type.kind === 'real') return '\\s*([+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]?Infinity)\\s*';
  if (type.kind === 'decimal') return '[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?';
  return null;
}

/** A text as a value of a type; null when Athena has no such CAST. */
export function fromText(sql: string, to: Type, verb: 'CAST' | 'TRY_CAST'): string | null {
  const failure = verb === 'CAST' ? raise(`Cannot cast value to ${to.kind}`) : 'NULL';
  const otherwise = `WHEN ${sql} IS NOT NULL THEN ${failure} END`;
  if (to.kind === 'ipaddress') return addressOfText(sql, failure);
  if (to.kind === 'boolean')
    return `CASE WHEN lower(${sql}) IN ('true', 't', '1') THEN TRUE WHEN lower(${sql}) IN ('false', 'f', '0') THEN FALSE ${otherwise}`;
  if (to.kind === 'timestamp with time zone') {
    const plain = `regexp_full_match(${sql}, '\\s*[+-]?${day}( ${clock})?\\s*')`;
    const zoned = `regexp_full_match(${sql}, '\\s*[+-]?${day} ${clock} ?(Z|UTC|[+-][0-9]{2}:[0-9]{2})\\s*')`;
    const [local, instant] = [`timezone('UTC', ${verb}(${sql} AS TIMESTAMP))`, `${verb}(${sql} AS TIMESTAMPTZ)`];
    return `CASE WHEN ${plain} THEN ${local} WHEN ${zoned} THEN ${instant} ${otherwise}`;
  }
  const form = formOf(to);
  if (form === null) return null;
  const text = to.kind === 'timestamp' ? `regexp_extract(${sql}, '[+-]?${day}( ${clock})?')` : isNumeric(to) ? `trim(${sql})` : sql;
  return `CASE WHEN regexp_full_match(${sql}, '${form}') THEN ${verb}(${text} AS ${duckdbType(to)}) ${otherwise}`;
}
