import type { Identifier } from '../ast.ts';
import { quoteName } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import type { Context, OutputColumn } from './context.ts';
import type { ScopeColumn, ScopeRelation } from './scope.ts';

/** An item of FROM that has been understood: its text, and the relations that names can reach through it. */
export interface TypedRelation {
  readonly sql: string;
  readonly relations: readonly ScopeRelation[];
}

/** The name that AS gives, and the names it gives to the columns. */
export interface Alias {
  readonly name: Identifier;
  readonly columns: readonly Identifier[] | null;
}

/**
 * A relation under a name of its own in the emitted text, so that nothing there depends on names of the user's.
 *
 * @param source text of the relation
 * @param names what it goes by when AS gives it no other name
 */
export function relationOf(
  source: string,
  columns: readonly OutputColumn[],
  names: ScopeRelation['names'],
  alias: Alias | null,
  context: Context,
): TypedRelation {
  const name = context.freshName();
  const given = alias?.columns ?? null;
  if (given !== null && given.length !== columns.length) {
    throw invalid(alias?.name.at ?? { line: 1, column: 1 }, `${alias?.name.text} names ${given.length} columns of ${columns.length}`);
  }
  const scoped = columns.map(
    (column, index): ScopeColumn => ({
      name: (given?.[index]?.text ?? column.name)?.toLowerCase() ?? null,
      type: column.type,
      sql: `${name}.${quoteName(column.label)}`,
      ...(column.storage === undefined ? {} : { stored: { ...column.storage, relation: name } }),
    }),
  );
  return { sql: `${source} AS ${name}`, relations: [{ names: alias === null ? names : [[alias.name.text.toLowerCase()]], columns: scoped }] };
}
