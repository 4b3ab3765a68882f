import type { SessionTexts } from '../../athena-sql/translation.ts';
import { type ErrorCode, KeytrailError } from '../../core/errors.ts';
import type { SessionOptions } from '../duckdb/open-session.ts';
import type { ResultColumn, SqlValue } from '../sql-engine.ts';
import type { LimitName } from './limits.ts';

/** What the process of the queries is asked: first to open the files, then one query at a time. */
export type Request =
  | ({ readonly kind: 'open' /** Bytes that the process may hold. */; readonly resident: number } & SessionOptions)
  | {
      readonly kind: 'query';
      readonly sql: string;
      readonly parameters: readonly string[] | undefined;
      readonly rows: number;
      /** Size of the answer, in bytes. */
      readonly size: number;
    }
  | { readonly kind: 'cancel' };

/** What it says. A query ends with `done`, `failed` or `limit`; `exhausted` comes from a process that holds more than it may, and that is to be ended. */
export type Reply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'columns'; readonly columns: readonly ResultColumn[]; readonly warnings: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly SqlValue[])[] }
  | { readonly kind: 'done' /** What the session holds now, for the process that may have to take its place. */; readonly texts: SessionTexts }
  | { readonly kind: 'limit'; readonly limit: LimitName }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'exhausted' };

/** An error on its way between processes; one without a code is a fault of ours. */
export interface Failure {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly hint: string | null;
}

export function failureOf(error: unknown): Failure {
  if (error instanceof KeytrailError) return { code: error.code, message: error.message, hint: error.hint ?? null };
  return { code: null, message: error instanceof Error ? (error.stack ?? error.message) : String(error), hint: null };
}

export function errorOf({ code, message, hint }: Failure): Error {
  return code === null ? new Error(message) : new KeytrailError(code, message, hint === null ? {} : { hint });
}
