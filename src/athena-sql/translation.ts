import type { ColumnType } from '../core/cloudtrail-table.ts';

/** A column of a table. */
export interface CatalogColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Columns of the relation that hold members of this structure once more, by their path within it; they are read in place of the structure. */
  readonly copies?: ReadonlyMap<string, string>;
  /** A column of the relation with the UUID that a text of this one is; NULL where it is none. */
  readonly uuid?: string;
}

/** What is known of the row groups in which the rows of a table lie. */
export interface RowGroups {
  /** Column of the relation with the number of a row's row group. */
  readonly column: string;
  /** How many there are. */
  readonly count: number;
  /** Column of the relation with the path of a row's file. */
  readonly fileColumn: string;
  /** The files in which these row groups lie; null where that is all of them. */
  filesOf(rowGroups: ReadonlySet<number>): readonly string[] | null;
  /**
   * The row groups that can have one of these texts in a column; null for a column of which nothing is known.
   *
   * @param column in lower case, a member with its path: `useridentity.accesskeyid`
   */
  holding(column: string, texts: readonly string[]): ReadonlySet<number> | null;
}

/** A table that statements may name, and what stands for it in the engine. */
export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly CatalogColumn[];
  readonly partitionKeys: readonly string[];
  /** The relation in DuckDB SQL, quoted: `"memory"."evidence"."events"`. */
  readonly relation: string;
  readonly rowGroups?: RowGroups;
}

export interface Catalog {
  readonly defaultDatabase: string;
  readonly tables: readonly CatalogTable[];
}

/** What statements of a session keep for the ones after them: texts of Athena SQL by their names in lower case. */
export interface SessionTexts {
  readonly views: Map<string, string>;
  readonly prepared: Map<string, string>;
}

export const newSessionTexts = (): SessionTexts => ({ views: new Map(), prepared: new Map() });

/** What a statement of Athena SQL becomes: a query for DuckDB, or an answer that needs no engine (SHOW, DESCRIBE). */
export type Translation =
  | { readonly kind: 'query'; readonly sql: string /** Athena's name of each column's type. */; readonly types: readonly string[] }
  /** A query whose plan is asked for: DuckDB's text of it, a line a row. */
  | { readonly kind: 'plan'; readonly sql: string }
  | { readonly kind: 'answer'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
