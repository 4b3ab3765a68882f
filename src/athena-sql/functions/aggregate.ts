import { aggregate } from './function.ts';
import { multimap } from './map.ts';

/** Where a share falls between two values, Athena takes the upper one; DuckDB the lower. */
const above = (share: string): string => `least(${share} + 1e-12, 1)`;

/** Of entries `{k, v}` with an equal key one is kept, as in Athena; DuckDB's own map would fail. Sorting brings equal keys together. */
const mapOfEntries = (entries: string): string =>
  `list_transform([list_sort(list_filter(${entries}, lambda e: e.k IS NOT NULL))], ` +
  'lambda s: map_from_entries(list_filter(s, lambda e, i: i = 1 OR s[i - 1].k IS DISTINCT FROM e.k)))[1]';

/** Aggregates. Where Athena gives an approximation the exact answer is given: it is always within the error that Athena allows. */
export const aggregateFunctions = [
  aggregate('count() -> bigint', 'count(*)'),
  aggregate('count(T) -> bigint', 'count($1)'),
  aggregate('count_if(boolean) -> bigint', 'count(CASE WHEN $1 THEN 1 END)'),
  aggregate('approx_distinct(T) -> bigint', 'count(DISTINCT $1)'),
  aggregate('approx_distinct(T, double) -> bigint', 'count(DISTINCT $1)'),
  ...['bigint', 'double'].flatMap((type) => [
    aggregate(`approx_percentile(${type}, double) -> ${type}`, `quantile_disc($1, ${above('$2')})`, 'CAST($ AS $type)'),
    aggregate(
      `approx_percentile(${type}, array(double)) -> array(${type})`,
      `quantile_disc($1, list_transform($2, lambda q: ${above('q')}))`,
      'CAST($ AS $type)',
    ),
  ]),
  aggregate('grouping(T, U...) -> integer', 'grouping($*)', 'CAST($ AS INTEGER)'),
  aggregate('min(O) -> O', 'min($1)'),
  aggregate('max(O) -> O', 'max($1)'),
  aggregate('min(O, bigint) -> array(O)', 'min($1, $2)'),
  aggregate('max(O, bigint) -> array(O)', 'max($1, $2)'),
  aggregate('min_by(T, O, bigint) -> array(T)', 'arg_min($1, $2, $3)'),
  aggregate('max_by(T, O, bigint) -> array(T)', 'arg_max($1, $2, $3)'),
  aggregate('min_by(T, O) -> T', 'arg_min_null($1, $2)'),
  aggregate('max_by(T, O) -> T', 'arg_max_null($1, $2)'),
  aggregate('sum(I) -> bigint', 'sum($1)', 'CAST($ AS BIGINT)'),
  aggregate('sum(D) -> D', 'sum($1)', 'CAST($ AS $type)'),
  aggregate('sum(N) -> N', 'sum($1)', 'CAST($ AS $type)'),
  aggregate('avg(I) -> double', 'avg($1)'),
  aggregate('avg(N) -> N', 'avg($1)', 'CAST($ AS $type)'),
  aggregate('stddev(double) -> double', 'stddev_samp($1)'),
  aggregate('stddev_samp(double) -> double', 'stddev_samp($1)'),
  aggregate('stddev_pop(double) -> double', 'stddev_pop($1)'),
  aggregate('variance(double) -> double', 'var_samp($1)'),
  aggregate('var_samp(double) -> double', 'var_samp($1)'),
  aggregate('var_pop(double) -> double', 'var_pop($1)'),
  aggregate('corr(double, double) -> double', 'corr($1, $2)'),
  aggregate('covar_samp(double, double) -> double', 'covar_samp($1, $2)'),
  aggregate('covar_pop(double, double) -> double', 'covar_pop($1, $2)'),
  aggregate('regr_slope(double, double) -> double', 'regr_slope($1, $2)'),
  aggregate('regr_intercept(double, double) -> double', 'regr_intercept($1, $2)'),
  aggregate('geometric_mean(double) -> double', 'avg(ln($1))', 'exp($)'),
  aggregate('bitwise_and_agg(bigint) -> bigint', 'bit_and($1)'),
  aggregate('bitwise_or_agg(bigint) -> bigint', 'bit_or($1)'),
  aggregate('arbitrary(T) -> T', 'any_value($1)'),
  aggregate('any_value(T) -> T', 'any_value($1)'),
  aggregate('bool_and(boolean) -> boolean', 'bool_and($1)'),
  aggregate('every(boolean) -> boolean', 'bool_and($1)'),
  aggregate('bool_or(boolean) -> boolean', 'bool_or($1)'),
  aggregate('array_agg(T) -> array(T)', 'list($1)'),
  aggregate('listagg(varchar, varchar) -> varchar', 'string_agg($1, $2)'),
  aggregate('map_agg(K, V) -> map(K, V)', 'list(struct_pack(k := $1, v := $2))', mapOfEntries('$')),
  aggregate(
    'map_union(map(K, V)) -> map(K, V)',
    'list($1)',
    mapOfEntries('flatten(list_transform($, lambda m: list_transform(map_entries(m), lambda e: struct_pack(k := e.key, v := e.value))))'),
  ),
  aggregate('multimap_agg(K, V) -> map(K, array(V))', 'list(struct_pack(k := $1, v := $2))', multimap('list_filter($, lambda e: e.k IS NOT NULL)')),
  aggregate('histogram(T) -> map(T, bigint)', 'histogram($1)', 'CAST($ AS $type)'),
] as const;
