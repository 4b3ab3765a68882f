import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError } from '../core/errors.ts';

const PRIVATE = '.keytrail';

/** Where a path leads through `.keytrail`, makes that folder first: for its owner alone, and invisible to git. Other paths are left alone. */
export function makePrivateFolder(path: string): void {
  for (let folder = resolve(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) !== PRIVATE) continue;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeOnce(join(folder, '.gitignore'), '*\n');
    return;
  }
}

function writeOnce(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
}
