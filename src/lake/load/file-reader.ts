import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { ChunkFile } from './file-chunk.ts';

const BUFFER_BYTES = 2 * 1024 * 1024;

/** Reads the files of a chunk into one buffer that is used again and again: the bytes hold until `rewind`. */
export class FileReader {
  readonly #buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #used = 0;

  rewind(): void {
    this.#used = 0;
  }

  /** @throws an error of the operating system, for `readFailure` */
  read({ path, size }: Pick<ChunkFile, 'path' | 'size'>): Uint8Array {
    // One byte more tells whether the file has grown since it was found.
    const target = this.#used + size < BUFFER_BYTES ? this.#buffer.subarray(this.#used, this.#used + size + 1) : Buffer.allocUnsafeSlow(size + 1);
    const length = readInto(target, path);
    if (length > size) return readFileSync(path);
    this.#used += target.buffer === this.#buffer.buffer ? length : 0;
    return target.subarray(0, length);
  }
}

function readInto(target: Uint8Array, path: string): number {
  const file = openSync(path, 'r');
  try {
    let length = readSync(file, target);
    // As long as expected, as a rule; a shorter piece may be followed by more.
    while (length < target.length - 1) {
      const more = readSync(file, target, length, target.length - length, null);
      if (more === 0) break;
      length += more;
    }
    return length;
  } finally {
    closeSync(file);
  }
}
