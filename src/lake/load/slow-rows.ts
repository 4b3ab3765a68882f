import { gzipSync } from 'node:zlib';
import type { ColumnMemory } from '../../ingest/columnar/column-memory.ts';
import { textOf } from '../../ingest/inflate.ts';
import { readLog } from '../../ingest/read-log.ts';
import type { FileOutcome } from './file-chunk.ts';
import type { RawText } from './part-writer.ts';

/** Text of rows after which they go into the memory. */
const BATCH_CHARACTERS = 4 * 1024 * 1024;
/** For what is packed here and not by AWS: fast. */
export const RAW_GZIP = { level: 1 } as const;

interface SlowFile {
  /** As they are stored. */
  readonly bytes: Uint8Array;
  readonly path: string;
  readonly sha256: string;
  /** The largest file, stored or inflated. */
  readonly maxBytes: number;
}

/**
 * Reads a file the slower way, which knows every form of a log, salvages what is whole in a broken one, and says what it could not read.
 *
 * @param onRaw is given the untouched records of the rows
 */
export function readSlowly({ bytes, path, sha256, maxBytes }: SlowFile, memory: ColumnMemory, onRaw: (raw: RawText) => void): FileOutcome {
  const text = textOf(bytes, maxBytes);
  if (text.kind === 'unreadable') return text;
  const batch = new RowBatch(path, memory, onRaw);
  const reading = readLog(text.text, path, (row) => batch.add(row.json, row.raw));
  batch.flush();
  return { kind: 'read', sha256, reading };
}

class RowBatch {
  readonly #path: string;
  readonly #memory: ColumnMemory;
  readonly #onRaw: (raw: RawText) => void;
  #rows: string[] = [];
  #raws: string[] = [];
  #characters = 0;

  constructor(path: string, memory: ColumnMemory, onRaw: (raw: RawText) => void) {
    this.#path = path;
    this.#memory = memory;
    this.#onRaw = onRaw;
  }

  add(row: string, raw: string): void {
    this.#rows.push(row);
    this.#raws.push(raw);
    this.#characters += row.length + raw.length;
    if (this.#characters >= BATCH_CHARACTERS) this.flush();
  }

  flush(): void {
    if (this.#rows.length === 0) return;
    const from = this.#memory.rows;
    const text = Buffer.from(`{"Records":[${this.#rows.join(',')}]}`);
    this.#memory.input(text.length).set(text);
    const raws = this.#raws.map((raw) => Buffer.from(raw));
    this.#memory.addRows(
      text.length,
      this.#path,
      raws.map((raw) => raw.length),
    );
    this.#onRaw({ from, to: this.#memory.rows, gzip: gzipSync(Buffer.concat(raws), RAW_GZIP) });
    this.#rows = [];
    this.#raws = [];
    this.#characters = 0;
  }
}
