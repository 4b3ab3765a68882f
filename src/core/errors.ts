/**
 * Every way in which a user's request can fail, with the exit code it gives: 2 wrong usage, 3 the input cannot be used, 4 another system refused.
 * The names are public: `--format json` prints them.
 */
export const exitCodes = {
  KT_USAGE: 2,
  KT_KEY_INVALID: 2,
  KT_SUBJECT_UNSUPPORTED: 2,
  KT_SCENARIO_UNKNOWN: 2,
  KT_QUERY_INVALID: 2,
  KT_QUERY_UNSUPPORTED: 2,
  KT_INPUT_MISSING: 3,
  KT_INPUT_UNREADABLE: 3,
  KT_NOTHING_COLLECTED: 3,
  KT_NO_DIGEST: 3,
  KT_PUBLIC_KEYS_INVALID: 3,
  KT_LAKE_MISSING: 3,
  KT_LAKE_BUSY: 3,
  KT_LAKE_VERSION: 3,
  KT_LAKE_DAMAGED: 3,
  KT_EVENT_UNKNOWN: 3,
  KT_SUBJECT_UNKNOWN: 3,
  KT_CASE_INVALID: 3,
  KT_TRUTH_INVALID: 3,
  KT_RULE_INVALID: 3,
  KT_OUTPUT_UNWRITABLE: 3,
  KT_DISK_FULL: 3,
  KT_QUERY_FAILED: 3,
  KT_QUERY_LIMIT: 3,
  KT_REMOTE_REFUSED: 4,
  KT_REMOTE_UNREACHABLE: 4,
  KT_NOT_READY: 4,
} as const satisfies Record<string, 2 | 3 | 4>;

/** Stable name of a failure the user can act on. */
export type ErrorCode = keyof typeof exitCodes;

/** What goes with a failure: the next step in words, and the error that caused it. */
export interface FailureDetails {
  readonly hint?: string;
  readonly cause?: unknown;
}

/** Something the user can act on: what failed, on what, why, and (in `hint`) the next step. A broken invariant is a plain `Error` instead. */
export class KeytrailError extends Error {
  override readonly name = 'KeytrailError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: FailureDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
  }
}

/** Whether a thrown value is an error of the operating system, with one of these codes (`ENOENT`, `ENOSPC`...) where any are given. */
export const isSystemError = (error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  // A KeytrailError and errors of zlib have a code, too, but come from no system call.
  (codes.length === 0 ? 'syscall' in error : codes.includes(error.code));
