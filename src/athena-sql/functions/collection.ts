import { unsupported } from '../refusal.ts';
import { typeText } from '../type.ts';
import { type Argument, type Arguments, type Emit, scalar } from './function.ts';

/** True, false, or NULL when only an unknown element could have made it true. */
const anyTrue = (list: string): string => `CASE WHEN list_contains(${list}, TRUE) THEN TRUE WHEN len(${list}) = list_count(${list}) THEN FALSE END`;

const mapped = ([list, lambda]: Arguments): string => `list_transform(${list.sql}, ${lambda.sql})`;

const contains: Emit = ([list, value]) =>
  `CASE WHEN list_contains(${list.sql}, ${value.sql}) THEN TRUE WHEN ${value.sql} IS NOT NULL AND len(${list.sql}) = list_count(${list.sql}) THEN FALSE END`;

/** The first of each, in order; DuckDB's own would shuffle them and drop NULL. */
const distinct = (list: string): string => `list_filter(${list}, lambda e, i: list_position(${list}, e) = i)`;

/** NULL when an element is; DuckDB would skip it. */
const strict = (name: string): string => `CASE WHEN len($1) = list_count($1) THEN ${name}($1) END`;

const elementAt: Emit = ([list, index], site) => {
  const element = `list_extract(${list.sql}, ${index.sql})`;
  if (index.integer !== undefined && index.integer !== 0n) return element;
  return `CASE WHEN ${index.sql} = 0 THEN ${site.raise('SQL array indices start at 1')} ELSE ${element} END`;
};

const joinable = ['varchar', 'boolean', 'tinyint', 'smallint', 'integer', 'bigint', 'date', 'unknown'];

/** The elements as text, for types whose text is the same in both engines. */
function texts(list: Argument): string {
  const element = list.type.kind === 'array' ? list.type.element : undefined;
  if (element === undefined || !joinable.includes(element.kind)) {
    throw unsupported(
      list.at,
      `array_join of ${element === undefined ? 'this' : typeText(element)} is not supported`,
      'Turn the elements into text: transform(array, x -> ...).',
    );
  }
  return element.kind === 'varchar' ? list.sql : `CAST(${list.sql} AS VARCHAR[])`;
}

/** Functions on arrays. */
export const arrayFunctions = [
  scalar('cardinality(array(T)) -> bigint', 'len($1)'),
  scalar('element_at(array(T), bigint) -> T', elementAt),
  scalar('contains(array(T), T) -> boolean', contains),
  scalar(
    'array_position(array(T), T) -> bigint',
    'CASE WHEN $1 IS NOT NULL AND $2 IS NOT NULL THEN CAST(COALESCE(list_position($1, $2), 0) AS BIGINT) END',
  ),
  scalar('array_join(array(T), varchar) -> varchar', ([list, separator]) => `array_to_string(${texts(list)}, ${separator.sql})`),
  scalar(
    'array_join(array(T), varchar, varchar) -> varchar',
    ([list, separator, missing]) => `array_to_string(list_transform(${texts(list)}, lambda e: COALESCE(e, ${missing.sql})), ${separator.sql})`,
  ),
  scalar('array_distinct(array(T)) -> array(T)', ([list]) => distinct(list.sql)),
  scalar('array_sort(array(T)) -> array(T)', "list_sort($1, 'ASC', 'NULLS LAST')"),
  scalar('array_max(array(T)) -> T', strict('list_max')),
  scalar('array_min(array(T)) -> T', strict('list_min')),
  scalar('array_remove(array(T), T) -> array(T)', 'list_filter($1, lambda e: e <> $2)'),
  scalar('array_union(array(T), array(T)) -> array(T)', ([a, b]) => distinct(`(${a.sql} || ${b.sql})`)),
  scalar('array_intersect(array(T), array(T)) -> array(T)', ([a, b]) =>
    distinct(`list_filter(${a.sql}, lambda e: list_position(${b.sql}, e) IS NOT NULL)`),
  ),
  scalar('array_except(array(T), array(T)) -> array(T)', ([a, b]) => distinct(`list_filter(${a.sql}, lambda e: list_position(${b.sql}, e) IS NULL)`)),
  scalar('arrays_overlap(array(T), array(T)) -> boolean', ([a, b]) => `(len(list_filter(${a.sql}, lambda e: list_contains(${b.sql}, e))) > 0)`),
  scalar('concat(array(T), array(T)...) -> array(T)', (args) => `(${args.map((arg) => arg.sql).join(' || ')})`),
  scalar('reverse(array(T)) -> array(T)', 'list_reverse($1)'),
  scalar('flatten(array(array(T))) -> array(T)', 'flatten($1)'),
  scalar('slice(array(T), bigint, bigint) -> array(T)', 'list_slice($1, $2, CASE WHEN $2 < 0 AND $2 + $3 > 0 THEN -1 ELSE $2 + $3 - 1 END)'),
  scalar('sequence(bigint, bigint) -> array(bigint)', 'generate_series($1, $2, CASE WHEN $1 <= $2 THEN 1 ELSE -1 END)'),
  scalar('sequence(bigint, bigint, bigint) -> array(bigint)', 'generate_series($1, $2, $3)'),
  scalar('sequence(date, date) -> array(date)', "CAST(generate_series($1, $2, INTERVAL '1' DAY) AS DATE[])"),
  scalar('sequence(timestamp, timestamp, interval day to second) -> array(timestamp)', 'generate_series($1, $2, $3)'),
  scalar('filter(array(T), (T) => boolean) -> array(T)', 'list_filter($1, $2)'),
  scalar('transform(array(T), (T) => U) -> array(U)', 'list_transform($1, $2)'),
  scalar('any_match(array(T), (T) => boolean) -> boolean', (args) => anyTrue(mapped(args))),
  scalar('none_match(array(T), (T) => boolean) -> boolean', (args) => `(NOT ${anyTrue(mapped(args))})`),
  scalar('all_match(array(T), (T) => boolean) -> boolean', (args) => `(NOT ${anyTrue(`list_transform(${mapped(args)}, lambda b: NOT b)`)})`),
  scalar('reduce(array(T), S, (S, T) => S, (S) => R) -> R', 'list_transform([list_reduce($1, $3, $2)], $4)[1]'),
] as const;

/** Functions on maps. */
export const mapFunctions = [
  scalar('cardinality(map(K, V)) -> bigint', 'CAST(cardinality($1) AS BIGINT)'),
  scalar('element_at(map(K, V), K) -> V', '$1[$2]'),
  scalar('map(array(K), array(V)) -> map(K, V)', 'map($1, $2)'),
  scalar('map_keys(map(K, V)) -> array(K)', 'map_keys($1)'),
  scalar('map_values(map(K, V)) -> array(V)', 'map_values($1)'),
  scalar(
    'split_to_map(varchar, varchar, varchar) -> map(varchar, varchar)',
    'map_from_entries(list_transform(string_split($1, $2), lambda e: struct_pack(k := split_part(e, $3, 1), v := split_part(e, $3, 2))))',
  ),
] as const;
