import type { ColumnType } from '../core/cloudtrail-table.ts';

/** A table that statements may name, and what stands for it in the engine. */
export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
  readonly partitionKeys: readonly string[];
  /** The relation in DuckDB SQL, quoted: `"memory"."evidence"."events"`. */
  readonly relation: string;
}

export interface Catalog {
  readonly defaultDatabase: string;
  readonly tables: readonly CatalogTable[];
}

/** What a statement of Athena SQL becomes: a query for DuckDB, or an answer that needs no engine (SHOW, DESCRIBE). */
export type Translation =
  | { readonly kind: 'query'; readonly sql: string /** Athena's name of each column's type. */; readonly types: readonly string[] }
  | { readonly kind: 'answer'; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
