import { unsupported } from '../refusal.ts';
import { typeText } from '../type.ts';
import { type Argument, type Arguments, applied, type Emit, fill, scalar } from './function.ts';
import { textOfValue } from './value-text.ts';

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

/** The elements as text. */
function texts(list: Argument): string {
  const element = list.type.kind === 'array' ? list.type.element : undefined;
  const text = element === undefined ? null : textOfValue('e', element);
  if (element === undefined || text === null) {
    const way = 'Turn the elements into text: transform(array, x -> ...).';
    throw unsupported(list.at, `array_join of ${element === undefined ? 'this' : typeText(element)} is not supported`, way);
  }
  return text === 'e' ? list.sql : `list_transform(${list.sql}, lambda e: ${text})`;
}

/** Values from one to another. More than Athena gives fail the query, before they fill the memory. */
const sequence =
  (from: string, to: string, step: string): Emit =>
  (args, site) => {
    const text = `generate_series(${from}, ${to}, ${step})`;
    const isTime = args[0].type.kind === 'timestamp' || args[0].type.kind === 'date';
    const count = isTime ? `epoch(${to} - ${from}) / epoch(${step})` : `(CAST(${to} AS DOUBLE) - ${from}) / ${step}`;
    const guarded = `CASE WHEN ${count} >= 10000 THEN ${site.raise('result of sequence function must not have more than 10000 entries')} ELSE ${text} END`;
    return fill(guarded, args, site);
  };

const datesBetween =
  (step: string): Emit =>
  (args, site) =>
    `CAST(${fill(sequence('CAST($1 AS TIMESTAMP)', 'CAST($2 AS TIMESTAMP)', step), args, site)} AS DATE[])`;

/** NULL as soon as one of two is. */
const whenBoth = (a: string, b: string, value: string): string => `CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN ${value} END`;

/** One list of pairs: the shorter list is filled up with NULL. */
const pairs = (left: string, right: string, pair: (left: string, right: string) => string): string =>
  whenBoth(left, right, `list_transform(range(1, greatest(len(${left}), len(${right})) + 1), lambda i: ${pair(`${left}[i]`, `${right}[i]`)})`);

