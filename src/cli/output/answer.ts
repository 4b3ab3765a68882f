import type { SqlValue } from '../../engine/sql-engine.ts';

export const formats = ['table', 'json', 'jsonl', 'csv'] as const;
export type Format = (typeof formats)[number];

/** Rows under column names, as a query returns them. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** What a command found: rows, or one document. */
export type Answer = ({ readonly kind: 'rows' } & Rows) | DocumentAnswer;

export interface DocumentAnswer {
  readonly kind: 'document';
  readonly document: object;
  /** Its text for a terminal. */
  readonly lines: (width: number) => Iterable<string>;
  /** Its form for spreadsheets, where it has one. */
  readonly rows?: Rows;
  /** What JSONL has a line for each of, when that is not the document. */
  readonly items?: readonly object[];
}
