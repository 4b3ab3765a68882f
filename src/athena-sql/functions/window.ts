import { windowed } from './function.ts';

/** Functions that only stand before OVER; the aggregates do so too. */
export const windowFunctions = [
  windowed('row_number() -> bigint', 'row_number()'),
  windowed('rank() -> bigint', 'rank()'),
  windowed('dense_rank() -> bigint', 'dense_rank()'),
  windowed('percent_rank() -> double', 'percent_rank()'),
  windowed('cume_dist() -> double', 'cume_dist()'),
  windowed('ntile(bigint) -> bigint', 'ntile($1)'),
  windowed('lag(T) -> T', 'lag($1)'),
  windowed('lag(T, bigint) -> T', 'lag($1, $2)'),
  windowed('lag(T, bigint, T) -> T', 'lag($1, $2, $3)'),
  windowed('lead(T) -> T', 'lead($1)'),
  windowed('lead(T, bigint) -> T', 'lead($1, $2)'),
  windowed('lead(T, bigint, T) -> T', 'lead($1, $2, $3)'),
  windowed('first_value(T) -> T', 'first_value($1)'),
  windowed('last_value(T) -> T', 'last_value($1)'),
  windowed('nth_value(T, bigint) -> T', 'nth_value($1, $2)'),
] as const;
