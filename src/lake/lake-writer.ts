import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundFile } from '../ingest/found-file.ts';
import { type Catalogue, lastPartOf, type ParquetFile, type Source, writeCatalogue } from './catalogue.ts';
import { placeFile } from './durable-file.ts';
import { clearLeftovers, expireOthers, supersede } from './lake-folder.ts';
import { lakePaths } from './lake-paths.ts';
import type { FileOutcome } from './load/file-chunk.ts';
import type { Stage } from './load/load-files.ts';
import { MAX_RAW_BYTES, partFiles, type WrittenPart } from './load/written-part.ts';
import type { SourceLedger } from './source-ledger.ts';

/** A part with fewer events is small. */
const SMALL_PART_EVENTS = 100_000;
/** So many small parts are merged: with one delivery an hour that is twice a day. */
const MANY_PARTS = 16;

/** Whether a part is so small that merging it with others makes queries faster. */
export const isSmallPart = ({ events }: ParquetFile): boolean => events < SMALL_PART_EVENTS;

/** The first parts whose untouched records fit into one file. */
function together(parts: readonly ParquetFile[]): ParquetFile[] {
  let bytes = 0;
  return parts.filter(({ raw }) => {
    bytes += raw.reduce((sum, file) => sum + file.bytes, 0);
    return bytes < MAX_RAW_BYTES;
  });
}

/** Takes into a lake what was loaded: gives the files their places, then says so in the catalogue. */
export class LakeWriter {
  /** Events written by this writer. */
  written = 0;
  /** Events that the lake had already. */
  copies = 0;
  readonly #directory: string;
  readonly #ledger: SourceLedger;
  #parquet: ParquetFile[];
  #lastPart: number;
  /** The highest number that the catalogue has named; others are names that a run has taken and may never use. */
  #lastCommitted: number;

  constructor(directory: string, catalogue: Catalogue, ledger: SourceLedger) {
    this.#directory = directory;
    this.#ledger = ledger;
    this.#parquet = [...catalogue.parquet];
    this.#lastCommitted = lastPartOf(catalogue);
    this.#lastPart = this.#lastCommitted;
  }

  /** A name that no part of the lake has. */
  nextPart(): string {
    this.#lastPart += 1;
    return String(this.#lastPart).padStart(6, '0');
  }

  async commit({ outcomes, parts, copies }: Stage): Promise<void> {
    await this.#placeAll(parts);
    for (const [file, outcome] of outcomes) this.#ledger.add(this.#source(file, outcome));
    await writeCatalogue(this.#directory, this.catalogue());
    this.copies += copies;
  }

  /** Puts parts with fewer events in the place of others, whose files go at once, and those of earlier merges with them. */
  async forget(old: readonly ParquetFile[], thinned: readonly WrittenPart[]): Promise<void> {
    await this.#placeAll(thinned);
    this.#takeOut(old);
    const after = this.catalogue();
    // Before they are let go: should this run be killed right after, the next writer knows that nobody may need them.
    await expireOthers(this.#directory, after);
    await writeCatalogue(this.#directory, after);
    await clearLeftovers(this.#directory, after);
  }

  /** Merges small Parquet files when they are so many: a reader opens each of them for every query. */
  async mergeSmallParts(many = MANY_PARTS): Promise<void> {
    const small = together(this.#parquet.filter(isSmallPart));
    if (small.length < Math.max(many, 2)) return;
    // It brings DuckDB, which loading does without.
    const { mergeParts } = await import('./merge-parts.ts');
    const part = await mergeParts(this.#directory, small, this.nextPart());
    await this.#placeAll([part]);
    this.written -= part.events;
    this.#takeOut(small);
    await writeCatalogue(this.#directory, this.catalogue());
    await supersede(this.#directory, [...small]);
  }

  /** The lake as it is with what was taken in. */
  catalogue(): Catalogue {
    this.#lastCommitted = lastPartOf({ parquet: this.#parquet, sources: [], lastPart: this.#lastCommitted });
    return { parquet: this.#parquet, sources: this.#ledger.all(), lastPart: this.#lastCommitted };
  }

  #takeOut(parts: readonly ParquetFile[]): void {
    this.#parquet = this.#parquet.filter((part) => !parts.includes(part));
  }

  /** Gives the files of parts their places, all at once: waiting for the disk is most of it. Nobody reads them before the catalogue names them. */
  async #placeAll(parts: readonly WrittenPart[]): Promise<void> {
    await Promise.all(parts.map((part) => this.#placeFiles(part)));
    for (const { name, events, content } of [...parts].sort((a, b) => a.name.localeCompare(b.name))) {
      if (content === null) continue;
      const { ids, index, raw, events: ofEvents } = content.files;
      const files = partFiles(name);
      this.#parquet.push({
        ...{ name: files.events, events, ...ofEvents, idsSha256: ids.sha256 },
        ...{ summary: content.summary, index, raw: [{ name: files.raw, ...raw }] },
      });
      this.written += events;
    }
  }

  async #placeFiles({ name, content }: WrittenPart): Promise<void> {
    const { work, ...folders } = lakePaths(this.#directory);
    const files = partFiles(name);
    const kinds = ['raw', 'ids', 'index', 'events'] as const;
    await Promise.all(
      kinds.map((kind) => {
        const written = join(work, files[kind]);
        return content === null ? rm(written, { force: true }) : placeFile(written, join(folders[kind], files[kind]));
      }),
    );
  }

  #source({ path, size, mtimeMs, version }: FoundFile, outcome: FileOutcome): Source {
    const file = version === undefined ? { path, size, mtimeMs } : { path, size, mtimeMs, version };
    if (outcome.kind === 'unreadable') return { ...file, status: 'set-aside', why: outcome.why };
    const { sha256 } = outcome;
    if (outcome.kind === 'known') return { ...file, status: 'loaded', sha256, events: this.#ledger.eventsLoadedBefore(sha256) ?? 0 };
    const { reading } = outcome;
    if (reading.kind === 'set-aside') return { ...file, status: 'set-aside', why: reading.why };
    if (reading.kind === 'recognised') return { ...file, status: 'recognised', sha256, what: reading.what };
    // Each member by its name: putting them together takes ten times as long, and there are tens of thousands of files.
    const loaded = { path, size, mtimeMs, status: 'loaded' as const, sha256, events: reading.events };
    return version === undefined ? loaded : { ...loaded, version };
  }
}
