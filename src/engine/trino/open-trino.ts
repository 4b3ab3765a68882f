import { quoteLiteral } from '../../athena-sql/literal.ts';
import { resultTypeText, type Type } from '../../athena-sql/type.ts';
import { KeytrailError } from '../../core/errors.ts';
import { refuseWrites } from '../refuse-writes.ts';
import { refuseManyRows } from '../row-limit.ts';
import type { QueryOptions, ResultTable, SqlEngine, SqlValue } from '../sql-engine.ts';
import { uniqueNames } from '../unique-names.ts';
import { runStatement, type TrinoEffects, type TrinoError } from './statement.ts';
import { serverUrl, type TrinoServer } from './trino-server.ts';
import { typeOf } from './trino-type.ts';
import { trinoValue } from './trino-value.ts';

/**
 * A Trino as an engine. Athena's SQL is Trino's: statements go there as they are, as long as they only read.
 *
 * @throws KeytrailError `KT_USAGE` when the server cannot be asked like that
 */
export function openTrino(server: TrinoServer, effects?: TrinoEffects): SqlEngine {
  serverUrl(server);
  return {
    name: 'trino',
    query: async (sql, options = {}) => {
      refuseWrites(sql);
      return readAnswer(runStatement(server, withParameters(sql, options), options.signal, effects), options.signal);
    },
    close: async () => {},
  };
}

async function readAnswer(pages: ReturnType<typeof runStatement>, signal: AbortSignal | undefined): Promise<ResultTable> {
  let columns: readonly { readonly name: string; readonly type: Type }[] = [];
  let told: readonly { readonly message: string }[] = [];
  const rows: SqlValue[][] = [];
  for await (const page of pages) {
    signal?.throwIfAborted();
    if (page.error !== undefined) throw failure(page.error);
    columns = page.columns?.map(({ name, typeSignature }) => ({ name, type: typeOf(typeSignature) })) ?? columns;
    told = page.warnings ?? told;
    for (const row of page.data ?? []) rows.push(columns.map(({ type }, index) => trinoValue(type, row[index])));
    refuseManyRows(rows.length);
  }
  const { names, warnings } = uniqueNames(columns.map(({ name }) => name));
  return {
    columns: columns.map(({ type }, index) => ({ name: names[index] as string, type: resultTypeText(type) })),
    rows,
    warnings: [...warnings, ...told.map(({ message }) => `Trino says: ${message}`)],
  };
}

const LITERAL = /^(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|'(?:[^']|'')*'|true|false|null)$/i;

/** Values for the `?` go along in a statement around it. */
function withParameters(sql: string, { parameters = [] }: QueryOptions): string {
  if (parameters.length === 0) return sql;
  return `EXECUTE IMMEDIATE ${quoteLiteral(sql)} USING ${parameters.map((text) => (LITERAL.test(text) ? text : quoteLiteral(text))).join(', ')}`;
}

const HINTS: Readonly<Record<string, string>> = {
  MISSING_SCHEMA_NAME: 'Name the table as catalog.schema.table, or give --catalog and --schema.',
  MISSING_CATALOG_NAME: 'Name the table as catalog.schema.table, or give --catalog and --schema.',
  TABLE_NOT_FOUND: 'SHOW TABLES lists what there is; --catalog and --schema say where.',
  SCHEMA_NOT_FOUND: 'SHOW SCHEMAS lists what there is.',
  CATALOG_NOT_FOUND: 'SHOW CATALOGS lists what there is.',
  COLUMN_NOT_FOUND: 'DESCRIBE TABLE lists the columns there are.',
  EXCEEDED_TIME_LIMIT: 'Ask for less: a narrower WHERE, or a condition on a partition key.',
};

/** What Trino says of a statement, in its own words: they name the place and the thing. */
function failure({ message, errorName, errorType, errorLocation }: TrinoError): KeytrailError {
  const hint = HINTS[errorName];
  const details = hint === undefined ? {} : { hint };
  if (errorName === 'PERMISSION_DENIED') {
    return new KeytrailError('KT_REMOTE_REFUSED', `Trino refuses: ${message}`, { hint: 'Give another --user, or have the access allowed.' });
  }
  if (errorType === 'USER_ERROR' && (errorLocation !== undefined || errorName === 'SYNTAX_ERROR')) {
    return new KeytrailError('KT_QUERY_INVALID', message, details);
  }
  if (errorType === 'INSUFFICIENT_RESOURCES') {
    return new KeytrailError('KT_QUERY_LIMIT', `Trino gives the query up: ${message}`, { hint: 'Ask for less: a narrower WHERE, or fewer columns.' });
  }
  return new KeytrailError('KT_REMOTE_REFUSED', `the query failed in Trino: ${message}`, details);
}
