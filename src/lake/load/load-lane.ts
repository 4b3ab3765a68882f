import { availableParallelism } from 'node:os';
import type { FoundFile } from '../../ingest/found-file.ts';
import type { ChunkOutcome, FileChunk } from './file-chunk.ts';
import type { LoaderOptions } from './file-loader.ts';
import { workerLane } from './worker-lane.ts';
import type { WrittenPart } from './written-part.ts';

/** A loader, in this thread or another. One order at a time. */
export interface LoadLane {
  load(chunk: FileChunk): Promise<ChunkOutcome>;
  closePart(): Promise<WrittenPart | null>;
  end(): Promise<void>;
}

/** Less than this is done before threads have started. */
const SMALL_BYTES = 8 * 1024 * 1024;
const SMALL_FILES = 1000;
/** More threads than this wait for the disk, and each takes its memory. */
const MAX_LANES = 4;

/** Lanes for some files: one in this thread when they are few, else a thread for each core. */
export async function openLanes(files: readonly FoundFile[], options: LoaderOptions): Promise<LoadLane[]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes < SMALL_BYTES && files.length < SMALL_FILES) return [await ownLane(options)];
  return Array.from({ length: Math.min(availableParallelism(), MAX_LANES) }, () => workerLane(options));
}

async function ownLane(options: LoaderOptions): Promise<LoadLane> {
  // Threads bring it themselves: this one loads it when it is to do the work.
  const { FileLoader } = await import('./file-loader.ts');
  const loader = await FileLoader.open(options);
  return { load: (chunk) => loader.load(chunk), closePart: () => loader.closePart(), end: async () => {} };
}
