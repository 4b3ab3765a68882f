import type { DiscoverOptions } from '../ingest/discover.ts';
import type { Pruned } from '../ingest/findings.ts';
import type { SetAside } from '../ingest/found-file.ts';
import type { Recognised } from '../ingest/recognise.ts';
import type { SizeEffects } from './expected-size.ts';

/** What a run of `collect` did with what it found. */
export interface CollectReport {
  /** Files found, of every kind. */
  readonly files: number;
  /** Logs read in this run. */
  readonly logs: number;
  /** Logs that the lake has already: not read again. */
  readonly unchanged: number;
  /** Events new to the lake. */
  readonly events: number;
  /** Events left out because the lake has one with their eventID. */
  readonly copies: number;
  readonly setAside: readonly SetAside[];
  readonly recordsGivenUp: readonly { readonly file: string; readonly count: number; readonly why: string }[];
  /** What is known and no log. */
  readonly recognised: readonly { readonly kind: Recognised; readonly count: number }[];
  /** Files with events of another account than their path says. */
  readonly accountMismatches: readonly { readonly file: string; readonly count: number }[];
  /** What was left out unread by its place; null when everything was wanted. */
  readonly pruned: Pruned | null;
}

export interface CollectProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly events: number;
  readonly bytesDone: number;
  readonly bytes: number;
}

export interface CollectEffects extends SizeEffects {
  onProgress?(progress: CollectProgress): void;
  /** Told how many digests, and then log files that they name, are checked. */
  onChecking?(progress: { readonly filesDone: number; readonly files: number }): void;
  readonly signal?: AbortSignal;
  /** Which files are wanted, and how to reach them. */
  readonly discovery?: DiscoverOptions;
  /** Events after which a batch is committed, when its text has not filled it before. Smaller batches lose less work when the run is killed. */
  readonly batchEvents?: number;
}
