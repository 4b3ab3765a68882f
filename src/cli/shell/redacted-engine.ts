import { KeytrailError } from '../../core/errors.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import type { Redaction } from '../redaction.ts';

/** The engine with pseudonyms in its answers and in what it says of errors. A piece that a query cuts out of an id is not known for one. */
export const redactedEngine = (engine: SqlEngine, redaction: Redaction): SqlEngine => ({
  name: engine.name,
  query: (sql, options) =>
    engine.query(sql, options).then(redaction.value, (error: unknown) => {
      throw error instanceof KeytrailError ? redaction.error(error) : error;
    }),
  close: () => engine.close(),
});
