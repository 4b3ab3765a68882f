import { aggregate } from './function.ts';

/** Aggregates. Where Athena gives an approximation the exact answer is given: it is always within the error that Athena allows. */
export const aggregateFunctions = [
  aggregate('count() -> bigint', 'count(*)'),
  aggregate('count(T) -> bigint', 'count($1)'),
  aggregate('count_if(boolean) -> bigint', 'count(CASE WHEN $1 THEN 1 END)'),
  aggregate('approx_distinct(T) -> bigint', 'count(DISTINCT $1)'),
  aggregate('approx_distinct(T, double) -> bigint', 'count(DISTINCT $1)'),
  aggregate('approx_percentile(N, double) -> N', 'quantile_disc($1, $2)', 'CAST($ AS $type)'),
  aggregate('approx_percentile(N, array(double)) -> array(N)', 'quantile_disc($1, $2)', 'CAST($ AS $type)'),
  aggregate('grouping(T, U...) -> bigint', 'grouping($*)'),
  aggregate('min(T) -> T', 'min($1)'),
  aggregate('max(T) -> T', 'max($1)'),
  aggregate('min(T, bigint) -> array(T)', 'min($1, $2)'),
  aggregate('max(T, bigint) -> array(T)', 'max($1, $2)'),
  aggregate('min_by(T, U) -> T', 'arg_min_null($1, $2)'),
  aggregate('max_by(T, U) -> T', 'arg_max_null($1, $2)'),
  aggregate('sum(I) -> bigint', 'sum($1)', 'CAST($ AS BIGINT)'),
  aggregate('sum(N) -> N', 'sum($1)', 'CAST($ AS $type)'),
  aggregate('avg(I) -> double', 'avg($1)'),
  aggregate('avg(N) -> N', 'avg($1)', 'CAST($ AS $type)'),
  aggregate('stddev(double) -> double', 'stddev_samp($1)'),
  aggregate('stddev_samp(double) -> double', 'stddev_samp($1)'),
  aggregate('stddev_pop(double) -> double', 'stddev_pop($1)'),
  aggregate('variance(double) -> double', 'var_samp($1)'),
  aggregate('var_samp(double) -> double', 'var_samp($1)'),
  aggregate('var_pop(double) -> double', 'var_pop($1)'),
  aggregate('arbitrary(T) -> T', 'any_value($1)'),
  aggregate('any_value(T) -> T', 'any_value($1)'),
  aggregate('bool_and(boolean) -> boolean', 'bool_and($1)'),
  aggregate('every(boolean) -> boolean', 'bool_and($1)'),
  aggregate('bool_or(boolean) -> boolean', 'bool_or($1)'),
  aggregate('array_agg(T) -> array(T)', 'list($1)'),
  aggregate('listagg(varchar, varchar) -> varchar', 'string_agg($1, $2)'),
  // One value is kept for a key that comes more than once, as in Athena; DuckDB's own map would fail. Sorting brings equal keys together.
  aggregate(
    'map_agg(K, V) -> map(K, V)',
    'list(struct_pack(k := $1, v := $2))',
    'list_transform([list_sort(list_filter($, lambda e: e.k IS NOT NULL))], ' +
      'lambda s: map_from_entries(list_filter(s, lambda e, i: i = 1 OR s[i - 1].k IS DISTINCT FROM e.k)))[1]',
  ),
  aggregate('histogram(T) -> map(T, bigint)', 'histogram($1)', 'CAST($ AS $type)'),
] as const;
