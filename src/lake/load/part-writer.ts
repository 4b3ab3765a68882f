import { join } from 'node:path';
import type { ColumnMemory } from '../../ingest/columnar/column-memory.ts';
import { ParquetWriter } from '../parquet/parquet-writer.ts';
import { StagedFile } from '../staged-file.ts';
import { indexBlock } from './index-block.ts';
import { SummaryBuilder } from './summary-builder.ts';
import { MAX_RAW_BYTES, partFiles, type WrittenPart } from './written-part.ts';

/** Rows of a row group: small enough that a key or a minute is found without reading much (measured in ingest-fast.md). */
export const ROW_GROUP_ROWS = 20_480;
/** Values of a row group, in bytes, that are written before it has as many rows. */
const ROW_GROUP_BYTES = 64 * 1024 * 1024;

/** Untouched records of a range of rows: gzip of one text in which they stand. */
export interface RawText {
  readonly from: number;
  readonly to: number;
  readonly gzip: Uint8Array;
}

/** Writes one part: rows to Parquet, their ids, and their untouched records as the gzip that they came in. */
export class PartWriter {
  readonly #name: string;
  readonly #memory: ColumnMemory;
  readonly #parquet: ParquetWriter;
  readonly #ids: StagedFile;
  readonly #raw: StagedFile;
  readonly #index: StagedFile;
  readonly #summary = new SummaryBuilder();

  /** @param folder where the files are written */
  constructor(folder: string, name: string, memory: ColumnMemory) {
    const { events, ids, raw, index } = partFiles(name);
    this.#name = name;
    this.#memory = memory;
    this.#index = new StagedFile(join(folder, index));
    this.#parquet = new ParquetWriter(join(folder, events), memory, {
      part: Number.parseInt(name, 10),
      onColumn: (rowGroup, leaf, column) => {
        const block = indexBlock(rowGroup, leaf, column);
        if (block !== null) this.#index.append(block);
        this.#summary.add(leaf, column);
      },
    });
    this.#ids = new StagedFile(join(folder, ids));
    this.#raw = new StagedFile(join(folder, raw));
  }

  /** Whether the next events must go into another part. */
  get isFull(): boolean {
    return this.#raw.length >= MAX_RAW_BYTES;
  }

  /** Takes the untouched records of rows in the memory. */
  addRaw({ from, to, gzip }: RawText): void {
    this.#memory.setRawBlock(from, to, partFiles(this.#name).raw, this.#raw.length);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(gzip.length);
    this.#raw.append(length);
    this.#raw.append(gzip);
  }

  addIds(ids: Uint32Array): void {
    this.#ids.append(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength));
  }

  /** Writes the rows in the memory once they are enough for a row group. */
  async rowsDone(): Promise<void> {
    if (this.#memory.rows >= ROW_GROUP_ROWS || this.#memory.bytes >= ROW_GROUP_BYTES) await this.#parquet.writeRowGroup();
  }

  /** Ends the part. One without events is to be thrown away. */
  async finish(): Promise<WrittenPart> {
    if (this.#memory.rows > 0) await this.#parquet.writeRowGroup();
    const { rows: events } = this.#parquet;
    const files = { events: this.#parquet.finish(), ids: this.#ids.finish(), raw: this.#raw.finish(), index: this.#index.finish() };
    return { name: this.#name, events, content: events === 0 ? null : { files, summary: this.#summary.summary() } };
  }
}
