import { DOCUMENTATION_KEY_ID } from '../../core/access-key-id.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { ResultTable, SqlEngine } from '../../engine/sql-engine.ts';
import type { Output } from '../output/output.ts';

/**
 * Runs statements in order and prints each result.
 *
 * @throws KeytrailError at the first that fails, named by its number where there are several; those after it are not run
 */
export async function runStatements(engine: SqlEngine, statements: readonly string[], output: Output, signal: AbortSignal): Promise<void> {
  for (const [index, statement] of statements.entries()) {
    try {
      await runStatement(engine, statement, output, signal);
    } catch (error) {
      throw statements.length > 1 && error instanceof KeytrailError ? numbered(error, index + 1) : error;
    }
  }
}

/** Runs one statement and prints its result, with what is to be known about it. */
export async function runStatement(engine: SqlEngine, statement: string, output: Output, signal: AbortSignal): Promise<void> {
  const table = await engine.query(statement, { signal });
  output.print({ kind: 'rows', columns: table.columns.map(({ name }) => name), rows: table.rows });
  for (const warning of warningsOf(statement, table)) output.warn(warning);
}

/** What is to be known about a result. */
export const warningsOf = (statement: string, table: ResultTable): readonly string[] => [...table.warnings, ...placeholderWarnings(statement, table)];

/** The workshop's queries come with a key to be replaced. Forgotten, they find nothing, and nothing looks like an answer. */
function placeholderWarnings(statement: string, table: ResultTable): string[] {
  if (table.rows.length > 0 || !statement.includes(DOCUMENTATION_KEY_ID)) return [];
  return [`no row, and the query still holds the placeholder ${DOCUMENTATION_KEY_ID}. Put the id of your key in its place.`];
}

const numbered = (error: KeytrailError, number: number): KeytrailError =>
  new KeytrailError(error.code, `statement ${number}: ${error.message}`, { ...(error.hint === undefined ? {} : { hint: error.hint }), cause: error });
