import type { FoundFile, SetAside } from './found-file.ts';

/** What lies under the sources. */
export interface Discovery {
  /** In the order in which the sources gave them; no file twice. */
  readonly files: readonly FoundFile[];
  /** How many files no log has the name of. */
  readonly others: number;
  readonly setAside: readonly SetAside[];
}

/** Takes in what the sources find. */
export class Findings {
  readonly #files = new Map<string, FoundFile>();
  readonly #others = new Set<string>();
  readonly #setAside: SetAside[] = [];

  /** A file that may be a log; one that was found before, by whatever source, stays as it is. */
  add(file: FoundFile): void {
    if (!this.#files.has(file.path)) this.#files.set(file.path, file);
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
    return { files: [...this.#files.values()], others: this.#others.size, setAside: this.#setAside };
  }
}
