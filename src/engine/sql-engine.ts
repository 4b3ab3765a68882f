/** A value as an engine returns it. Timestamps, dates, intervals and decimals are Athena's text; rows and maps are objects. */
export type SqlValue = null | boolean | number | bigint | string | readonly SqlValue[] | { readonly [name: string]: SqlValue };

export interface ResultColumn {
  readonly name: string;
  /** Athena's name of the type: `varchar`, `bigint`, `timestamp(3) with time zone`, `array(varchar)`... */
  readonly type: string;
}

/** The answer to a query. Names are unique: a second `name` is `name_1`, and `warnings` says so. */
export interface ResultTable {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly warnings: readonly string[];
}

export interface QueryOptions {
  readonly signal?: AbortSignal;
  /** Values for the `?` of the text, in order; each is SQL text of a literal or, failing that, a string. */
  readonly parameters?: readonly string[];
}

/** Something that answers Athena SQL over a CloudTrail table. Whoever asks never learns which engine it is. */
export interface SqlEngine {
  readonly name: 'duckdb' | 'athena' | 'trino';
  /**
   * Runs one statement of Athena SQL.
   *
   * @throws KeytrailError `KT_QUERY_INVALID` (the text is wrong: the message begins `line 3:14: `), `KT_QUERY_UNSUPPORTED`, `KT_QUERY_FAILED`
   * or `KT_QUERY_LIMIT`.
   */
  query(sql: string, options?: QueryOptions): Promise<ResultTable>;
  close(): Promise<void>;
}
