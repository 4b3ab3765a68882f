import { quoteLiteral } from '../../athena-sql/literal.ts';
import type { Field } from './field.ts';

/** The values of a field in a text of JSON, as expressions of Athena SQL. */
export interface JsonValues {
  /** The text at the path when it is a scalar and no array stands in the way; the quick way that nearly all records go. */
  readonly scalar: string;
  /** The value at the path as JSON, under the same condition. */
  readonly value: string;
  /** True of records that need the long way: an array, or JSON within a text, may lie on the path. */
  readonly isInvolved: string;
  /** Every value at the path, arrays on the way entered, as array(json). */
  readonly values: string;
  /** The same, arrays at the end of the path entered, too. */
  readonly elements: string;
  /** True when a name with dots of its own may stand for a part of the path. */
  readonly hasDottedName: string | null;
}

export function jsonValues({ sql, path }: Extract<Field, { kind: 'json' }>): JsonValues {
  const place = quoteLiteral(`$${path.map((name) => `["${name}"]`).join('')}`);
  const values = path.reduce((list, name, index) => memberOf(index === 0 ? list : unfolded(list), name), `ARRAY[json_extract(${sql}, '$')]`);
  const present = `filter(${values}, v -> v IS NOT NULL)`;
  return {
    scalar: `json_extract_scalar(${sql}, ${place})`,
    value: `json_extract(${sql}, ${place})`,
    isInvolved: `(strpos(${sql}, '[') > 0 OR strpos(${sql}, '\\"') > 0)`,
    values: present,
    elements: unfolded(present),
    hasDottedName: dottedName(sql, path),
  };
}

/** The value of a member of each element; an element that is a text of JSON is entered as the object that it holds. */
function memberOf(list: string, name: string): string {
  const place = quoteLiteral(`$["${name}"]`);
  return `transform(${list}, v -> coalesce(json_extract(v, ${place}), json_extract(json_extract_scalar(v, '$'), ${place})))`;
}

/** The elements of arrays in place of the arrays. */
const unfolded = (list: string): string => `flatten(transform(${list}, v -> coalesce(try_cast(v AS array(json)), ARRAY[v])))`;

function dottedName(sql: string, path: readonly string[]): string | null {
  const names = path.slice(0, -1).map((_, index) => path.slice(index).join('.'));
  return names.length === 0 ? null : `(${names.map((name) => `strpos(${sql}, ${quoteLiteral(`"${name}"`)}) > 0`).join(' OR ')})`;
}
