import { hash } from 'node:crypto';
import { partitionKeys } from '../../core/cloudtrail-table.ts';
import { secretMembers } from '../../core/secrets.ts';
import { uuidLeaf } from '../../core/uuid-columns.ts';
import type { LogKey } from '../log-key.ts';
import { ID_BYTES } from './id-bytes.ts';
import { FILE_COLUMN, type Leaf, PhysicalTable, RAW_FILE_COLUMN } from './physical-table.ts';
import { type ColumnarExports, openColumnarModule } from './wasm-module.ts';

/** A column as it goes into Parquet pages. The arrays lie in the module's memory: they hold until the next call. */
export interface EncodedColumn {
  /** Rows that have a value. */
  readonly values: number;
  readonly levels: Uint8Array;
  readonly data: Uint8Array;
  /** `isUsed` is 0 for entries that no row has any more. */
  readonly dictionary: { readonly entries: number; readonly data: Uint8Array; readonly isUsed: Uint8Array } | null;
  readonly bounds: { readonly smallest: Uint8Array; readonly largest: Uint8Array } | null;
}

/** What the fast way made of a text. */
export interface ReadRecords {
  readonly rows: number;
  /** Records of another account than the place of the file says. */
  readonly accountMismatches: number;
}

/** The rows of a row group while it grows, column by column, in the memory of the WebAssembly module. */
export class ColumnMemory {
  readonly table: PhysicalTable;
  readonly #module: ColumnarExports;
  readonly #idColumn: number;
  readonly #partitions: readonly number[];
  readonly #fileColumn: number;
  readonly #rawFileColumn: number;
  #bytes: Buffer;

  private constructor(module: ColumnarExports) {
    this.#module = module;
    this.#bytes = Buffer.from(module.memory.buffer);
    this.table = new PhysicalTable();
    this.#idColumn = this.table.columnOf(uuidLeaf('eventid'));
    this.#partitions = partitionKeys.map((name) => this.table.columnOf(name));
    this.#fileColumn = this.table.columnOf(FILE_COLUMN);
    this.#rawFileColumn = this.table.columnOf(RAW_FILE_COLUMN);
    this.#describeTable();
  }

  static async open(): Promise<ColumnMemory> {
    return new ColumnMemory(await openColumnarModule());
  }

  get rows(): number {
    return this.#module.rowCount.value;
  }

  /** Bytes of values that the row group holds. */
  get bytes(): number {
    return this.#module.bytesHeld.value >>> 0;
  }

  /** Room in the memory for a text that is to be read. */
  input(length: number): Buffer {
    const at = this.#module.reserveInput(length);
    return this.#view(at, length);
  }

