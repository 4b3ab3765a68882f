import { KeytrailError } from '../../core/errors.ts';

/** A table of others. Names are as Athena and Trino keep them: in small letters. */
export interface TableName {
  readonly catalog: string | null;
  readonly database: string;
  readonly table: string;
}

/**
 * Reads `table`, `database.table` or `catalog.database.table`.
 *
 * @param database where a table lies that is named alone
 * @throws KeytrailError `KT_USAGE`
 */
export function parseTableName(text: string, database: string | undefined): TableName {
  const parts = text.split('.').map((part) => part.replace(/^(["`])(.+)\1$/, '$2'));
  const [table = '', named = database, catalog = null] = parts.toReversed();
  if (parts.length > 3 || named === undefined || !parts.every((part) => /^[\w$-]+$/.test(part))) {
    throw new KeytrailError('KT_USAGE', `--table is "${text}", not the name of a table.`, { hint: 'Give it as DATABASE.TABLE.' });
  }
  return { catalog: catalog?.toLowerCase() ?? null, database: named.toLowerCase(), table: table.toLowerCase() };
}

const quoted = (names: readonly (string | null)[]): string => names.flatMap((name) => (name === null ? [] : `"${name}"`)).join('.');

/** The name as SQL writes it. */
export const tableSql = ({ catalog, database, table }: TableName): string => quoted([catalog, database, table]);

/** Where the catalogue of the table lists columns. */
export const columnsSql = ({ catalog }: TableName): string => quoted([catalog, 'information_schema', 'columns']);

/** The name as a person writes it. */
export const tableText = ({ catalog, database, table }: TableName): string => [catalog, database, table].filter((part) => part !== null).join('.');
