import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isSystemError } from '../core/errors.ts';
import type { Check, Finding } from './check.ts';

const GIB = 1024 ** 3;
/** A million events take a few hundred megabytes of lake, and while they are loaded the same again. */
const ENOUGH = GIB;

/** Whether a folder can be written, or made, and how much room its disk has. */
export const diskCheck = (folder: string): Check => ({
  name: 'disk',
  run: async () => {
    const place = await nearest(resolve(folder));
    const next = 'Choose another place with --lake DIR.';
    if (!(await stat(place)).isDirectory()) return { state: 'fail', finding: `"${place}" is no folder`, next };
    if (!(await isWritable(place))) return { state: 'fail', finding: `no permission to write to "${place}"`, next };
    return room(place, await freeBytes(place));
  },
});

const room = (place: string, free: number): Finding => {
  const finding = `${(free / GIB).toFixed(1)} GiB free at "${place}"`;
  return free >= ENOUGH ? { state: 'ok', finding } : { state: 'warn', finding, next: 'Free some space, or choose another disk with --lake DIR.' };
};

async function freeBytes(place: string): Promise<number> {
  const { bavail, bsize } = await statfs(place);
  return bavail * bsize;
}

/** The folder itself, or the nearest above it that exists. */
async function nearest(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch (error) {
    if (!isSystemError(error, 'ENOENT', 'ENOTDIR') || dirname(path) === path) throw error;
    return nearest(dirname(path));
  }
}

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
