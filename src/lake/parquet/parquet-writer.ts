import { ROW_GROUP_COLUMN } from '../../core/indexed-columns.ts';
import type { ColumnMemory, EncodedColumn } from '../../ingest/columnar/column-memory.ts';
import type { Leaf, Node } from '../../ingest/columnar/physical-table.ts';
import { StagedFile } from '../staged-file.ts';
import { compress } from './compress.ts';
import { type ColumnChunk, fileFooter, type RowGroup, type SchemaNode } from './file-footer.ts';
import { dataPageHeader, dictionaryPageHeader } from './page-header.ts';
import { codecs, encodings, MAGIC } from './parquet-format.ts';
import type { WrittenFile } from './written-file.ts';

/** Columns shorter than this gain nothing worth the way to the compressor. */
const MIN_COMPRESSED = 1024;
/** Longer bounds than this help nobody, and a hostile name may be as long as a record. */
const MAX_BOUND = 256;

/** Where a row's untouched record stands: block of the raw file, start in what it inflates to, length. */
export const rawPlaceColumns = ['_rawblock', '_rawstart', '_rawlength'] as const;

const numberColumns = [...rawPlaceColumns, ROW_GROUP_COLUMN];

interface Page {
  readonly rows: number;
  readonly nulls: number;
  readonly encoding: number;
  readonly levels: Uint8Array;
  readonly data: Uint8Array;
}

/** What a column's dictionary and values are compressed; null where they are written as they are. */
interface Packed {
  readonly dictionary: Uint8Array | null;
  readonly data: Uint8Array | null;
}

/** Numbers of row groups that a part of the lake may give, beginning with its own number times this. */
const ROW_GROUPS_OF_PART = 4_096;
/** Parts after which the numbers begin anew, to stay in 31 bits: a row group that shares its number is read in vain, and nothing else. */
const PARTS = 2 ** 19;

/** The part of a lake that a file is written for. */
export interface FilePart {
  /** Number of the part. */
  readonly part: number;
  /** Told of each column of a row group. What it is given holds until it returns. */
  readonly onColumn: (rowGroup: number, leaf: Leaf, column: EncodedColumn) => void;
}

/** Writes row groups from the memory of columns into one Parquet file. */
export class ParquetWriter {
  rows = 0;
  readonly #file: StagedFile;
  readonly #memory: ColumnMemory;
  readonly #part: FilePart;
  readonly #leaves: readonly Leaf[];
  readonly #rowGroups: RowGroup[] = [];
  /** Columns of the row group that were compressed: some stand in the file twice, in a structure and outside of it. */
  readonly #packed = new Map<number, Packed>();

  constructor(path: string, memory: ColumnMemory, part: FilePart) {
    this.#file = new StagedFile(path);
    this.#memory = memory;
    this.#part = part;
    this.#leaves = memory.table.leaves();
    this.#file.append(Buffer.from(MAGIC));
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.#file.length;
  }

