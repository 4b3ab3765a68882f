import type { SqlValue } from '../../engine/sql-engine.ts';

export const formats = ['table', 'json', 'jsonl', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Rows under column names, as a query returns them. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** What a command found: rows, or one document with its text for a terminal (and rows, where it has a form for spreadsheets). */
export type Answer =
  | ({ readonly kind: 'rows' } & Rows)
  | { readonly kind: 'document'; readonly document: object; readonly lines: (width: number) => Iterable<string>; readonly rows?: Rows };
