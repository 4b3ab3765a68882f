import { hiveType } from '../core/cloudtrail-table.ts';
import { findTable } from './analyze/table.ts';
import type { Statement } from './ast.ts';
import { quoteName, quoteText } from './duckdb-text.ts';
import { functionNames, functions } from './functions/index.ts';
import { patternText } from './functions/signature.ts';
import { invalid } from './refusal.ts';
import type { Catalog, CatalogTable, SessionTexts, Translation } from './translation.ts';

type Show = Extract<Statement, { readonly kind: `show-${string}` | 'describe' }>;

/** The answer to SHOW and DESCRIBE, in the shape that Athena gives it. */
export function show(statement: Show, catalog: Catalog, session: SessionTexts): Translation {
  switch (statement.kind) {
    case 'show-databases':
      return answer('database_name', matching(databases(catalog), statement.pattern));
    case 'show-tables': {
      const database = statement.database?.text.toLowerCase() ?? catalog.defaultDatabase.toLowerCase();
      if (!databases(catalog).includes(database))
        throw invalid(statement.database?.at ?? statement.at, `database "${database}" does not exist`, `There is ${databases(catalog).join(', ')}.`);
      const names = catalog.tables.filter((table) => table.database.toLowerCase() === database).map((table) => table.name);
      return answer('tab_name', matching([...names, ...session.views.keys()], statement.pattern));
    }
    case 'show-views':
      return answer('views', matching([...session.views.keys()], statement.pattern));
    case 'show-create-table':
      return answer('createtab_stmt', definition(findTable(statement.table, catalog)));
    case 'show-partitions':
      return partitions(findTable(statement.table, catalog));
    case 'show-functions':
      return describeFunctions(statement.pattern);
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

/** The partitions there are, each once: only the engine knows them. */
function partitions({ partitionKeys, relation }: CatalogTable): Translation {
  const parts = partitionKeys.map((key) => `${quoteText(`${key}=`)} || ${quoteName(key)}`);
  return { kind: 'query', sql: `SELECT DISTINCT ${parts.join(` || '/' || `)} AS "partition" FROM ${relation} ORDER BY 1`, types: ['varchar'] };
}

/** The statement that would make the table, as Hive writes it; where its files lie is not Athena's to know. */
function definition(table: CatalogTable): readonly string[] {
  const columns = table.columns.map(({ name, type }) => `  \`${name}\` ${hiveType(type)}`);
  const keys = table.partitionKeys.map((name) => `  \`${name}\` string`);
  const listed = (lines: readonly string[]): readonly string[] => lines.map((line, index) => (index === lines.length - 1 ? `${line})` : `${line},`));
  const head = `CREATE EXTERNAL TABLE \`${table.database}.${table.name}\`(`;
  return [head, ...listed(columns), ...(keys.length === 0 ? [] : ['PARTITIONED BY ( ', ...listed(keys)])];
}

/** Every function with its signatures, as Trino lists them. */
function describeFunctions(pattern: string | null): Translation {
  const fits = new Set(matching(functionNames, pattern));
  const rows = functions
    .filter(({ signature }) => fits.has(signature.name))
    .map(({ kind, signature }) => [signature.name, patternText(signature.result), signature.parameters.map(patternText).join(', '), kind])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return { kind: 'answer', columns: ['Function', 'Return Type', 'Argument Types', 'Function Type'], rows };
}

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
