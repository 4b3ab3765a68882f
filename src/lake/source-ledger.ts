import type { FoundFile } from '../ingest/found-file.ts';
import type { Source } from './catalogue.ts';

/** The files that a lake was made from, while it grows. */
export class SourceLedger {
  readonly #sources = new Set<Source>();
  readonly #latest = new Map<string, Source>();
  readonly #loadedBefore = new Map<string, number>();

  constructor(sources: readonly Source[]) {
    for (const source of sources) {
      this.add(source);
      if (source.status === 'loaded') this.#loadedBefore.set(source.sha256, source.events);
    }
  }

  /** Takes a file in. What the same path held before stays only if its events are in the lake and it was another content. */
  add(source: Source): void {
    const before = this.#latest.get(source.path);
    if (before !== undefined && !('events' in before && hashOf(before) !== hashOf(source))) this.#sources.delete(before);
    this.#sources.add(source);
    this.#latest.set(source.path, source);
  }

  /** What became of a file, if it was read before and is the same by size, time and version. Files set aside, or held in part, are always read again. */
  unchanged(file: FoundFile): Extract<Source, { status: 'loaded' | 'recognised' }> | null {
    const source = this.#latest.get(file.path);
    if (source?.status !== 'loaded' && source?.status !== 'recognised') return null;
    return source.size === file.size && source.mtimeMs === file.mtimeMs && source.version === file.version ? source : null;
  }

  /** SHA-256 of the contents whose events an earlier run loaded, from wherever. */
  loadedHashes(): ReadonlySet<string> {
    return new Set(this.#loadedBefore.keys());
  }

  /** How many events a file of this content had when an earlier run loaded it; null when none did. */
  eventsLoadedBefore(sha256: string): number | null {
    return this.#loadedBefore.get(sha256) ?? null;
  }

  all(): Source[] {
    return [...this.#sources];
  }
}

const hashOf = (source: Source): string | null => (source.status === 'set-aside' ? null : source.sha256);
