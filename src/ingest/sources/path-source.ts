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
      const { isFile, isFolder, ...file } = await statOf(path);
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
        await this.#entry(path, entry.isFile());
      } catch (error) {
        this.#findings.setAside(path, readFailure(error));
      }
    }
  }

  /** @param isPlain whether it is a file and no link to one: then its path is resolved already, since the folder's is */
  async #entry(entry: string, isPlain: boolean): Promise<void> {
    const path = isPlain ? entry : await realpath(entry);
    // Of twenty thousand files each is looked at in a few microseconds; waiting for another thread would take ten times as long.
    const { isFile, isFolder, ...file } = isPlain ? ofStats(path, statSync(path)) : await statOf(path);
    if (isFolder) await this.folder(path);
    else if (isFile && (archiveFormatOf(path) !== null || hasLogName(path) || hasLogName(entry) || beginsAsLog(path))) await this.file(file);
    else this.#findings.addOther(path);
  }
}

interface Found extends FoundFile {
  readonly isFile: boolean;
  readonly isFolder: boolean;
}

const statOf = async (path: string): Promise<Found> => ofStats(path, await stat(path));

const ofStats = (path: string, stats: Stats): Found => ({
  path,
  size: stats.size,
  mtimeMs: stats.mtimeMs,
  isFile: stats.isFile(),
  isFolder: stats.isDirectory(),
});
