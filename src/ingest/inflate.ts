import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import { isSystemError } from '../core/errors.ts';
import { FileUnreadable, type FoundFile } from './found-file.ts';

const MIB = 1024 * 1024;
/** More than this, packed or not, is refused: CloudTrail's own files stay far below. Also below the longest string of V8. */
export const MAX_FILE_BYTES = 256 * MIB;

/** Below this the way to another thread costs more than the work. */
const SMALL_BYTES = 64 * 1024;

const gunzipElsewhere = promisify(gunzip);

/** A file as text, with the hash of its bytes as they lie on disk; or why it cannot be had. */
export type FileText =
  | { readonly kind: 'text'; readonly text: string; readonly sha256: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Reads a file and, when its bytes are gzip (by magic number, not by name), inflates it: checksum verified, size capped.
 *
 * @param file as found
 * @throws KeytrailError when the source that the file comes from cannot be had any more
 */
export async function readText(file: Pick<FoundFile, 'path' | 'size' | 'read'>): Promise<FileText> {
  if (file.size > MAX_FILE_BYTES) return { kind: 'unreadable', why: tooLarge('the file') };
  let bytes: Uint8Array;
  try {
    bytes = await (file.read ?? (() => readFile(file.path)))();
  } catch (error) {
    return { kind: 'unreadable', why: readFailure(error) };
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  try {
    return { kind: 'text', text: decode(await inflate(bytes)), sha256 };
  } catch (error) {
    return { kind: 'unreadable', why: contentFailure(error) };
  }
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const limit = { maxOutputLength: MAX_FILE_BYTES };
  return bytes.length < SMALL_BYTES ? gunzipSync(bytes, limit) : gunzipElsewhere(bytes, limit);
}

/** A byte order mark goes with the decoding. Bytes that are no UTF-8 are not repaired: a guess is no evidence. */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

const tooLarge = (what: string): string => `${what} is larger than the limit of ${MAX_FILE_BYTES / MIB} MiB`;

/** Why the operating system, or wherever it lies, did not give a file or folder. */
export function readFailure(error: unknown): string {
  if (error instanceof FileUnreadable) return error.message;
  if (isSystemError(error, 'EACCES', 'EPERM')) return 'no permission to read it';
  if (isSystemError(error, 'ENOENT')) return 'it is not there any more';
  if (isSystemError(error)) return `cannot be read (${error.code})`;
  throw error;
}

/** Why the bytes of a file are not what they should be. */
export function contentFailure(error: unknown): string {
  if (isSystemError(error, 'ERR_BUFFER_TOO_LARGE')) return tooLarge('what it inflates to');
  if (isSystemError(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) return 'not UTF-8 text';
  if (isSystemError(error, 'Z_BUF_ERROR')) return 'gzip data ends too early';
  if (isSystemError(error, 'Z_DATA_ERROR')) return `damaged gzip data (${(error as Error).message})`;
  throw error;
}
