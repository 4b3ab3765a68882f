import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { isSystemError } from '../core/errors.ts';
import { foreignFormat } from './foreign-format.ts';
import { FileUnreadable, type FoundFile } from './found-file.ts';
import { defaultLimits, isLargerThan } from './limits.ts';

/** Why a file or what it holds cannot be had. */
interface Unreadable {
  readonly kind: 'unreadable';
  readonly why: string;
}

/** A file as text, with the hash of its bytes as they lie on disk; or why it cannot be had. */
export type FileText = { readonly kind: 'text'; readonly text: string; readonly sha256: string } | Unreadable;

/**
 * Reads a file and, when its bytes are gzip (by magic number, not by name), inflates it: checksum verified, size capped.
 *
 * @param file as found
 * @throws KeytrailError when the source that the file comes from cannot be had any more
 */
export async function readText(file: Pick<FoundFile, 'path' | 'size' | 'read'>): Promise<FileText> {
  const why = sizeFailure(file.size, defaultLimits.fileBytes);
  if (why !== null) return { kind: 'unreadable', why };
  let bytes: Uint8Array;
  try {
    bytes = await (file.read ?? (() => readFile(file.path)))();
  } catch (error) {
    return { kind: 'unreadable', why: readFailure(error) };
  }
  const text = textOf(bytes, defaultLimits.fileBytes);
  return text.kind === 'unreadable' ? text : { ...text, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** The text that bytes hold, inflated when they are gzip: checksum verified, no larger than the limit in bytes. */
export function textOf(bytes: Uint8Array, limit: number): { readonly kind: 'text'; readonly text: string } | Unreadable {
  const why = sizeFailure(bytes.length, limit) ?? foreignFormat(bytes);
  if (why !== null) return { kind: 'unreadable', why };
  try {
    return { kind: 'text', text: decode(inflate(bytes, limit)) };
  } catch (error) {
    return { kind: 'unreadable', why: contentFailure(error, limit) };
  }
}

function inflate(bytes: Uint8Array, limit: number): Uint8Array {
  return isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: limit }) : bytes;
}

/** By magic number, not by name. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** A byte order mark goes with the decoding. Bytes that are no text in the encoding are not repaired: a guess is no evidence. */
const decode = (bytes: Uint8Array): string => new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);

/** PowerShell redirects output as UTF-16, with a byte order mark. */
const encodingOf = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
};

/** Why a file is not read that is too large; null when it is not. */
export const sizeFailure = (size: number, limit: number): string | null => (size > limit ? isLargerThan('the file', limit) : null);

/** Why the operating system, or wherever it lies, did not give a file or folder. */
export function readFailure(error: unknown): string {
  if (error instanceof FileUnreadable) return error.message;
  if (isSystemError(error, 'EACCES', 'EPERM')) return 'no permission to read it';
  if (isSystemError(error, 'ENOENT')) return 'it is not there any more';
  if (isSystemError(error)) return `cannot be read (${error.code})`;
  throw error;
}

/** Why the bytes of a file are not what they should be. */
export function contentFailure(error: unknown, limit: number): string {
  if (isSystemError(error, 'ERR_BUFFER_TOO_LARGE')) return isLargerThan('what it inflates to', limit);
  if (isSystemError(error, 'ERR_ENCODING_INVALID_ENCODED_DATA')) return 'not UTF-8 text';
  if (isSystemError(error, 'Z_BUF_ERROR')) return 'gzip data ends too early';
  if (isSystemError(error, 'Z_DATA_ERROR')) return `damaged gzip data (${(error as Error).message})`;
  throw error;
}
