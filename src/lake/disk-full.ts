import { isSystemError, KeytrailError } from '../core/errors.ts';

/**
 * Runs what writes to a lake; a disk that is full on the way is told as what it is.
 *
 * @throws KeytrailError `KT_DISK_FULL`
 */
export async function withDiskFull<Result>(directory: string, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!isSystemError(error, 'ENOSPC', 'EDQUOT')) throw error;
    const hint = 'Free some space and run the command again: what was done stays.';
    throw new KeytrailError('KT_DISK_FULL', `the disk of "${directory}" is full.`, { hint, cause: error });
  }
}
