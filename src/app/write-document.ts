import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { isSystemError, KeytrailError } from '../core/errors.ts';

/**
 * Writes a document whole or not at all: what stood there before stays until the new one is complete.
 *
 * @throws KeytrailError `KT_DISK_FULL`, `KT_OUTPUT_UNWRITABLE`
 */
export async function writeDocument(file: string, content: string): Promise<void> {
  const draft = `${file}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    if (isSystemError(cause, 'ENOSPC', 'EDQUOT')) {
      throw new KeytrailError('KT_DISK_FULL', `the disk is full: "${file}" was not written.`, { hint: 'Make room, or write elsewhere.', cause });
    }
    if (!isSystemError(cause)) throw cause;
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${file}" cannot be written (${cause.code}).`, { hint: 'Choose another place.', cause });
  }
}
