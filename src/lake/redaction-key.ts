import { randomBytes, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { lakePaths } from './lake-paths.ts';

const BYTES = 32;

/**
 * The key of a lake's pseudonyms: made when it is first asked for, and the same ever after. Who has it can try out what stands behind a pseudonym, so it
 * is the owner's alone.
 *
 * @throws KeytrailError `KT_LAKE_MISSING`, `KT_LAKE_DAMAGED` for a file that holds no key, `KT_OUTPUT_UNWRITABLE`
 */
export async function redactionKey(directory: string): Promise<Buffer> {
  const { redactionKey: file } = lakePaths(directory);
  const key = (await keyIn(file)) ?? (await makeKey(file));
  if (key.length === BYTES) return key;
  throw new KeytrailError('KT_LAKE_DAMAGED', `"${file}" holds no key of ${BYTES} bytes.`, {
    hint: 'Move it away: the next --redact makes a new key, and other pseudonyms.',
  });
}

async function keyIn(file: string): Promise<Buffer | null> {
  try {
    return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Makes the key. Its name appears with the whole of it: of two at once the second finds that of the first. */
async function makeKey(file: string): Promise<Buffer> {
  const draft = `${file}.${randomUUID().slice(0, 8)}.new`;
  try {
    await writeFile(draft, `${randomBytes(BYTES).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
    await link(draft, file).catch((error: unknown) => {
      if (!isSystemError(error, 'EEXIST')) throw error;
    });
  } catch (cause) {
    if (isSystemError(cause, 'ENOENT')) {
      throw new KeytrailError('KT_LAKE_MISSING', `no lake in "${dirname(file)}"`, { hint: 'Load logs first: keytrail collect FOLDER', cause });
    }
    if (!isSystemError(cause)) throw cause;
    throw new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${file}" cannot be written (${cause.code}), and pseudonyms need a key.`, {
      hint: 'Make the lake writable once, or leave --redact out.',
      cause,
    });
  } finally {
    await rm(draft, { force: true });
  }
  const key = await keyIn(file);
  if (key === null) throw new Error(`the key in ${file} went away`);
  return key;
}
