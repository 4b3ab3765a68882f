import { hiveType } from '../core/cloudtrail-table.ts';
import { findTable } from './analyze/table.ts';
import type { Statement } from './ast.ts';
import { invalid } from './refusal.ts';
import type { Catalog, CatalogTable, Translation } from './translation.ts';

type Show = Exclude<Statement, { readonly kind: 'query' }>;

/** The answer to SHOW and DESCRIBE, in the shape that Athena gives it. */
export function show(statement: Show, catalog: Catalog): Translation {
  switch (statement.kind) {
    case 'show-databases':
      return answer('database_name', matching(databases(catalog), statement.pattern));
    case 'show-tables': {
      const database = statement.database?.text.toLowerCase() ?? catalog.defaultDatabase.toLowerCase();
      if (!databases(catalog).includes(database))
        throw invalid(statement.database?.at ?? statement.at, `database "${database}" does not exist`, `There is ${databases(catalog).join(', ')}.`);
      const names = catalog.tables.filter((table) => table.database.toLowerCase() === database).map((table) => table.name);
      return answer('tab_name', matching(names, statement.pattern));
    }
    case 'show-columns':
      return answer(
        'field',
        columnsOf(findTable(statement.table, catalog)).map(([name]) => name),
      );
    case 'describe':
      return describe(findTable(statement.table, catalog));
  }
}

const answer = (column: string, values: readonly string[]): Translation => ({
  kind: 'answer',
  columns: [column],
  rows: values.map((value) => [value]),
});

const databases = (catalog: Catalog): readonly string[] => [...new Set(catalog.tables.map((table) => table.database.toLowerCase()))].toSorted();

/** The names that a pattern of LIKE fits; Athena also takes Hive's `*` and `|` here. */
function matching(names: readonly string[], pattern: string | null): readonly string[] {
  const sorted = names.toSorted();
  if (pattern === null) return sorted;
  const parts = pattern.split('|').map((part) =>
    part
      .replaceAll('.*', '*')
      .replaceAll(/[.+?^${}()[\]\\]/g, '\\$&')
      .replaceAll(/[*%]/g, '.*')
      .replaceAll('_', '.'),
  );
  const fits = new RegExp(`^(?:${parts.join('|')})$`, 'i');
  return sorted.filter((name) => fits.test(name));
}

const columnsOf = (table: CatalogTable): readonly (readonly [name: string, type: string])[] => [
  ...table.columns.map(({ name, type }) => [name, hiveType(type)] as const),
  ...table.partitionKeys.map((name) => [name, 'string'] as const),
];

/** The columns, then the partition keys once more under a heading, as Hive prints them. */
function describe(table: CatalogTable): Translation {
  const keys = table.partitionKeys.map((name) => [name, 'string', '']);
  const partitions = keys.length === 0 ? [] : [['', '', ''], ['# Partition Information', '', ''], ['# col_name', 'data_type', 'comment'], ...keys];
  return {
    kind: 'answer',
    columns: ['col_name', 'data_type', 'comment'],
    rows: [...columnsOf(table).map(([name, type]) => [name, type, '']), ...partitions],
  };
}
