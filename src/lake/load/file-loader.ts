import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { ColumnMemory } from '../../ingest/columnar/column-memory.ts';
import { openGunzip } from '../../ingest/columnar/gunzip-into.ts';
import { ID_BYTES } from '../../ingest/columnar/id-bytes.ts';
import { isGzip, readFailure, sizeFailure } from '../../ingest/inflate.ts';
import { parseLogKey } from '../../ingest/log-key.ts';
import type { ChunkFile, ChunkOutcome, FileChunk, FileOutcome } from './file-chunk.ts';
import { FileReader } from './file-reader.ts';
import type { IdTable } from './id-table.ts';
import { PartWriter, type RawText } from './part-writer.ts';
import { RAW_GZIP, readSlowly } from './slow-rows.ts';
import type { WrittenPart } from './written-part.ts';

export interface LoaderOptions {
  /** Folder in which parts are written. */
  readonly work: string;
  readonly ids: IdTable;
  /** SHA-256 of the files whose events are in the lake. */
  readonly known: ReadonlySet<string>;
  /** The largest file, stored or inflated. */
  readonly maxFileBytes: number;
  /** Whether what fetched files inflate to is hashed: digests name it, and nothing is fetched twice. */
  readonly hashesFetched: boolean;
}

/** Turns files into parts of a lake. One thread's work; several loaders share the table of ids. */
export class FileLoader {
  readonly #options: LoaderOptions;
  readonly #memory: ColumnMemory;
  readonly #reader = new FileReader();
  readonly #gunzip = openGunzip();
  #part: PartWriter | null = null;
  #raws: RawText[] = [];

  private constructor(options: LoaderOptions, memory: ColumnMemory) {
    this.#options = options;
    this.#memory = memory;
  }

  static async open(options: LoaderOptions): Promise<FileLoader> {
    return new FileLoader(options, await ColumnMemory.open());
  }

  /** Loads files. All chunks with one name of a part come before `closePart`. */
  async load({ turn, part, files }: FileChunk): Promise<ChunkOutcome> {
    const memory = this.#memory;
    const { ids } = this.#options;
    const first = memory.rows;
    this.#raws = [];
    this.#reader.rewind();
    memory.mark();
    const outcomes = files.map((file) => this.#file(file));
    const found = memory.ids(first);
    const isNew = new Uint8Array(memory.rows - first);
    ids.prepare(found);
    ids.waitForTurn(turn);
    const copies = ids.add(found, isNew);
    ids.endTurn();
    if (copies > 0) memory.keep(first, isNew);
    if (memory.rows > first) await this.#write(part, first, found, isNew);
    return { files: outcomes, events: isNew.length - copies, copies, isPartFull: this.#part?.isFull ?? false };
  }

  /** Ends the part that the last chunks went into; null when it has no events. */
  async closePart(): Promise<WrittenPart | null> {
    const part = await this.#part?.finish();
    this.#part = null;
    return part ?? null;
  }

  async #write(name: string, first: number, found: Uint32Array, isNew: Uint8Array): Promise<void> {
    this.#part ??= new PartWriter(this.#options.work, name, this.#memory);
    let from = first;
    for (const raw of this.#raws) {
      const to = from + countOf(isNew.subarray(raw.from - first, raw.to - first));
      if (to > from) this.#part.addRaw({ ...raw, from, to });
      from = to;
    }
    this.#part.addIds(keptIds(found, isNew));
    await this.#part.rowsDone();
  }

  #file(file: ChunkFile): FileOutcome {
    if (typeof file.content === 'object' && 'why' in file.content) return { kind: 'unreadable', why: file.content.why };
    const tooLarge = sizeFailure(file.size, this.#options.maxFileBytes);
    if (tooLarge !== null) return { kind: 'unreadable', why: tooLarge };
    let bytes: Uint8Array;
    try {
      bytes = file.content === 'on-disk' ? this.#reader.read(file) : file.content;
    } catch (error) {
      return { kind: 'unreadable', why: readFailure(error) };
    }
    const sha256 = hash('sha256', bytes);
    if (this.#options.known.has(sha256)) return { kind: 'known', sha256 };
    const text = this.#inflateIntoMemory(bytes);
    const isHashed = this.#options.hashesFetched && file.content !== 'on-disk' && text !== null;
    const hashed = isHashed ? { textSha256: hash('sha256', text) } : {};
    const outcome =
      this.#fast(text, bytes, file.path, sha256) ??
      readSlowly({ bytes, path: file.path, sha256, maxBytes: this.#options.maxFileBytes }, this.#memory, (raw) => this.#raws.push(raw));
    return { ...outcome, ...hashed };
  }

  /** The fast way, which takes what CloudTrail delivers, or nothing of a file. */
  #fast(text: Uint8Array | null, bytes: Uint8Array, path: string, sha256: string): FileOutcome | null {
    if (text === null) return null;
    const from = this.#memory.rows;
    const read = this.#memory.readRecords(text.length, path, parseLogKey(path));
    if (read === null) return null;
    const { rows, accountMismatches } = read;
    if (rows > 0) this.#raws.push({ from, to: from + rows, gzip: isGzip(bytes) ? bytes : gzipSync(bytes, RAW_GZIP) });
    return { kind: 'read', sha256, reading: { kind: 'log', events: rows, givenUp: new Map(), accountMismatches } };
  }

  /** Null when the bytes cannot be inflated or are no UTF-8: the slower way says why. */
  #inflateIntoMemory(bytes: Uint8Array): Uint8Array | null {
    let room: Uint8Array = new Uint8Array();
    const reserve = (length: number): Uint8Array => {
      room = this.#memory.input(length);
      return room;
    };
    if (!isGzip(bytes)) reserve(bytes.length).set(bytes);
    const length = isGzip(bytes) ? this.#gunzip(bytes, this.#options.maxFileBytes, reserve) : bytes.length;
    if (length === null) return null;
    const text = room.subarray(0, length);
    return isUtf8(text) ? text : null;
  }
}

function countOf(flags: Uint8Array): number {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}

function keptIds(ids: Uint32Array, isNew: Uint8Array): Uint32Array {
  if (!isNew.includes(0)) return ids;
  const words = ID_BYTES / 4;
  let kept = 0;
  for (let row = 0; row < isNew.length; row += 1) {
    if (isNew[row] === 0) continue;
    for (let word = row * words; word < (row + 1) * words; word += 1) ids[kept++] = ids[word] as number;
  }
  return ids.subarray(0, kept);
}
