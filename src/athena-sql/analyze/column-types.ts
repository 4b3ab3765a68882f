import { coerced, quoteName } from '../duckdb-text.ts';
import { sameType, type Type } from '../type.ts';
import type { Context, TypedQuery } from './context.ts';

/**
 * The text of a query whose columns become the given types. DuckDB would find common types too, but by its own rules: it reads a time without a zone in
 * the zone of the session.
 */
export function withTypes(query: TypedQuery, types: readonly Type[], context: Context): string {
  const typed = query.columns.map((column, index) => ({ column, type: types[index] ?? column.type }));
  if (typed.every(({ column, type }) => sameType(column.type, type) || column.type.kind === 'unknown')) return query.sql;
  const name = context.freshName();
  // Counted names: the query's own may come twice.
  const counted = typed.map((_, index) => quoteName(`c${index}`));
  const texts = typed.map(({ column, type }, index) => {
    return `${coerced({ sql: `${name}.${counted[index]}`, type: column.type }, type)} AS ${quoteName(column.label)}`;
  });
  return `SELECT ${texts.join(', ')} FROM (${query.sql}) AS ${name}(${counted.join(', ')})`;
}
