import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { RAW_GZIP } from '../load/slow-rows.ts';
import { StagedFile } from '../staged-file.ts';

/** Where the untouched record of a row stands, and whether the row stays. */
export interface RawRow {
  readonly row: number;
  readonly stays: boolean;
  readonly file: string;
  readonly block: number;
  readonly start: number;
  readonly length: number;
  /** Whether the block holds nothing but the records of its rows. */
  readonly isWhole: boolean;
}

/** Copies the untouched records of rows that stay. A block of which all stays is copied as it came; of others the records that stay are packed anew. */
export class RawThinner {
  readonly #folder: string;
  readonly #target: StagedFile;
  /** Row, block and start of each row that stays, as CSV. */
  readonly #places: StagedFile;
  #rows: RawRow[] = [];
  #kept = 0;
  #source: { readonly name: string; readonly file: number } | null = null;

  constructor(folder: string, target: string, places: string) {
    this.#folder = folder;
    this.#target = new StagedFile(target);
    this.#places = new StagedFile(places);
  }

  /** Takes the next row; those of one block follow one another. */
  add(row: RawRow): void {
    const [first] = this.#rows;
    if (first !== undefined && (first.file !== row.file || first.block !== row.block)) this.#flush();
    this.#rows.push(row);
  }

  /** @returns how many rows stay */
  finish(): number {
    this.#flush();
    this.#target.finish();
    this.#places.finish();
    return this.#kept;
  }

  close(): void {
    if (this.#source !== null) closeSync(this.#source.file);
    this.#source = null;
  }

  #flush(): void {
    const kept = this.#rows.filter(({ stays }) => stays);
    const [first] = kept;
    if (first !== undefined) {
      const gzip = this.#read(first.file, first.block);
      const at = this.#target.length;
      const isAsItCame = kept.length === this.#rows.length && kept.every(({ isWhole }) => isWhole);
      if (isAsItCame) this.#append(gzip);
      else this.#append(packed(gzip, kept));
      let start = 0;
      for (const row of kept) {
        this.#places.append(Buffer.from(`${row.row},${at},${isAsItCame ? row.start : start}\n`));
        start += row.length;
      }
    }
    this.#kept += kept.length;
    this.#rows = [];
  }

  #append(gzip: Uint8Array): void {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(gzip.length);
    this.#target.append(length);
    this.#target.append(gzip);
  }

  #read(name: string, at: number): Buffer {
    if (this.#source?.name !== name) {
      this.close();
      this.#source = { name, file: openSync(join(this.#folder, name), 'r') };
    }
    const length = Buffer.alloc(4);
    readSync(this.#source.file, length, 0, 4, at);
    const gzip = Buffer.alloc(length.readUInt32LE());
    readSync(this.#source.file, gzip, 0, gzip.length, at + 4);
    return gzip;
  }
}

function packed(gzip: Uint8Array, rows: readonly RawRow[]): Buffer {
  const text = gunzipSync(gzip);
  return gzipSync(Buffer.concat(rows.map(({ start, length }) => text.subarray(start, start + length))), RAW_GZIP);
}
