import type { WrittenFile } from '../parquet/written-file.ts';
import type { PartSummary } from '../part-summary.ts';

/** A file of events with what belongs to it, complete, in the folder of work. */
export interface WrittenPart {
  readonly name: string;
  readonly events: number;
  /** null when it has no events. */
  readonly content: PartContent | null;
}

export interface PartContent {
  readonly files: Readonly<Record<keyof ReturnType<typeof partFiles>, WrittenFile>>;
  readonly summary: PartSummary;
}

/** The files of a part of the lake, by the name that they share. */
export const partFiles = (name: string) => ({
  events: `${name}.parquet`,
  ids: `${name}.ids`,
  raw: `${name}.raw`,
  index: `${name}.index`,
});

/** The place of a block in a file of untouched records is a number of 31 bits; a chunk that comes last still fits. */
export const MAX_RAW_BYTES = 1536 * 1024 * 1024;
