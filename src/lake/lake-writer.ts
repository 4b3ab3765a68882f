import { join } from 'node:path';
import { openTrustedSql, type TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import { type Catalogue, type ParquetFile, writeCatalogue } from './catalogue.ts';
import { EventBatch } from './event-batch.ts';
import { lakePaths } from './lake-paths.ts';
import type { SourceLedger } from './source-ledger.ts';

const BATCH_EVENTS = 50_000;

/** Adds batches to a lake. While one is written by DuckDB's threads the next one is filled. */
export class LakeWriter {
  /** Events written by this writer. */
  written = 0;
  /** Events that the lake or their batch had already. */
  copies = 0;
  readonly #directory: string;
  readonly #ledger: SourceLedger;
  readonly #parquet: ParquetFile[];
  readonly #batchEvents: number;
  readonly #sql: TrustedSql;
  #batch: EventBatch;
  #count = 0;
  #commit: Promise<void> = Promise.resolve();

  private constructor(directory: string, parquet: readonly ParquetFile[], ledger: SourceLedger, batchEvents: number, sql: TrustedSql) {
    this.#directory = directory;
    this.#ledger = ledger;
    this.#parquet = [...parquet];
    this.#batchEvents = batchEvents;
    this.#sql = sql;
    this.#batch = this.#newBatch();
  }

  static async open(directory: string, catalogue: Catalogue, ledger: SourceLedger, batchEvents = BATCH_EVENTS): Promise<LakeWriter> {
    const sql = await openTrustedSql({ temporaryDirectory: lakePaths(directory).work });
    return new LakeWriter(directory, catalogue.parquet, ledger, batchEvents, sql);
  }

  /** The batch that takes the next file. */
  get batch(): EventBatch {
    return this.#batch;
  }

  /** To be called between files: hands the batch over to be written when it is full. */
  async fileDone(): Promise<void> {
    if (this.#batch.isFull) await this.#handOver();
  }

  /** Writes what is left and waits for the end. */
  async finish(): Promise<void> {
    await this.#handOver();
    await this.#commit;
  }

  /** Lets go of everything; a batch under way is still written to its end, one that was not handed over is not. */
  async close(): Promise<void> {
    await this.#commit.catch(() => {});
    await this.#batch.discard();
    this.#sql.close();
  }

  async #handOver(): Promise<void> {
    await this.#commit;
    const batch = this.#batch;
    this.#batch = this.#newBatch();
    this.#commit = this.#write(batch);
    // Awaited with the next batch; until then a failure must not count as unhandled.
    this.#commit.catch(() => {});
  }

  async #write(batch: EventBatch): Promise<void> {
    try {
      const { events } = lakePaths(this.#directory);
      const known = this.#parquet.map((file) => join(events, file.name));
      const file = await batch.write(this.#sql, known, events, this.#nextName());
      if (file !== null) this.#parquet.push(file);
      for (const source of batch.sources) this.#ledger.add(source);
      if (batch.sources.length > 0) await writeCatalogue(this.#directory, { parquet: this.#parquet, sources: this.#ledger.all() });
      this.written += file?.events ?? 0;
      this.copies += batch.events - (file?.events ?? 0);
    } finally {
      await batch.discard();
    }
  }

  #nextName(): string {
    const last = this.#parquet.at(-1)?.name;
    return `${String(last === undefined ? 1 : Number.parseInt(last, 10) + 1).padStart(6, '0')}.parquet`;
  }

  #newBatch(): EventBatch {
    this.#count += 1;
    return new EventBatch(lakePaths(this.#directory).work, `batch-${this.#count}`, this.#batchEvents);
  }
}
