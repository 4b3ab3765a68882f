import type { Coverage } from '../core/case.ts';

/** What an investigation must know beside the events: where they lie, what they cover, and how it was asked. */
export interface Surroundings {
  /** Folder of the lake, as every suggested command names it; null when an engine without a lake answers. */
  readonly lake: string | null;
  /** The table of another engine, when one answers: `logs.cloudtrail (athena)`. */
  readonly table?: string;
  /** Empty without a lake. */
  readonly lakeDigest: string;
  readonly files: number;
  /** Documents that were read beside the lake. */
  readonly inputs: readonly { readonly file: string; readonly sha256: string }[];
  /** With the gaps that the digests show; those in the events are found by the investigation itself. */
  readonly coverage: Coverage;
  /** Hours with events, `2026-01-07T02`, in any order, where they are known beforehand; else they are asked for. */
  readonly hours?: readonly string[];
  /** What cannot be known about this evidence, a sentence each. */
  readonly notKnown?: readonly string[];
  readonly version: string;
  readonly command: string;
  /** ISO 8601, UTC. */
  readonly now: string;
}
