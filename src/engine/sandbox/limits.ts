import { KeytrailError } from '../../core/errors.ts';
import { DEFAULT_MEMORY } from '../duckdb/default-memory.ts';

/** What a query may use. */
export interface SandboxLimits {
  /** How long it may run, in seconds. */
  readonly seconds: number;
  /** Memory of the engine, in MiB. */
  readonly memory: number;
  /** Rows of its answer. */
  readonly rows: number;
  /** Size of its answer, in MiB of text. */
  readonly size: number;
}

/** A limit that the process of the queries finds out about itself. */
export type LimitName = Exclude<keyof SandboxLimits, 'seconds'>;

export const defaultLimits: SandboxLimits = { seconds: 120, memory: DEFAULT_MEMORY, rows: 1_000_000, size: 256 };

/** Athena's own limit for the text of a query, in bytes. */
export const LONGEST_STATEMENT = 262_144;

const sentences: Readonly<Record<keyof SandboxLimits, (limit: number) => readonly [sentence: string, hint: string]>> = {
  seconds: (limit) => [
    `the query ran longer than ${limit === 1 ? 'a second' : `${limit} seconds`}.`,
    'Ask for less: a narrower WHERE, fewer joins. --timeout gives more time.',
  ],
  memory: (limit) => [`the query needs more than ${limit} MiB of memory.`, 'Select fewer columns or a shorter time. --max-memory gives more.'],
  rows: (limit) => [`the answer has more than ${limit} rows.`, 'Add a LIMIT, or a narrower WHERE. --max-rows allows more.'],
  size: (limit) => [`the answer holds more than ${limit} MiB.`, 'Select fewer columns, or add a LIMIT. --max-size allows more.'],
};

/** What the user is told when a query reaches a limit: which, and the option that moves it. */
export function limitReached(name: keyof SandboxLimits, limits: SandboxLimits): KeytrailError {
  const [sentence, hint] = sentences[name](limits[name]);
  return new KeytrailError('KT_QUERY_LIMIT', sentence, { hint });
}

/** @throws KeytrailError `KT_QUERY_LIMIT` when a statement, with the values of its parameters, is longer than Athena takes */
export function refuseLongText(sql: string, parameters: readonly string[] = []): void {
  const bytes = [sql, ...parameters].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes <= LONGEST_STATEMENT) return;
  throw new KeytrailError('KT_QUERY_LIMIT', `the statement has ${bytes} bytes of ${LONGEST_STATEMENT}, the most that Athena takes.`, {
    hint: 'Split a long list over several statements.',
  });
}
