import { unsupported } from '../refusal.ts';
import { type Emit, scalar } from './function.ts';

/** A logarithm of nothing is infinitely small, and below that there is none; DuckDB would fail. */
const logarithm = (name: string): string =>
  `CASE WHEN $1 > 0 THEN ${name}($1) WHEN $1 = 0 THEN CAST('-Infinity' AS DOUBLE) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END`;

/** The bases that logs are written in. */
const fromBase: Emit = ([text, base], site) => {
  const prefix = base.integer === 16n ? '0x' : base.integer === 2n ? '0b' : base.integer === 10n ? '' : null;
  if (prefix === null) throw unsupported(base.at, 'from_base is supported for the bases 2, 10 and 16');
  return `COALESCE(TRY_CAST('${prefix}' || ${text.sql} AS BIGINT), CASE WHEN ${text.sql} IS NOT NULL THEN ${site.raise('Not a valid number of that base')} END)`;
};

/** Functions on numbers. */
export const mathFunctions = [
  scalar('abs(N) -> N', 'abs($1)'),
  scalar('ceil(N) -> N', 'CAST(ceil($1) AS $type)'),
  scalar('ceiling(N) -> N', 'CAST(ceil($1) AS $type)'),
  scalar('floor(N) -> N', 'CAST(floor($1) AS $type)'),
  scalar('round(N) -> N', 'CAST(round($1) AS $type)'),
  scalar('round(N, bigint) -> N', 'CAST(round($1, CAST($2 AS INTEGER)) AS $type)'),
  scalar('truncate(double) -> double', 'trunc($1)'),
  scalar(
    'mod(I, I) -> I',
    (args, site) => `CASE WHEN ${args[1].sql} = 0 THEN ${site.raise('Division by zero')} ELSE ${args[0].sql} % ${args[1].sql} END`,
  ),
  scalar('mod(double, double) -> double', "CASE WHEN $2 = 0 THEN CAST('NaN' AS DOUBLE) ELSE $1 % $2 END"),
  scalar('sign(N) -> N', 'CAST(sign($1) AS $type)'),
  scalar('sqrt(double) -> double', "CASE WHEN $1 >= 0 THEN sqrt($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"),
  scalar('power(double, double) -> double', 'pow($1, $2)'),
  scalar('pow(double, double) -> double', 'pow($1, $2)'),
  scalar('exp(double) -> double', 'exp($1)'),
  scalar('ln(double) -> double', logarithm('ln')),
  scalar('log2(double) -> double', logarithm('log2')),
  scalar('log10(double) -> double', logarithm('log10')),
  scalar('log(double, double) -> double', '(ln($2) / ln($1))'),
  scalar('cbrt(double) -> double', 'cbrt($1)'),
  scalar('pi() -> double', 'pi()'),
  scalar('e() -> double', 'exp(1)'),
  scalar('nan() -> double', "CAST('NaN' AS DOUBLE)"),
  scalar('infinity() -> double', "CAST('Infinity' AS DOUBLE)"),
  scalar('is_nan(double) -> boolean', 'isnan($1)'),
  scalar('is_finite(double) -> boolean', 'isfinite($1)'),
  scalar('is_infinite(double) -> boolean', 'isinf($1)'),
  scalar('degrees(double) -> double', 'degrees($1)'),
  scalar('radians(double) -> double', 'radians($1)'),
  ...['sin', 'cos', 'tan', 'asin', 'acos', 'atan'].map((name) => scalar(`${name}(double) -> double`, `${name}($1)`)),
  scalar('atan2(double, double) -> double', 'atan2($1, $2)'),
  scalar('random() -> double', 'random()'),
  scalar('rand() -> double', 'random()'),
  scalar('random(I) -> I', 'CAST(floor(random() * $1) AS $type)'),
  scalar('width_bucket(double, double, double, bigint) -> bigint', (args) => {
    const [value, from, to, count] = args.map((arg) => arg.sql);
    return `CASE WHEN ${value} < ${from} THEN 0 WHEN ${value} >= ${to} THEN ${count} + 1 ELSE CAST(floor((${value} - ${from}) / (${to} - ${from}) * ${count}) AS BIGINT) + 1 END`;
  }),
  scalar('from_base(varchar, bigint) -> bigint', fromBase),
  scalar('bitwise_and(bigint, bigint) -> bigint', '($1 & $2)'),
  scalar('bitwise_or(bigint, bigint) -> bigint', '($1 | $2)'),
  scalar('bitwise_xor(bigint, bigint) -> bigint', 'xor($1, $2)'),
  scalar('bitwise_not(bigint) -> bigint', '(-$1 - 1)'),
] as const;
