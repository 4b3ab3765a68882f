import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { WrittenFile } from './parquet/written-file.ts';

const STAGE_BYTES = 1024 * 1024;

/** A file that is only appended to, in large pieces: many small ones would cost a system call each. */
export class StagedFile {
  /** Bytes appended so far. */
  length = 0;
  readonly #file: number;
  readonly #hash = createHash('sha256');
  readonly #stage = Buffer.allocUnsafeSlow(STAGE_BYTES);
  #staged = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600);
  }

  append(bytes: Uint8Array): void {
    if (this.#staged + bytes.length > STAGE_BYTES) this.#flush();
    if (bytes.length > STAGE_BYTES) this.#write(bytes);
    else {
      this.#stage.set(bytes, this.#staged);
      this.#staged += bytes.length;
    }
    this.length += bytes.length;
  }

  /** Writes what is left. */
  finish(): WrittenFile {
    this.#flush();
    closeSync(this.#file);
    return { bytes: this.length, sha256: this.#hash.digest('hex') };
  }

  #flush(): void {
    this.#write(this.#stage.subarray(0, this.#staged));
    this.#staged = 0;
  }

  #write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
  }
}