const overlap: Emit = ([a, b]) => {
  const unknown = `len(${a.sql}) > list_count(${a.sql}) OR len(${b.sql}) > list_count(${b.sql})`;
  const met = `len(list_filter(${a.sql}, lambda e: list_contains(${b.sql}, e))) > 0`;
  return `CASE WHEN ${met} THEN TRUE WHEN len(${a.sql}) = 0 OR len(${b.sql}) = 0 THEN FALSE WHEN ${unknown} THEN NULL WHEN ${a.sql} IS NOT NULL AND ${b.sql} IS NOT NULL THEN FALSE END`;
};

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
  scalar('array_sort(array(O)) -> array(O)', "list_sort($1, 'ASC', 'NULLS LAST')"),
  scalar('array_max(array(O)) -> O', strict('list_max')),
  scalar('array_min(array(O)) -> O', strict('list_min')),
  scalar('array_remove(array(T), T) -> array(T)', ([list, value]) =>
    whenBoth(list.sql, value.sql, `list_filter(${list.sql}, lambda e: e IS NULL OR e <> ${value.sql})`),
  ),
  scalar('array_union(array(T), array(T)) -> array(T)', ([a, b]) => whenBoth(a.sql, b.sql, distinct(`(${a.sql} || ${b.sql})`))),
  scalar('array_intersect(array(T), array(T)) -> array(T)', ([a, b]) =>
    whenBoth(a.sql, b.sql, distinct(`list_filter(${a.sql}, lambda e: list_position(${b.sql}, e) IS NOT NULL)`)),
  ),
  scalar('array_except(array(T), array(T)) -> array(T)', ([a, b]) =>
    whenBoth(a.sql, b.sql, distinct(`list_filter(${a.sql}, lambda e: list_position(${b.sql}, e) IS NULL)`)),
  ),
  scalar('arrays_overlap(array(T), array(T)) -> boolean', overlap),
  scalar('zip(array(T), array(U)) -> array(row(T, U))', ([a, b]) => pairs(a.sql, b.sql, (x, y) => `struct_pack(field0 := ${x}, field1 := ${y})`)),
  scalar('zip_with(array(T), array(U), (T, U) => R) -> array(R)', ([a, b, lambda]) => pairs(a.sql, b.sql, (x, y) => applied(lambda, x, y))),
  scalar('repeat(T, bigint) -> array(T)', (args, site) => {
    const [value, count] = args.map((arg) => arg.sql);
    return `CASE WHEN ${count} > 10000 THEN ${site.raise('count argument of repeat function must be less than or equal to 10000')} ELSE list_transform(range(0, ${count}), lambda i: ${value}) END`;
  }),
  scalar(
    'ngrams(array(T), bigint) -> array(array(T))',
    'list_transform(range(1, greatest(len($1) - $2 + 2, 2)), lambda i: list_slice($1, i, i + $2 - 1))',
  ),
  scalar(
    'contains_sequence(array(T), array(T)) -> boolean',
    '(len(list_filter(range(1, len($1) - len($2) + 2), lambda i: list_slice($1, i, i + len($2) - 1) = $2)) > 0)',
  ),
  scalar('trim_array(array(T), bigint) -> array(T)', (args, site) => {
    const [list, count] = args.map((arg) => arg.sql);
    return `CASE WHEN ${count} BETWEEN 0 AND len(${list}) THEN list_slice(${list}, 1, len(${list}) - ${count}) WHEN ${list} IS NOT NULL THEN ${site.raise('size must be from 0 to the length of the array')} END`;
  }),
  scalar('array_sort(array(T), (T, T) => integer) -> array(T)', ([, order]) => {
    throw unsupported(
      order.at,
      'array_sort with an order of its own is not supported',
      'Sort by array_agg(x ORDER BY ...), or write array_sort(array) and reverse(...).',
    );
  }),
  scalar('concat(array(T), array(T)...) -> array(T)', (args) => `(${args.map((arg) => arg.sql).join(' || ')})`),
  scalar('reverse(array(T)) -> array(T)', 'list_reverse($1)'),
  scalar('flatten(array(array(T))) -> array(T)', 'flatten($1)'),
  scalar('slice(array(T), bigint, bigint) -> array(T)', (args, site) => {
    const [list, start, length] = args.map((arg) => arg.sql);
    const cut = `list_slice(${list}, ${start}, CASE WHEN ${start} < 0 AND ${start} + ${length} >= 0 THEN -1 ELSE ${start} + ${length} - 1 END)`;
    return `CASE WHEN ${start} = 0 THEN ${site.raise('SQL array indices start at 1')} ELSE ${cut} END`;
  }),
  scalar('sequence(bigint, bigint) -> array(bigint)', sequence('$1', '$2', 'CASE WHEN $1 <= $2 THEN 1 ELSE -1 END')),
  scalar('sequence(bigint, bigint, bigint) -> array(bigint)', sequence('$1', '$2', '$3')),
  scalar('sequence(date, date) -> array(date)', datesBetween("INTERVAL '1' DAY")),
  scalar('sequence(date, date, interval day to second) -> array(date)', datesBetween('$3')),
  scalar('sequence(timestamp, timestamp, interval day to second) -> array(timestamp)', sequence('$1', '$2', '$3')),
  scalar('filter(array(T), (T) => boolean) -> array(T)', 'list_filter($1, $2)'),
  scalar('transform(array(T), (T) => U) -> array(U)', 'list_transform($1, $2)'),
  scalar('any_match(array(T), (T) => boolean) -> boolean', (args) => anyTrue(mapped(args))),
  scalar('none_match(array(T), (T) => boolean) -> boolean', (args) => `(NOT ${anyTrue(mapped(args))})`),
  scalar('all_match(array(T), (T) => boolean) -> boolean', (args) => `(NOT ${anyTrue(`list_transform(${mapped(args)}, lambda b: NOT b)`)})`),
  scalar('reduce(array(T), S, (S, T) => S, (S) => R) -> R', 'list_transform([list_reduce($1, $3, $2)], $4)[1]'),
] as const;
