import { closeSync, openSync, writeSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import type { EventRow } from '../ingest/event-row.ts';
import type { ParquetFile, Source } from './catalogue.ts';
import { placeFile } from './durable-file.ts';
import { copyStatement, rowLine } from './table-layout.ts';

/** A batch is full when it has as many events as it may, or as much text as this. */
const MAX_CHARACTERS = 64 * 1024 * 1024;
const CHUNK_CHARACTERS = 1024 * 1024;

/** Events on their way into the lake, with the files they came from: all of them get there, or none. */
export class EventBatch {
  readonly sources: Source[] = [];
  /** Events taken in, second copies within the batch among them. */
  events = 0;
  readonly #maxEvents: number;
  readonly #path: string;
  readonly #file: number;
  readonly #ids = new Set<string>();
  #pending = '';
  #characters = 0;

  constructor(folder: string, name: string, maxEvents: number) {
    this.#maxEvents = maxEvents;
    this.#path = join(folder, `${name}.ndjson`);
    this.#file = openSync(this.#path, 'w', 0o600);
  }

  get isFull(): boolean {
    return this.events >= this.#maxEvents || this.#characters >= MAX_CHARACTERS;
  }

  add(row: EventRow, file: string): void {
    this.events += 1;
    if (this.#ids.has(row.eventId)) return;
    this.#ids.add(row.eventId);
    const line = rowLine(row, file);
    this.#characters += line.length;
    this.#pending += line;
    if (this.#pending.length >= CHUNK_CHARACTERS) this.#flush();
  }

  /** Takes the batch's file away. Needed whether the batch was written or not. */
  async discard(): Promise<void> {
    closeSync(this.#file);
    await rm(this.#path, { force: true });
  }

  /**
   * Writes the events that the lake does not have yet to a Parquet file.
   *
   * @param known Parquet files of the lake
   * @param folder where the file gets its place, under `name`, once it is whole
   * @returns null when there was no new event
   */
  async write(sql: TrustedSql, known: readonly string[], folder: string, name: string): Promise<ParquetFile | null> {
    this.#flush();
    if (this.#ids.size === 0) return null;
    const target = `${this.#path}.parquet`;
    const [[events] = []] = (await sql.run(copyStatement(this.#path, known, target))).rows;
    if (typeof events !== 'number') throw new Error('COPY did not say how many rows it wrote.');
    if (events === 0) {
      await rm(target);
      return null;
    }
    const { size } = await stat(target);
    await placeFile(target, join(folder, name));
    return { name, events, bytes: size };
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending, 'utf8');
    this.#pending = '';
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
  }
}
