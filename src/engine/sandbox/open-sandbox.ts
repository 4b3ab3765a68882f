import { newSessionTexts } from '../../athena-sql/translation.ts';
import type { IndexFile } from '../duckdb/row-group-index.ts';
import type { SqlEngine } from '../sql-engine.ts';
import type { TableName } from '../table/table-name.ts';
import { ask } from './ask.ts';
import { type Child, startChild } from './child.ts';
import { defaultLimits, refuseLongText, type SandboxLimits } from './limits.ts';

export interface SandboxOptions {
  /** Parquet files that queries may read, by their full paths. */
  readonly files: readonly string[];
  /** `SELECT` of DuckDB over these files. */
  readonly view: string;
  readonly index?: readonly IndexFile[];
  readonly limits?: Partial<SandboxLimits>;
  /** Another name by which queries may call the table. */
  readonly alias?: TableName;
}

/**
 * An engine for SQL that others wrote: DuckDB in a process of its own, which is ended when a query takes more than it may. The process starts at once;
 * after its end the next query gets a new one, with the views and prepared statements of the one before. Queries run one after the other.
 */
export function openSandbox({ files, view, index = [], limits: given = {}, alias }: SandboxOptions): SqlEngine {
  const limits: SandboxLimits = { ...defaultLimits, ...given };
  let texts = newSessionTexts();
  const start = (): Child => startChild({ files, view, index, memory: limits.memory, texts, ...(alias === undefined ? {} : { alias }) });
  let child = start();
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: 'duckdb',
    async query(sql, options = {}) {
      refuseLongText(sql, options.parameters);
      const answer = last.then(async () => {
        if (!child.isAlive()) child = start();
        const asked = await ask(child, sql, options, limits);
        texts = asked.texts;
        return asked.table;
      });
      last = answer.catch(() => {});
      return answer;
    },
    async close() {
      child.kill();
      await child.ended;
    },
  };
}
