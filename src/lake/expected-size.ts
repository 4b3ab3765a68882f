import { statfs } from 'node:fs/promises';
import { KeytrailError } from '../core/errors.ts';
import type { FoundFile } from '../ingest/found-file.ts';

/** Bytes of a lake for each byte of packed logs: the packed records themselves, their columns, sixteen bytes of id an event. Rather more than less: 1.7 to 2.1 were measured. */
const PER_PACKED_BYTE = 2.25;
/** Logs that are not packed shrink to a tenth. */
const PER_PLAIN_BYTE = 0.225;
/** Less than this is not worth a word. */
const LARGE = 1e9;

/** What a load is going to need on the disk, as far as sizes tell. */
export interface ExpectedSize {
  /** Bytes of logs that are loaded, as they are stored. */
  readonly logs: number;
  /** Bytes that the lake grows by, about. */
  readonly lake: number;
  /** Bytes that the disk has left. */
  readonly free: number;
}

export interface SizeEffects {
  /** Told before a large load. */
  onLarge?(expected: ExpectedSize): void;
  /** Whether a load goes on that the disk has no room for, as far as sizes tell. */
  readonly ignoreSpace?: boolean;
  /** Bytes that the disk of a folder has left. */
  freeBytes?(folder: string): Promise<number>;
}

/**
 * Tells the size of a large load before it begins.
 *
 * @throws KeytrailError `KT_DISK_FULL` when the disk has less room than is needed
 */
export async function expectSize(directory: string, files: readonly FoundFile[], effects: SizeEffects): Promise<void> {
  const { freeBytes = freeOnDisk } = effects;
  const logs = files.reduce((sum, { size }) => sum + size, 0);
  const lake = Math.round(files.reduce((sum, { path, size }) => sum + size * (/\.json$/i.test(path) ? PER_PLAIN_BYTE : PER_PACKED_BYTE), 0));
  const free = await freeBytes(directory);
  if (lake > free && !effects.ignoreSpace) {
    throw new KeytrailError(
      'KT_DISK_FULL',
      `the lake would grow by about ${gigabytes(lake)}, and the disk of "${directory}" has ${gigabytes(free)} left.`,
      {
        hint: 'Choose another disk with --lake DIR, load less with --since, or go on all the same with --ignore-space.',
      },
    );
  }
  if (lake >= LARGE) effects.onLarge?.({ logs, lake, free });
}

/** A size as people say it. */
export const gigabytes = (bytes: number): string => (bytes < LARGE ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`);

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