  /**
   * Reads the text in the input, which is UTF-8, as records, and adds a row for each.
   *
   * @returns null when only the slower way can read it; then no row was added
   */
  readRecords(length: number, file: string, key: LogKey): ReadRecords | null {
    const [day = -1, region = -1, account = -1] = key.partition === null ? this.#partitions : [];
    const [at, bytes] = this.#scratch(key.account ?? '');
    this.#module.expect(at, bytes, day, region, account);
    const first = this.rows;
    const rows = this.#module.readDocument(length, this.table.record, true);
    if (rows < 0) return null;
    const { partition } = key;
    this.#repeat(this.#fileColumn, first, file);
    const keys = partition === null ? [] : [partition.day, partition.region, partition.account];
    for (const [at, text] of keys.entries()) this.#repeat(this.#partitions[at] as number, first, text);
    return { rows, accountMismatches: this.#module.otherAccounts.value };
  }

  /**
   * Adds rows that the slower way made.
   *
   * @param text UTF-8 of `{"Records":[...]}` with the rows, in the input
   * @param rawLengths bytes of each row's untouched record, which follow one another in its raw block
   */
  addRows(length: number, file: string, rawLengths: readonly number[]): void {
    const first = this.rows;
    this.#module.expect(0, 0, -1, -1, -1);
    const rows = this.#module.readDocument(length, this.table.row, false);
    if (rows !== rawLengths.length) throw new Error(`${rawLengths.length} rows were to be added, ${rows} were.`);
    this.#repeat(this.#fileColumn, first, file);
    const starts = this.#words(this.#module.rawStarts.value, first);
    const lengths = this.#words(this.#module.rawLengths.value, first);
    let start = 0;
    rawLengths.forEach((rawLength, at) => {
      starts[at] = start;
      lengths[at] = rawLength;
      start += rawLength;
    });
  }

  /** From the rows that come now on, `ids` and `keep` may be called. */
  mark(): void {
    this.#module.markLengths();
  }

  /** Ids of the rows from one on, sixteen bytes each: the UUID, or a hash of an id that is none. */
  ids(from: number): Uint32Array<ArrayBuffer> {
    const rows = this.rows - from;
    if (rows === 0) return new Uint32Array(0);
    const at = this.#module.writeIds(this.#idColumn, from, this.rows);
    const ids = new Uint32Array(this.#module.memory.buffer.slice(at, at + rows * ID_BYTES));
    if (this.#module.otherIds.value > 0) this.#hashOthers(ids, at + rows * ID_BYTES);
    return ids;
  }

  /** Takes out rows: those from `from` on whose flag is 0. */
  keep(from: number, flags: Uint8Array): void {
    const at = this.#module.reserveScratch(flags.length);
    this.#view(at, flags.length).set(flags);
    this.#module.keepRows(from, at);
  }

  /** Says in which raw file, and in which block of it, the records of rows stand. */
  setRawBlock(from: number, to: number, file: string, block: number): void {
    this.#repeat(this.#rawFileColumn, from, file, to);
    this.#words(this.#module.rawBlocks.value, from).fill(block, 0, to - from);
  }

  /** Where the untouched records of all rows stand: numbers of 32 bits. The arrays hold until the next call. */
  rawPlaces(): readonly [blocks: Uint8Array, starts: Uint8Array, lengths: Uint8Array] {
    const { rawBlocks, rawStarts, rawLengths } = this.#module;
    const [blocks, starts, lengths] = [rawBlocks, rawStarts, rawLengths].map(({ value }) => this.#view(value, this.rows * 4));
    return [blocks as Buffer, starts as Buffer, lengths as Buffer];
  }

  /** To be called before the columns of a full row group are encoded. */
  prepareEncoding(): void {
    this.#module.levelGroups(this.rows);
  }

  encode(leaf: Leaf): EncodedColumn {
    this.#module.encodeColumn(leaf.column, this.rows, leaf.hasBounds, leaf.path.length === 1);
    const [
      values = 0,
      levelsAt = 0,
      levelsLength = 0,
      dataAt = 0,
      dataLength = 0,
      entries = 0,
      dictionaryAt = 0,
      dictionaryLength = 0,
      smallest = 0,
      largest = 0,
      isUsedAt = 0,
    ] = new Uint32Array(this.#module.memory.buffer, this.#module.encodedAt(), 11);
    return {
      values,
      levels: this.#view(levelsAt, levelsLength),
      data: this.#view(dataAt, dataLength),
      dictionary: entries === 0 ? null : { entries, data: this.#view(dictionaryAt, dictionaryLength), isUsed: this.#view(isUsedAt, entries) },
      bounds: smallest === 0 ? null : { smallest: this.#value(smallest), largest: this.#value(largest) },
    };
  }

  /** Empties the row group. */
  clear(): void {
    this.#module.emptyRowGroup();
  }

  #describeTable(): void {
    const { columns, groups, shapes } = this.table;
    for (const around of groups) this.#module.addGroup(around);
    for (const { storage, group } of columns) this.#module.addColumn(storage, group);
    // Members of structures are found in any letter case, as Hive finds them.
    for (const { group } of shapes) this.#module.addShape(group, group !== 0);
    shapes.forEach(({ members }, shape) => {
      for (const { name, kind, role, target } of members) {
        const [at, length] = this.#scratch(`"${name}"`);
        this.#module.addMember(shape, at, length - 2, kind, role, target);
      }
    });
    for (const name of secretMembers) this.#module.addSecretName(...this.#scratch(name.toLowerCase()));
  }

  /** Gives rows the same text. */
  #repeat(column: number, from: number, text: string, to = this.rows): void {
    if (to === from) return;
    this.#module.putText(column, from, ...this.#scratch(text));
    this.#module.repeatValue(column, from + 1, to);
  }

  /** Writes a text where the module's functions take one. */
  #scratch(text: string): [at: number, length: number] {
    const length = Buffer.byteLength(text);
    const at = this.#module.reserveScratch(length);
    this.#view(at, length).write(text);
    return [at, length];
  }

  /** Behind the ids stand three numbers for each that is none: its row, where its text is, and how long. */
  #hashOthers(ids: Uint32Array, at: number): void {
    const others = new Uint32Array(this.#module.memory.buffer, at, this.#module.otherIds.value * 3);
    for (let other = 0; other < others.length; other += 3) {
      const [row = 0, text = 0, length = 0] = others.subarray(other, other + 3);
      const digest = hash('sha256', this.#view(text, length), 'buffer');
      for (let word = 0; word < 4; word += 1) ids[row * 4 + word] = digest.readUInt32LE(word * 4);
    }
  }

  #value(at: number): Uint8Array {
    const length = this.#view(at, 4).readUInt32LE();
    return this.#view(at + 4, length);
  }

  #words(address: number, from: number): Uint32Array {
    return new Uint32Array(this.#module.memory.buffer, address + from * 4, this.rows - from);
  }

  /** A part of the memory. The memory moves when it grows, and then the old view is empty. */
  #view(at: number, length: number): Buffer {
    if (this.#bytes.buffer !== this.#module.memory.buffer) this.#bytes = Buffer.from(this.#module.memory.buffer);
    return this.#bytes.subarray(at, at + length);
  }
}
