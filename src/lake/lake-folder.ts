import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import type { Catalogue } from './catalogue.ts';
import { lakePaths } from './lake-paths.ts';

const HOUSE = '.keytrail';

/**
 * Makes the folder of a lake, for its owner alone: it holds untouched records, and these may hold secrets. A `.keytrail` on the way is kept out of git.
 *
 * @throws KeytrailError `KT_OUTPUT_UNWRITABLE`
 */
export async function makeLakeFolder(directory: string): Promise<void> {
  const path = resolve(directory);
  try {
    await mkdir(lakePaths(path).events, { recursive: true, mode: 0o700 });
    const house = houseOf(path);
    if (house !== null) await writeFile(join(house, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere);
  } catch (error) {
    if (!isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST')) throw error;
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `cannot make a lake in "${directory}" (${error.code}).`, {
      hint: 'Choose another place with --lake DIR.',
      cause: error,
    });
  }
}

/** Takes away what a run that was killed left behind: its work, and Parquet files that the catalogue does not name. */
export async function clearLeftovers(directory: string, catalogue: Catalogue): Promise<void> {
  const { events, work } = lakePaths(directory);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  const named = new Set(catalogue.parquet.map((file) => file.name));
  for (const name of await readdir(events)) if (!named.has(name)) await rm(join(events, name), { force: true });
}

function houseOf(path: string): string | null {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) if (basename(folder) === HOUSE) return folder;
  return null;
}

function unlessThere(error: unknown): void {
  if (!isSystemError(error, 'EEXIST')) throw error;
}
