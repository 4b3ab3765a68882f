import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, KeytrailError } from '../core/errors.ts';
import { readFailure } from './inflate.ts';

/** A file that may be a log. `path` is absolute, symbolic links resolved: one file has one path. */
export interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface SetAside {
  readonly file: string;
  readonly why: string;
}

/** What lies under the sources. */
export interface Discovery {
  /** In order of the sources, then of the paths; no file twice. */
  readonly files: readonly FoundFile[];
  /** How many files no log has the name of. */
  readonly others: number;
  readonly setAside: readonly SetAside[];
}

const LOG_NAME = /\.(json|jsonl|ndjson)(\.gz)?$/i;

/**
 * Finds the files under sources: folders are searched through, symbolic links followed, loops left. A file that is named itself is taken whatever its name.
 *
 * @param except a folder that is not entered (the lake, which may lie in a source)
 * @throws KeytrailError `KT_INPUT_MISSING` or `KT_INPUT_UNREADABLE` when a source itself is not there or cannot be read
 */
export async function discover(sources: readonly string[], except: string): Promise<Discovery> {
  const search = new Search(await realpath(except).catch(() => except));
  for (const source of sources) await search.source(source);
  return { files: [...search.files.values()], others: search.others.size, setAside: search.setAside };
}

class Search {
  readonly files = new Map<string, FoundFile>();
  readonly others = new Set<string>();
  readonly setAside: SetAside[] = [];
  readonly #entered: Set<string>;

  constructor(except: string) {
    this.#entered = new Set([except]);
  }

  async source(source: string): Promise<void> {
    try {
      const path = await realpath(source);
      const { isFile, isFolder, ...file } = await statOf(path);
      if (isFolder) await this.#folder(path);
      else if (isFile) this.files.set(path, file);
      else throw new KeytrailError('KT_INPUT_UNREADABLE', `"${source}" is neither a file nor a folder.`);
    } catch (error) {
      if (isSystemError(error, 'ENOENT', 'ENOTDIR')) {
        throw new KeytrailError('KT_INPUT_MISSING', `no file or folder "${source}".`, { hint: 'Check the path.', cause: error });
      }
      if (error instanceof KeytrailError || !isSystemError(error, 'EACCES', 'EPERM', 'ELOOP', 'EIO')) throw error;
      throw new KeytrailError('KT_INPUT_UNREADABLE', `"${source}": ${readFailure(error)}.`, { hint: 'Check its permissions.', cause: error });
    }
  }

  async #folder(folder: string): Promise<void> {
    if (this.#entered.has(folder)) return;
    this.#entered.add(folder);
    const entries = await readdir(folder);
    for (const name of entries.sort()) {
      const path = join(folder, name);
      try {
        await this.#entry(path);
      } catch (error) {
        this.setAside.push({ file: path, why: readFailure(error) });
      }
    }
  }

  async #entry(entry: string): Promise<void> {
    const path = await realpath(entry);
    const { isFile, isFolder, ...file } = await statOf(path);
    if (isFolder) await this.#folder(path);
    else if (isFile && (LOG_NAME.test(path) || LOG_NAME.test(entry))) this.files.set(path, file);
    else this.others.add(path);
  }
}

async function statOf(path: string): Promise<FoundFile & { readonly isFile: boolean; readonly isFolder: boolean }> {
  const stats = await stat(path);
  return { path, size: stats.size, mtimeMs: stats.mtimeMs, isFile: stats.isFile(), isFolder: stats.isDirectory() };
}
