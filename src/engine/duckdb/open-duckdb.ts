import type { SqlEngine } from '../sql-engine.ts';
import { DEFAULT_MEMORY } from './default-memory.ts';
import { openSession, type SessionOptions } from './open-session.ts';
import { readAnswer } from './result-table.ts';

export interface DuckdbOptions extends Omit<SessionOptions, 'memory'> {
  /** How much memory queries may use, in MiB. */
  readonly memory?: number;
}

/** An engine that answers Athena SQL with DuckDB, in this process: for keytrail's own questions. Those of others go to the sandbox. */
export async function openDuckdb({ memory = DEFAULT_MEMORY, ...options }: DuckdbOptions): Promise<SqlEngine> {
  const session = await openSession({ ...options, memory });
  return {
    name: 'duckdb',
    query: (sql, options = {}) => session.query(sql, options, (answer) => readAnswer(answer, options.signal)),
    close: async () => session.close(),
  };
}
