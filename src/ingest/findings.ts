import type { FoundFile, SetAside } from './found-file.ts';
import { judgeFile, judgeFolder, type KeyFilter, wantsAll } from './key-filter.ts';

/** What lies under the sources. */
export interface Discovery {
  /** In the order in which the sources gave them; no file twice. */
  readonly files: readonly FoundFile[];
  /** How many files no log has the name of. */
  readonly others: number;
  readonly setAside: readonly SetAside[];
  /** What the filter did; null without one. */
  readonly pruned: Pruned | null;
}

/** What was left out unread because its place in AWS's layout says that it is not wanted. */
export interface Pruned {
  /** Folders and key prefixes that were not entered. */
  readonly folders: number;
  readonly files: number;
  /** Files taken because their place does not say enough: nothing could prune them. */
  readonly unplaced: number;
}

/** Takes in what the sources find, and leaves out what the filter does not want. */
export class Findings {
  readonly #files = new Map<string, FoundFile>();
  readonly #others = new Set<string>();
  readonly #archives = new Set<string>();
  readonly #setAside: SetAside[] = [];
  readonly #filter: KeyFilter | null;
  #prunedFolders = 0;
  #prunedFiles = 0;
  #unplaced = 0;

  constructor(filter: KeyFilter | null) {
    this.#filter = filter;
  }

  /** Whether what is wanted can lie in a folder or below a key prefix. It is asked once for each, before it is searched. */
  enters(folder: string): boolean {
    if (this.#filter === null || judgeFolder(this.#filter, folder) !== 'unwanted') return true;
    this.#prunedFolders += 1;
    return false;
  }

  /** Whether nothing in a folder or below a key prefix can be left out. */
  wantsAllOf(folder: string): boolean {
    return this.#filter === null || wantsAll(this.#filter, folder);
  }

  /** Whether an archive is met for the first time, by whatever source. */
  opens(archive: string): boolean {
    const isNew = !this.#archives.has(archive);
    this.#archives.add(archive);
    return isNew;
  }

  /** A file that may be a log; one that was found before, by whatever source, stays as it is. */
  add(file: FoundFile): void {
    if (this.#files.has(file.path)) return;
    const verdict = this.#filter === null ? 'wanted' : judgeFile(this.#filter, file.path);
    if (verdict === 'unplaced') this.#unplaced += 1;
    if (verdict === 'unwanted') this.#prunedFiles += 1;
    else this.#files.set(file.path, file);
  }

  /** A file that no log has the name of. */
  addOther(path: string): void {
    this.#others.add(path);
  }

  /** A file that cannot be had, and a clause that says why. */
  setAside(file: string, why: string): void {
    this.#setAside.push({ file, why });
  }

  discovery(): Discovery {
    const pruned = { folders: this.#prunedFolders, files: this.#prunedFiles, unplaced: this.#unplaced };
    return { files: [...this.#files.values()], others: this.#others.size, setAside: this.#setAside, pruned: this.#filter === null ? null : pruned };
  }
}
