import { scalar } from './function.ts';

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
    'mod(bigint, bigint) -> bigint',
    (args, site) => `CASE WHEN ${args[1].sql} = 0 THEN ${site.raise('Division by zero')} ELSE ${args[0].sql} % ${args[1].sql} END`,
  ),
  scalar('sign(N) -> N', 'CAST(sign($1) AS $type)'),
  scalar('sqrt(double) -> double', "CASE WHEN $1 >= 0 THEN sqrt($1) WHEN $1 IS NOT NULL THEN CAST('NaN' AS DOUBLE) END"),
  scalar('power(double, double) -> double', 'pow($1, $2)'),
  scalar('pow(double, double) -> double', 'pow($1, $2)'),
  scalar('exp(double) -> double', 'exp($1)'),
  scalar('ln(double) -> double', 'ln($1)'),
  scalar('log2(double) -> double', 'log2($1)'),
  scalar('log10(double) -> double', 'log10($1)'),
  scalar('bitwise_and(bigint, bigint) -> bigint', '($1 & $2)'),
  scalar('bitwise_or(bigint, bigint) -> bigint', '($1 | $2)'),
  scalar('bitwise_xor(bigint, bigint) -> bigint', 'xor($1, $2)'),
] as const;
