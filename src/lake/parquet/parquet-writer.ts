import { closeSync, openSync, writevSync } from 'node:fs';
import { compress } from '@mongodb-js/zstd';
import type { ColumnMemory, EncodedColumn } from '../../ingest/columnar/column-memory.ts';
import type { Leaf, Node } from '../../ingest/columnar/physical-table.ts';
import { type ColumnChunk, fileFooter, type RowGroup, type SchemaNode } from './file-footer.ts';
import { dataPageHeader, dictionaryPageHeader } from './page-header.ts';
import { encodings, MAGIC } from './parquet-format.ts';

/** The fastest regular level: a higher one costs more time than it saves space (ingest-fast.md). */
const ZSTD_LEVEL = 1;
/** Shorter pages gain nothing. */
const MIN_COMPRESSED = 64;
/** Longer bounds than this help nobody, and a hostile name may be as long as a record. */
const MAX_BOUND = 256;

/** Where a row's untouched record stands: block of the raw file, start in what it inflates to, length. */
export const rawPlaceColumns = ['_rawblock', '_rawstart', '_rawlength'] as const;

/** Writes row groups from the memory of columns into one Parquet file. */
export class ParquetWriter {
  rows = 0;
  bytes = 0;
  readonly #file: number;
  readonly #memory: ColumnMemory;
  readonly #leaves: readonly Leaf[];
  readonly #rowGroups: RowGroup[] = [];

  constructor(path: string, memory: ColumnMemory) {
    this.#file = openSync(path, 'w', 0o600);
    this.#memory = memory;
    this.#leaves = memory.table.leaves();
    this.#write(Buffer.from(MAGIC));
  }

  /** Writes the rows in the memory as a row group, and empties it. */
  async writeRowGroup(): Promise<void> {
    const { rows } = this.#memory;
    const chunks: ColumnChunk[] = [];
    this.#memory.prepareEncoding();
    for (const leaf of this.#leaves) chunks.push(await this.#leaf(leaf, rows));
    for (const [at, name] of rawPlaceColumns.entries()) chunks.push(await this.#numbers(name, rows, this.#memory.rawPlaces()[at] as Uint8Array));
    this.#rowGroups.push({ rows, chunks });
    this.rows += rows;
    this.#memory.clear();
  }

  /** Ends the file. */
  finish(): void {
    const schema = [...this.#memory.table.nodes.map(schemaOf), ...rawPlaceColumns.map((name) => ({ name, type: 'int32' as const }))];
    this.#write(fileFooter(schema, this.#rowGroups));
    this.close();
  }

  /** Lets go of the file, whole or not. */
  close(): void {
    closeSync(this.#file);
  }

  async #leaf(leaf: Leaf, rows: number): Promise<ColumnChunk> {
    const column = this.#memory.encode(leaf);
    const bounds = boundsOf(column);
    const start = this.bytes;
    const dictionaryLength = column.dictionary === null ? 0 : await this.#dictionary(column.dictionary);
    const encoding = column.dictionary === null ? encodings.plain : encodings.rleDictionary;
    const dataAt = this.bytes;
    const length = await this.#page(rows, rows - column.values, encoding, column.levels, column.data, leaf.type === 'uuid');
    return {
      type: leaf.type,
      path: leaf.path,
      encodings: [...new Set([encodings.rle, encodings.plain, encoding])],
      rows,
      nulls: rows - column.values,
      length: dictionaryLength + length,
      compressedLength: this.bytes - start,
      dictionaryAt: column.dictionary === null ? null : start,
      dataAt,
      bounds,
    };
  }

  async #numbers(name: string, rows: number, data: Uint8Array): Promise<ColumnChunk> {
    const dataAt = this.bytes;
    const length = await this.#page(rows, 0, encodings.plain, new Uint8Array(), data, false);
    const compressedLength = this.bytes - dataAt;
    return {
      type: 'int32',
      path: [name],
      encodings: [encodings.plain],
      rows,
      nulls: 0,
      length,
      compressedLength,
      dictionaryAt: null,
      dataAt,
      bounds: null,
    };
  }

  /** Writes a dictionary, and gives the length that it would have uncompressed. */
  async #dictionary({ entries, data }: NonNullable<EncodedColumn['dictionary']>): Promise<number> {
    const compressed = await compress(data as Buffer, ZSTD_LEVEL);
    const header = dictionaryPageHeader(entries, data.length, compressed.length);
    this.#write(header, compressed);
    return header.length + data.length;
  }

  /** Writes values, and gives the length that the page would have uncompressed. */
  async #page(rows: number, nulls: number, encoding: number, levels: Uint8Array, data: Uint8Array, isRandom: boolean): Promise<number> {
    const compressed = isRandom || data.length < MIN_COMPRESSED ? data : await compress(data as Buffer, ZSTD_LEVEL);
    const isCompressed = compressed.length < data.length;
    const body = isCompressed ? compressed : data;
    const header = dataPageHeader({
      rows,
      nulls,
      encoding,
      levelsLength: levels.length,
      length: levels.length + data.length,
      compressedLength: levels.length + body.length,
      isCompressed,
    });
    this.#write(header, levels, body);
    return header.length + levels.length + data.length;
  }

  #write(...parts: readonly Uint8Array[]): void {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    let written = writevSync(this.#file, parts);
    // A disk that is nearly full takes a part; the next call says why.
    if (written < length) for (const rest = Buffer.concat(parts); written < length; ) written += writevSync(this.#file, [rest.subarray(written)]);
    this.bytes += length;
  }
}

function boundsOf({ bounds }: EncodedColumn): ColumnChunk['bounds'] {
  if (bounds === null || bounds.smallest.length > MAX_BOUND || bounds.largest.length > MAX_BOUND) return null;
  return { smallest: Buffer.from(bounds.smallest), largest: Buffer.from(bounds.largest) };
}

const schemaOf = (node: Node): SchemaNode =>
  'children' in node ? { name: node.name, children: node.children.map(schemaOf) } : { name: node.name, type: node.type };
