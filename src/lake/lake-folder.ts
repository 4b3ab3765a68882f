import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { type Catalogue, idsFileOf, indexFileOf, lastPartOf } from './catalogue.ts';
import { draftOf } from './durable-file.ts';
import { lakePaths } from './lake-paths.ts';
import { makePrivateFolder } from './private-folder.ts';

/**
 * Makes the folder of a lake, for its owner alone: it holds untouched records, and these may hold secrets. A `.keytrail` on the way is kept out of git.
 *
 * @throws KeytrailError `KT_OUTPUT_UNWRITABLE`, also for a folder that holds something else: a lake tidies up its folder, and must never tidy up another
 */
export async function makeLakeFolder(directory: string): Promise<void> {
  const path = resolve(directory);
  if (await isForeign(path)) {
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${directory}" holds files and is no lake; they are left alone.`, {
      hint: 'Give a new folder with --lake DIR.',
    });
  }
  try {
    makePrivateFolder(path);
    const { events, ids, raw, index } = lakePaths(path);
    for (const folder of [events, ids, raw, index]) await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST')) throw error;
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `cannot make a lake in "${directory}" (${error.code}).`, {
      hint: 'Choose another place with --lake DIR.',
      cause: error,
    });
  }
}

/** Files that a merge has made superfluous stay so long: somebody may have opened the lake before it, and read on. */
const KEEP_SUPERSEDED_MS = 24 * 60 * 60 * 1000;

/**
 * Takes away what a run that was killed left behind: its work, half a catalogue, and files of events that the catalogue does not name. What a merge has
 * replaced is older than the newest part, and goes a day later.
 */
export async function clearLeftovers(directory: string, catalogue: Catalogue): Promise<void> {
  const { catalogue: path, work } = lakePaths(directory);
  await rm(draftOf(path), { force: true });
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  const newest = lastPartOf(catalogue);
  for (const file of await unnamed(directory, catalogue)) {
    if (!(Number.parseInt(basename(file), 10) < newest && (await isYoung(file)))) await rm(file, { force: true });
  }
}

/** Paths of the files of parts that a catalogue does not name. */
async function unnamed(directory: string, catalogue: Catalogue): Promise<string[]> {
  const { events, ids, raw, index } = lakePaths(directory);
  const named = new Set(
    catalogue.parquet.flatMap((file) => [file.name, idsFileOf(file.name), indexFileOf(file.name), ...file.raw.map(({ name }) => name)]),
  );
  const inFolder = async (folder: string): Promise<string[]> =>
    (await readdir(folder)).filter((name) => !named.has(name)).map((name) => join(folder, name));
  return (await Promise.all([events, ids, raw, index].map(inFolder))).flat();
}

/** Notes that nobody may need what a catalogue does not name, however young it is: once that catalogue is in force, the next writer takes it away. */
export async function expireOthers(directory: string, catalogue: Catalogue): Promise<void> {
  await Promise.all((await unnamed(directory, catalogue)).map((file) => utimes(file, 0, 0)));
}

const isYoung = async (path: string): Promise<boolean> => Date.now() - (await stat(path)).mtimeMs < KEEP_SUPERSEDED_MS;

/** Notes that the files of parts are not part of the lake any more, from now on. */
export async function supersede(directory: string, parts: Catalogue['parquet']): Promise<void> {
  const { events, ids, raw, index } = lakePaths(directory);
  const now = new Date();
  for (const part of parts) {
    const files = [
      join(events, part.name),
      join(ids, idsFileOf(part.name)),
      join(index, indexFileOf(part.name)),
      ...part.raw.map(({ name }) => join(raw, name)),
    ];
    await Promise.all(files.map((file) => utimes(file, now, now)));
  }
}

/** Whether a folder has no catalogue, and yet more in it than a run leaves that was killed before it wrote one. */
async function isForeign(path: string): Promise<boolean> {
  const { catalogue, lock, events, ids, raw, index, work } = lakePaths(path);
  const names = await namesIn(path);
  if (names.includes(basename(catalogue))) return false;
  const folders = [events, ids, raw, index, work];
  const own = [...folders, draftOf(catalogue)].map((place) => basename(place));
  if (names.some((name) => !own.includes(name) && !name.startsWith(basename(lock)))) return true;
  return (await Promise.all(folders.map(namesIn))).flat().length > 0;
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    throw error;
  }
}
