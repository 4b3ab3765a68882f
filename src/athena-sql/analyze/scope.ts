import type { Identifier } from '../ast.ts';
import { invalid } from '../refusal.ts';
import type { RowGroups } from '../translation.ts';
import type { Type } from '../type.ts';

/** What a column of a stored table has beside its values. */
export interface Storage {
  /** Its name in the table. */
  readonly name: string;
  /** Columns of the relation that give members of this structure at less cost, by their path within it. */
  readonly copies?: ReadonlyMap<string, string>;
  readonly rowGroups?: RowGroups;
  /** Column of the relation with the UUID that a text is; NULL where it is none. */
  readonly uuid?: string;
}

/** A column of a stored table, and the name of the relation in the emitted text. */
export interface StoredColumn extends Storage {
  readonly relation: string;
}

/** A column that names can reach. */
export interface ScopeColumn {
  /** Lower case. A column that a subquery left without a name has none, and only `*` reaches it. */
  readonly name: string | null;
  readonly type: Type;
  readonly sql: string;
  readonly stored?: StoredColumn;
}

/** A relation of FROM: its columns, and the names it goes by, in lower case, longest first (`["db", "events"]`, `["events"]`). */
export interface ScopeRelation {
  readonly names: readonly (readonly string[])[];
  readonly columns: readonly ScopeColumn[];
}

/** What names mean at a place of a statement: the relations of its own FROM, then those of the queries around it. */
export interface Scope {
  readonly relations: readonly ScopeRelation[];
  readonly outer: Scope | null;
}

export const emptyScope: Scope = { relations: [], outer: null };

const lower = (path: readonly Identifier[]): readonly string[] => path.map((part) => part.text.toLowerCase());

export const pathText = (path: readonly Identifier[]): string => path.map((part) => part.text).join('.');

/** A column and the steps of the path behind it, which are members of its structure. */
export interface Resolved {
  readonly column: ScopeColumn;
  readonly members: readonly Identifier[];
}

/**
 * What a dotted name means. The longest prefix that names a column with its relation wins, as in Trino; then the innermost query.
 *
 * @returns null when no column answers to it
 */
export function resolve(path: readonly Identifier[], scope: Scope): Resolved | null {
  const names = lower(path);
  for (let level: Scope | null = scope; level !== null; level = level.outer) {
    for (let length = path.length; length > 0; length--) {
      const column = columnAt(names.slice(0, length), level, path);
      if (column !== null) return { column, members: path.slice(length) };
    }
  }
  return null;
}

function columnAt(names: readonly string[], scope: Scope, path: readonly Identifier[]): ScopeColumn | null {
  const qualifier = names.slice(0, -1);
  const name = names.at(-1);
  const found = relationsNamed(qualifier, scope).flatMap((relation) => relation.columns.filter((column) => column.name === name));
  const [first, second] = found;
  if (first !== undefined && second !== undefined && path[0] !== undefined) {
    throw invalid(path[0].at, `column "${pathText(path)}" is ambiguous`, 'Put the name of its table and a dot before it.');
  }
  return first ?? null;
}

/** The relations of a scope that a qualifier names; without a qualifier all of them. */
export const relationsNamed = (qualifier: readonly string[], scope: Scope): readonly ScopeRelation[] =>
  qualifier.length === 0 ? scope.relations : scope.relations.filter((relation) => relation.names.some((name) => sameNames(name, qualifier)));

const sameNames = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((part, index) => part === right[index]);
