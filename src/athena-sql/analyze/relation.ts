import type { Identifier, Query, Relation, RelationOf, TableReference } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import type { CatalogColumn, CatalogTable } from '../translation.ts';
import { type Alias, relationOf, type TypedRelation } from './aliased.ts';
import type { Context, OutputColumn } from './context.ts';
import { analyzeJoin } from './join.ts';
import { emptyScope, type Storage } from './scope.ts';
import { findTable, typeOfColumn } from './table.ts';
import { analyzeUnnest } from './unnest.ts';

/** Understands an item of FROM. `context.scope.relations` are the items to its left, which UNNEST and LATERAL can see. */
export function analyzeRelation(relation: Relation, context: Context, alias: Alias | null = null): TypedRelation {
  switch (relation.kind) {
    case 'table':
      return analyzeTable(relation, context, alias);
    case 'query':
      return subquery('', relation, { ...context, scope: { relations: [], outer: context.scope.outer } }, alias);
    case 'lateral':
      return subquery('LATERAL ', relation, { ...context, scope: { relations: [], outer: context.scope } }, alias);
    case 'unnest':
      return analyzeUnnest(relation, context, alias);
    case 'alias':
      return analyzeRelation(relation.relation, context, { name: relation.alias, columns: relation.columns });
    case 'join':
      if (alias !== null) throw unsupported(alias.name.at, 'a name for a join in parentheses is not supported', 'Name the tables in it instead.');
      return analyzeJoin(relation, context, analyzeRelation);
  }
}

function analyzeTable(reference: TableReference, context: Context, alias: Alias | null): TypedRelation {
  const [only, more] = reference.path;
  const named = more === undefined ? context.named.findLast((candidate) => candidate.name === only?.text.toLowerCase()) : undefined;
  if (named !== undefined) return relationOf(named.relation, named.columns, [[named.name]], alias, context);
  const view = context.view(reference.path);
  if (view !== null) {
    const unseen = (path: readonly Identifier[]): Query | null =>
      context.view(path) === null || sameName(path, reference.path) ? null : context.view(path);
    const query = context.query(view, { ...context, view: unseen, named: [], scope: emptyScope, parameters: [], outermost: false });
    return relationOf(`(${query.sql})`, query.columns, [[reference.path.at(-1)?.text.toLowerCase() ?? '']], alias, context);
  }
  const table = findTable(reference, context.catalog);
  return relationOf(table.relation, tableColumns(table), tableNames(table), alias, context);
}

/** A view cannot be one of itself; whoever replaced it by a query on itself is told that there is no such table. */
const sameName = (left: readonly Identifier[], right: readonly Identifier[]): boolean =>
  left.at(-1)?.text.toLowerCase() === right.at(-1)?.text.toLowerCase();

const tableColumns = (table: CatalogTable): readonly OutputColumn[] => [
  ...table.columns.map((column) => ({ name: column.name, label: column.name, type: typeOfColumn(column.type), storage: storageOf(table, column) })),
  ...table.partitionKeys.map((name) => ({ name, label: name, type: typeOfColumn('string') })),
];

const storageOf = ({ rowGroups }: CatalogTable, { name, copies, uuid }: CatalogColumn): Storage => ({
  name: name.toLowerCase(),
  ...(copies === undefined ? {} : { copies }),
  ...(rowGroups === undefined ? {} : { rowGroups }),
  ...(uuid === undefined ? {} : { uuid }),
});

function tableNames(table: CatalogTable): readonly (readonly string[])[] {
  const [database, name] = [table.database.toLowerCase(), table.name.toLowerCase()];
  return [[name], [database, name], ['awsdatacatalog', database, name]];
}

function subquery(prefix: string, relation: RelationOf<'query' | 'lateral'>, context: Context, alias: Alias | null): TypedRelation {
  const query = context.query(relation.query, { ...context, outermost: false });
  return relationOf(`${prefix}(${query.sql})`, query.columns, [], alias, context);
}
