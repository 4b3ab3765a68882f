import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isSystemError, KeytrailError } from '../../core/errors.ts';

const compress = promisify(gzip);

/** Compression of real trails is stronger; the fourth level costs half the time and a tenth more space. */
export const GZIP_LEVEL = 4;
/** Files being compressed or written at once: enough for Node's four threads, few enough to stay small in memory. */
const AT_ONCE = 12;

/** Writes files below one folder, several at a time. */
export class FileWriter {
  files = 0;
  bytes = 0;
  readonly #root: string;
  readonly #folders = new Map<string, Promise<unknown>>();
  readonly #running = new Set<Promise<void>>();
  #failure: unknown = null;

  constructor(root: string) {
    this.#root = root;
  }

  /** Begins to write a file, compressed when its name ends in `.gz`. Waits only while too many are under way. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    while (this.#running.size >= AT_ONCE) await Promise.race(this.#running);
    this.#throwFailure();
    const work: Promise<void> = this.#write(path, content)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  /** Waits for everything begun, and fails if any of it did. */
  async finish(): Promise<void> {
    await this.settle();
    this.#throwFailure();
  }

  /** Waits for everything begun, however it ends: before that its folder cannot be taken away. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #write(path: string, content: string | Uint8Array): Promise<void> {
    const target = join(this.#root, path);
    await this.#folder(dirname(target));
    const bytes = path.endsWith('.gz') ? await compress(content, { level: GZIP_LEVEL }) : Buffer.from(content);
    await writeFile(target, bytes);
    this.files++;
    this.bytes += bytes.length;
  }

  #folder(path: string): Promise<unknown> {
    const known = this.#folders.get(path) ?? mkdir(path, { recursive: true });
    this.#folders.set(path, known);
    return known;
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

/** A failure to write to a place, as something the user can act on; any other failure as it is. */
export function writeFailure(error: unknown, place: string): unknown {
  if (isSystemError(error, 'ENOSPC', 'EDQUOT')) {
    return new KeytrailError('KT_DISK_FULL', `The disk that holds "${place}" is full.`, {
      hint: 'Free some space, choose another --out, or ask for fewer --events.',
      cause: error,
    });
  }
  if (isSystemError(error, 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENAMETOOLONG')) {
    return new KeytrailError('KT_OUTPUT_UNWRITABLE', `"${place}" cannot be written: ${error.code}.`, {
      hint: 'Choose another folder with --out.',
      cause: error,
    });
  }
  return error;
}
