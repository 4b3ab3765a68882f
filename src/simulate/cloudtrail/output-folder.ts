import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, KeytrailError } from '../../core/errors.ts';
import { parseJsonObject, textAt } from '../../core/json.ts';
import { isProcessAlive } from '../../core/process-alive.ts';
import { writeFailure } from './file-writer.ts';

/** What a simulation consists of; the answer key comes last and marks it as whole. */
export const OUTPUT_NAMES = ['logs', 'public-keys.json', 'truth.json'] as const;
const MARK = 'truth.json';
const WORK_PREFIX = '.simulating-';

/** A place for a simulation that comes into being whole or not at all. */
export interface OutputFolder {
  /** Where to write: a hidden folder inside the place, so that the final move stays on one disk. */
  readonly work: string;
  /** Puts what was written in the place of an earlier simulation. Other files beside it stay. */
  commit(): Promise<void>;
  /** Takes away what was written so far. */
  discard(): Promise<void>;
}

/**
 * Opens a place for a simulation.
 *
 * @throws KeytrailError `KT_OUTPUT_UNWRITABLE` when it holds something that is no earlier simulation, or cannot be written.
 */
export async function openOutputFolder(out: string): Promise<OutputFolder> {
  const present = await listing(out);
  if (present?.some((name) => !name.startsWith(WORK_PREFIX)) && !(await isSimulation(out))) {
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${out}" holds files that are not of an earlier simulation; they are left alone.`, {
      hint: 'Choose an empty or new folder with --out.',
    });
  }
  try {
    await mkdir(out, { recursive: true });
    await sweep(out, present ?? []);
    const work = await mkdtemp(join(out, `${WORK_PREFIX}${process.pid}-`));
    return {
      work,
      commit: () =>
        replace(work, out).catch((error: unknown) => {
          throw writeFailure(error, out);
        }),
      discard: async () => {
        await rm(work, { recursive: true, force: true });
        if (present === null) await removeIfEmpty(out);
      },
    };
  } catch (error) {
    throw writeFailure(error, out);
  }
}

async function replace(work: string, out: string): Promise<void> {
  for (const name of OUTPUT_NAMES.toReversed()) await rm(join(out, name), { recursive: true, force: true });
  for (const name of OUTPUT_NAMES) await rename(join(work, name), join(out, name));
  await rm(work, { recursive: true, force: true });
}

/** Takes away what simulations left that were killed: the name of their work says which process it was. */
async function sweep(out: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const pid = /^\.simulating-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isProcessAlive(Number(pid))) await rm(join(out, name), { recursive: true, force: true });
  }
}

async function listing(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw writeFailure(error, folder);
  }
}

async function isSimulation(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, MARK), 'utf8').catch(() => null);
  return textAt(parseJsonObject(text), 'schema')?.startsWith('keytrail.truth/') ?? false;
}

async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!isSystemError(error, 'ENOTEMPTY', 'ENOENT')) throw error;
  }
}
