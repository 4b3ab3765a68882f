import { type Stats, statSync } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, KeytrailError } from '../../core/errors.ts';
import { archiveFormatOf, searchArchive } from '../archives/search-archive.ts';
import { beginsAsLog } from '../begins-as-log.ts';
import type { Findings } from '../findings.ts';
import type { FoundFile } from '../found-file.ts';
import { readFailure } from '../inflate.ts';
import { hasLogName } from '../log-name.ts';
import type { LogSource, Surroundings } from './log-source.ts';

/** Files and folders of this machine: folders are searched through, symbolic links followed, loops left. A file that is named itself is taken whatever its name. */
export const pathSource: LogSource = {
  recognises: () => true,
  find: async (argument, findings, surroundings) => {
    const search = new PathSearch(findings, surroundings);
    try {
      const path = await realpath(argument);
      const { file, isFile, isFolder } = await statOf(path);
      if (isFolder) await search.folder(path);
      else if (isFile) await search.file(file);
      else throw new KeytrailError('KT_INPUT_UNREADABLE', `"${argument}" is neither a file nor a folder.`);
    } catch (error) {
      throw sourceFailure(argument, error);
    }
  },
};

function sourceFailure(source: string, error: unknown): unknown {
  if (isSystemError(error, 'ENOENT', 'ENOTDIR')) {
    return new KeytrailError('KT_INPUT_MISSING', `no file or folder "${source}".`, { hint: 'Check the path.', cause: error });
  }
  if (error instanceof KeytrailError || !isSystemError(error, 'EACCES', 'EPERM', 'ELOOP', 'EIO')) return error;
  return new KeytrailError('KT_INPUT_UNREADABLE', `"${source}": ${readFailure(error)}.`, { hint: 'Check its permissions.', cause: error });
}

class PathSearch {
  readonly #findings: Findings;
  readonly #surroundings: Surroundings;
  readonly #entered: Set<string>;

  constructor(findings: Findings, surroundings: Surroundings) {
    this.#findings = findings;
    this.#surroundings = surroundings;
    this.#entered = new Set(surroundings.except === null ? [] : [surroundings.except]);
  }

  /** Takes a file, or what is in it when it is an archive. */
  async file(file: FoundFile): Promise<void> {
    const format = archiveFormatOf(file.path);
    if (format === null) this.#findings.add(file);
    else if (this.#findings.opens(file.path)) await searchArchive(file, format, this.#findings, this.#surroundings);
  }

  /** Searches a folder through, in order of the names. */
  async folder(folder: string): Promise<void> {
    if (this.#entered.has(folder)) return;
    this.#entered.add(folder);
    if (!this.#findings.enters(folder)) return;
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      try {
        const more = this.#entry(path, entry.isFile());
        if (more !== null) await more;
      } catch (error) {
        this.#findings.setAside(path, readFailure(error));
      }
    }
  }

  /**
   * Nothing is waited for where there is nothing to wait for, nor is a thread asked: of twenty thousand files each takes a few microseconds.
   *
   * @param isPlain whether it is a file and no link to one: then its path is resolved already, since the folder's is
   */
  #entry(entry: string, isPlain: boolean): Promise<void> | null {
    return isPlain ? this.#found(entry, entry, ofStats(entry, statSync(entry))) : this.#linked(entry);
  }

  async #linked(entry: string): Promise<void> {
    const path = await realpath(entry);
    await this.#found(entry, path, await statOf(path));
  }

  #found(entry: string, path: string, { file, isFile, isFolder }: Found): Promise<void> | null {
    if (isFolder) return this.folder(path);
    if (isFile && archiveFormatOf(path) !== null) return this.file(file);
    if (isFile && (hasLogName(path) || hasLogName(entry) || beginsAsLog(path))) this.#findings.add(file);
    else this.#findings.addOther(path);
    return null;
  }
}

interface Found {
  readonly file: FoundFile;
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

const statOf = async (path: string): Promise<Found> => ofStats(path, await stat(path));

const ofStats = (path: string, stats: Stats): Found => ({
  file: { path, size: stats.size, mtimeMs: stats.mtimeMs },
  isFile: stats.isFile(),
  isFolder: stats.isDirectory(),
});