  /** Writes the rows in the memory as a row group, and empties it. */
  async writeRowGroup(): Promise<void> {
    const { rows } = this.#memory;
    const chunks: ColumnChunk[] = [];
    this.#memory.prepareEncoding();
    for (const leaf of this.#leaves) chunks.push(await this.#leaf(leaf, rows));
    for (const [at, name] of rawPlaceColumns.entries()) chunks.push(await this.#numbers(name, rows, this.#memory.rawPlaces()[at] as Uint8Array));
    chunks.push(await this.#rowGroup(rows));
    this.#rowGroups.push({ rows, chunks });
    this.rows += rows;
    this.#packed.clear();
    this.#memory.clear();
  }

  /** Ends the file. */
  finish(): WrittenFile {
    const schema = [...this.#memory.table.nodes.map(schemaOf), ...numberColumns.map((name) => ({ name, type: 'int32' as const }))];
    this.#file.append(fileFooter(schema, this.#rowGroups));
    return this.#file.finish();
  }

  async #leaf(leaf: Leaf, rows: number): Promise<ColumnChunk> {
    const column = this.#memory.encode(leaf);
    const { dictionary, levels, data } = column;
    const bounds = boundsOf(column);
    this.#part.onColumn(this.#number, leaf, column);
    // A UUID is random, and nothing makes it shorter.
    const isShort = leaf.type === 'uuid' || data.length + (dictionary?.data.length ?? 0) < MIN_COMPRESSED;
    const packed = isShort ? null : await this.#pack(leaf, column);
    const nulls = rows - column.values;
    const start = this.bytes;
    const dictionaryLength = dictionary === null ? 0 : this.#dictionary(dictionary, packed?.dictionary ?? dictionary.data);
    const dataAt = this.bytes;
    const encoding = dictionary === null ? encodings.plain : encodings.rleDictionary;
    const length = dictionaryLength + this.#page({ rows, nulls, encoding, levels, data }, packed?.data ?? null);
    return {
      type: leaf.type,
      path: leaf.path,
      codec: packed === null ? codecs.uncompressed : codecs.zstd,
      encodings: dictionary === null ? [encodings.rle, encodings.plain] : [encodings.rle, encodings.plain, encodings.rleDictionary],
      rows,
      nulls,
      length,
      compressedLength: this.bytes - start,
      dictionaryAt: dictionary === null ? null : start,
      dataAt,
      bounds,
    };
  }

  async #pack({ column }: Leaf, { dictionary, data }: EncodedColumn): Promise<Packed> {
    const before = this.#packed.get(column);
    if (before !== undefined) return before;
    const [ofDictionary, ofData] = await Promise.all([dictionary && compress(dictionary.data), data.length > 0 ? compress(data) : null]);
    const packed = { dictionary: ofDictionary, data: ofData };
    this.#packed.set(column, packed);
    return packed;
  }

  /** Number of the row group that is written now. */
  get #number(): number {
    return (this.#part.part % PARTS) * ROW_GROUPS_OF_PART + (this.#rowGroups.length % ROW_GROUPS_OF_PART);
  }

  async #rowGroup(rows: number): Promise<ColumnChunk> {
    const numbers = new Int32Array(rows).fill(this.#number);
    const bound = new Uint8Array(numbers.buffer, 0, 4);
    return { ...(await this.#numbers(ROW_GROUP_COLUMN, rows, new Uint8Array(numbers.buffer))), bounds: { smallest: bound, largest: bound } };
  }

  async #numbers(name: string, rows: number, data: Uint8Array): Promise<ColumnChunk> {
    const dataAt = this.bytes;
    const length = this.#page({ rows, nulls: 0, encoding: encodings.plain, levels: new Uint8Array(), data }, await compress(data));
    const compressedLength = this.bytes - dataAt;
    const chunk = { rows, nulls: 0, length, compressedLength, dictionaryAt: null, dataAt, bounds: null };
    return { type: 'int32', path: [name], codec: codecs.zstd, encodings: [encodings.plain], ...chunk };
  }

  /** Writes a dictionary, and gives the length that it would have uncompressed. */
  #dictionary({ entries, data }: NonNullable<EncodedColumn['dictionary']>, body: Uint8Array): number {
    const header = dictionaryPageHeader(entries, data.length, body.length);
    this.#file.append(header);
    this.#file.append(body);
    return header.length + data.length;
  }

  /** Writes values, compressed if that is shorter, and gives the length that the page would have uncompressed. */
  #page({ rows, nulls, encoding, levels, data }: Page, packed: Uint8Array | null): number {
    const isCompressed = packed !== null && packed.length < data.length;
    const body = isCompressed ? packed : data;
    const levelsLength = levels.length;
    const length = levelsLength + data.length;
    const header = dataPageHeader({ rows, nulls, encoding, levelsLength, length, compressedLength: levelsLength + body.length, isCompressed });
    for (const bytes of [header, levels, body]) this.#file.append(bytes);
    return header.length + length;
  }
}

function boundsOf({ bounds }: EncodedColumn): ColumnChunk['bounds'] {
  if (bounds === null || bounds.smallest.length > MAX_BOUND || bounds.largest.length > MAX_BOUND) return null;
  return { smallest: Buffer.from(bounds.smallest), largest: Buffer.from(bounds.largest) };
}

const schemaOf = (node: Node): SchemaNode =>
  'children' in node ? { name: node.name, children: node.children.map(schemaOf) } : { name: node.name, type: node.type };
