import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isSystemError } from '../../core/errors.ts';
import type { Content } from '../../trail/validation/validate.ts';
import { FileUnreadable, type FoundFile } from '../found-file.ts';
import { contentFailure, readFailure } from '../inflate.ts';

type Bytes = Pick<FoundFile, 'path' | 'read'>;

/**
 * SHA-256, hex, of what a file inflates to (of its bytes as they are when they are no gzip). It is a stream: memory does not grow with the file, so none is
 * too large.
 *
 * @throws KeytrailError when the source that the file comes from cannot be had any more
 */
export async function inflatedHash(file: Bytes): Promise<Content<string>> {
  try {
    return { kind: 'read', content: await (file.read === undefined ? hashOfPath(file.path) : hashOf(await file.read())) };
  } catch (error) {
    const isGone = error instanceof FileUnreadable || isSystemError(error);
    return isGone ? { kind: 'unreadable', why: readFailure(error) } : { kind: 'damaged', why: contentFailure(error, Number.POSITIVE_INFINITY) };
  }
}

const hashOf = (bytes: Uint8Array): Promise<string> => hashOfStream(Readable.from([bytes]), bytes);

async function hashOfPath(path: string): Promise<string> {
  const file = await open(path);
  try {
    const magic = Buffer.alloc(2);
    await file.read(magic, 0, 2, 0);
    return await hashOfStream(file.createReadStream({ start: 0, autoClose: false }), magic);
  } finally {
    await file.close();
  }
}

/** @param start the first two bytes at least: the magic number of gzip is there */
async function hashOfStream(stored: Readable, start: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  await (start[0] === 0x1f && start[1] === 0x8b ? pipeline(stored, createGunzip(), hash) : pipeline(stored, hash));
  return hash.digest('hex');
}
