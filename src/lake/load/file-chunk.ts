import type { LogReading } from '../../ingest/read-log.ts';

/** A file on its way to a loader. What does not lie on this machine comes with its bytes, or with the reason why there are none. */
export interface ChunkFile {
  readonly path: string;
  readonly size: number;
  readonly content: 'on-disk' | Uint8Array<ArrayBuffer> | { readonly why: string };
}

/** Files that are loaded together, in their order. */
export interface FileChunk {
  /** Its place among all chunks of the run. */
  readonly turn: number;
  /** Name of the part of the lake that its events go into. */
  readonly part: string;
  readonly files: readonly ChunkFile[];
}

/** What became of a file. */
export type FileOutcome =
  | { readonly kind: 'unreadable'; readonly why: string }
  /** The lake has a file of the same content. */
  | { readonly kind: 'known'; readonly sha256: string }
  | {
      readonly kind: 'read';
      readonly sha256: string;
      readonly reading: LogReading;
      /** SHA-256 of what it inflates to, where that was asked for. */
      readonly textSha256?: string;
    };

export interface ChunkOutcome {
  /** One for each file of the chunk. */
  readonly files: readonly FileOutcome[];
  /** Events that were new. */
  readonly events: number;
  /** Events that the lake has already. */
  readonly copies: number;
  /** Whether the part can take no more chunks. */
  readonly isPartFull: boolean;
}
