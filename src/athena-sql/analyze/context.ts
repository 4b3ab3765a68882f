import type { Expression, Identifier, Query } from '../ast.ts';
import type { Catalog } from '../translation.ts';
import type { Type } from '../type.ts';
import type { Scope, Storage } from './scope.ts';

/** An expression that has been understood: its type, and its text for DuckDB. */
export interface Typed {
  readonly sql: string;
  readonly type: Type;
  /** The value, where the expression is a literal text. */
  readonly text?: string;
  /** The value, where the expression is a literal whole number. */
  readonly integer?: bigint;
}

/** A column of a query's result. */
export interface OutputColumn {
  /** As written; null where there is none. */
  readonly name: string | null;
  readonly type: Type;
  /** Its name in the emitted text. */
  readonly label: string;
  readonly storage?: Storage;
}

/** A query that has been understood: its text for DuckDB, without parentheses, and its columns in order. */
export interface TypedQuery {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
}

/** A query of WITH: its name in lower case, its columns, and its name in the emitted text, quoted. */
export interface NamedResult {
  readonly name: string;
  readonly columns: readonly OutputColumn[];
  readonly relation: string;
}

/** Where an expression stands, and the way to the rest of the analysis: expressions hold queries and queries hold expressions. */
export interface Context {
  readonly catalog: Catalog;
  /** The query of a view of the session that a name means, or null. */
  readonly view: (path: readonly Identifier[]) => Query | null;
  readonly scope: Scope;
  readonly named: readonly NamedResult[];
  readonly parameters: readonly Expression[];
  /** Names that the SELECT list gives, in lower case: they cannot be used before ORDER BY, and people try. */
  readonly aliases: ReadonlySet<string>;
  /** The clause where aggregates make no sense (`WHERE`), or null where they may stand. */
  readonly noAggregatesIn: string | null;
  /** The emitted text of what the query groups by, where names outside of it need an aggregate around them; null where they need none. */
  readonly grouped: { readonly keys: ReadonlySet<string>; readonly scope: Scope } | null;
  /** Whether a failure here gives NULL, as inside TRY. */
  readonly failsSoftly: boolean;
  /** Windows that the query names, in lower case. */
  readonly windows: ReadonlySet<string>;
  /** True for the query whose columns the reader sees: they keep their names as written, even twice. */
  readonly outermost: boolean;
  /** How many queries there are around this place that each stand in an expression. */
  readonly queriesAround: number;
  /** A name for a relation in the emitted text that no other has, quoted. */
  readonly freshName: () => string;
  readonly expression: (expression: Expression, context: Context) => Typed;
  readonly query: (query: Query, context: Context) => TypedQuery;
}
