import type { ColumnType } from '../../core/cloudtrail-table.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { TableReference } from '../ast.ts';
import { quoteName } from '../duckdb-text.ts';
import { nearest } from '../nearest.ts';
import { invalid, unsupported } from '../refusal.ts';
import type { Catalog, CatalogTable } from '../translation.ts';
import { arrayOf, simple, type Type } from '../type.ts';
import { pathText } from './scope.ts';

/** The one catalogue there is, under Athena's name. */
const catalogName = 'awsdatacatalog';

/**
 * The table that a name of one to three parts means. Nothing but the catalogue's own tables is ever found: a file's name in quotes is no table.
 *
 * @throws KeytrailError `KT_QUERY_INVALID` when there is none
 */
export function findTable(reference: TableReference, catalog: Catalog): CatalogTable {
  const [table, database = catalog.defaultDatabase, catalogue = catalogName] = reference.path.map((part) => part.text.toLowerCase()).reverse();
  if (database === 'information_schema') throw unsupported(reference.at, 'information_schema is not supported', 'Use SHOW TABLES or DESCRIBE.');
  const found = catalog.tables.find(
    (candidate) => candidate.name.toLowerCase() === table && candidate.database.toLowerCase() === database.toLowerCase(),
  );
  if (found !== undefined && catalogue === catalogName) return found;
  const near =
    nearest(
      table ?? '',
      catalog.tables.map((candidate) => candidate.name),
    ) ?? catalog.tables[0]?.name;
  throw invalid(
    reference.at,
    `table "${pathText(reference.path)}" does not exist${near === null ? '' : `. Nearest: ${near}`}`,
    `${tableNames(catalog)} To ask it under this name, start with --table ${shellWord(reference.path.map((part) => part.text).join('.'))}.`,
  );
}

const tableNames = (catalog: Catalog): string =>
  `It goes by ${catalog.tables.map(({ name, database }) => `${name} and ${quoteName(database)}.${quoteName(name)}`).join('; ')}.`;

/** The type of a column of the table. */
export function typeOfColumn(type: ColumnType): Type {
  if (type === 'string') return simple('varchar');
  if ('array' in type) return arrayOf(typeOfColumn(type.array));
  return { kind: 'row', fields: Object.entries(type.struct).map(([name, member]) => ({ name: name.toLowerCase(), type: typeOfColumn(member) })) };
}
