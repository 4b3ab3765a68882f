/** Where the values of a field stand, for SQL. */
export type Field =
  /** A text, or NULL. */
  | { readonly kind: 'text'; readonly sql: string }
  /** Members of a text of JSON; no path stands for the whole. */
  | { readonly kind: 'json'; readonly sql: string; readonly path: readonly string[] }
  /** Several texts in an array, NULL among them: of a structure, or of the structures in an array. */
  | {
      readonly kind: 'texts';
      readonly array: string /** Whether the record has an object there, which is a text of JSON, too. */;
      readonly isStructure: boolean;
    }
  /** No record has it. */
  | { readonly kind: 'absent' };

/** Knows every field of a kind of table, and the text that holds all of a record. */
export interface Fields {
  readonly field: (path: string) => Field;
  /** A text in which every value of the record stands. */
  readonly record: string;
}
