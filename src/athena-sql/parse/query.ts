import type { GroupingElement, Query, QueryBody, RowCount, Select, SelectItem } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import {
  CubeContext,
  type GroupingElementContext,
  GroupingSetContext,
  InlineTableContext,
  MultipleGroupingSetsContext,
  type NamedQueryContext,
  type QueryContext,
  type QueryNoWithContext,
  type QueryPrimaryContext,
  QueryPrimaryDefaultContext,
  type QuerySpecificationContext,
  QueryStatementContext,
  type QueryTermContext,
  QueryTermDefaultContext,
  RollupContext,
  type RowCountContext,
  type SelectItemContext,
  SetOperationContext,
  SubqueryContext,
  TableContext,
} from '../vendor/trino-grammar.js';
import { sortItemOf, windowOf } from './function-call.ts';
import { positionOf } from './grammar.ts';
import { identifierOf } from './name.ts';
import { relationOf, tableOf } from './relation.ts';
import type { TreeReader } from './tree-reader.ts';
import { required } from './type.ts';

/** A query with its WITH clause. */
export function queryOf(context: QueryContext, read: TreeReader): Query {
  if (!(context instanceof QueryStatementContext)) throw new Error('the grammar gave a query of an unknown form');
  const clause = context.with();
  return {
    ...withoutWith(context.queryNoWith(), read),
    with: clause?.namedQuery().map((part) => namedQueryOf(part, read)) ?? [],
    recursive: (clause?.KW_RECURSIVE() ?? null) !== null,
  };
}

const namedQueryOf = (context: NamedQueryContext, read: TreeReader) => ({
  at: positionOf(context),
  name: identifierOf(required(context._name)),
  columns: context.columnAliases()?.identifier().map(identifierOf) ?? null,
  query: queryOf(context.query(), read),
});

function withoutWith(context: QueryNoWithContext, read: TreeReader): Query {
  if (context.KW_TIES()) throw unsupported(positionOf(context), 'FETCH FIRST ... WITH TIES is not supported', 'Use rank() in a subquery.');
  const limit = context._fetchFirst ?? context._limit?.rowCount();
  const fetchOne = context.KW_FETCH() !== null && !context._fetchFirst;
  return {
    at: positionOf(context),
    with: [],
    recursive: false,
    body: bodyOf(context.queryTerm(), read),
    orderBy: context.sortItem().map((part) => sortItemOf(part, read)),
    offset: context._offset ? rowCountOf(context._offset, read) : null,
    limit: fetchOne ? { kind: 'number', at: positionOf(context), form: 'integer', text: '1' } : limit ? rowCountOf(limit, read) : null,
  };
}

function rowCountOf(context: RowCountContext, read: TreeReader): RowCount {
  const at = positionOf(context);
  const number = context.INTEGER_VALUE();
  if (number === null) return { kind: 'parameter', at, index: read.parameterIndex(context) };
  return { kind: 'number', at, form: 'integer', text: number.getText() };
}

function bodyOf(context: QueryTermContext, read: TreeReader): QueryBody {
  if (context instanceof QueryTermDefaultContext) return primaryOf(context.queryPrimary(), read);
  if (!(context instanceof SetOperationContext)) throw new Error('the grammar gave a query term of an unknown form');
  return {
    kind: 'set',
    at: positionOf(context),
    operator: context.KW_UNION() ? 'UNION' : context.KW_INTERSECT() ? 'INTERSECT' : 'EXCEPT',
    all: (context.setQuantifier()?.KW_ALL() ?? null) !== null,
    left: bodyOf(required(context._left), read),
    right: bodyOf(required(context._right), read),
  };
}

function primaryOf(context: QueryPrimaryContext, read: TreeReader): QueryBody {
  const at = positionOf(context);
  if (context instanceof QueryPrimaryDefaultContext) return selectOf(context.querySpecification(), read);
  if (context instanceof SubqueryContext) return { kind: 'nested', at, query: withoutWith(context.queryNoWith(), read) };
  if (context instanceof InlineTableContext) return { kind: 'values', at, rows: context.expression().map(read.expression) };
  if (context instanceof TableContext) return tableOf(context.tableRef());
  throw new Error('the grammar gave a query of an unknown form');
}

const selectOf = (context: QuerySpecificationContext, read: TreeReader): Select => ({
  kind: 'select',
  at: positionOf(context),
  distinct: (context.setQuantifier()?.KW_DISTINCT() ?? null) !== null,
  items: context
    .selectList()
    .selectItem()
    .map((part) => selectItemOf(part, read)),
  from: context.relation().map((part) => relationOf(part, read)),
  where: context.whereClause() === null ? null : read.expression(required(context.whereClause()?._where)),
  groupBy:
    context
      .groupBy()
      ?.groupingElement()
      .map((part) => groupingOf(part, read)) ?? [],
  having: context.havingClause() === null ? null : read.expression(required(context.havingClause()?._having)),
  windows: context.windowDefinition().map((definition) => ({
    name: identifierOf(required(definition._name)),
    window: windowOf(definition.windowSpecification(), read),
  })),
});

function selectItemOf(context: SelectItemContext, read: TreeReader): SelectItem {
  const at = positionOf(context);
  if (context.selectAllWithoutTable() !== null) return { kind: 'all', at, of: null };
  const all = context.tableAllColumns();
  if (all !== null) return { kind: 'all', at, of: read.expression(all.primaryExpression()) };
  const literal = context.selectLiteralColumnName()?.columnRef();
  const expression = literal ?? context.selectExpressionColumnName()?.expression();
  return { kind: 'expression', at, expression: read.expression(required(expression)), alias: context._alias ? identifierOf(context._alias) : null };
}

function groupingOf(context: GroupingElementContext, read: TreeReader): GroupingElement {
  const kind =
    context instanceof CubeContext
      ? 'cube'
      : context instanceof RollupContext
        ? 'rollup'
        : context instanceof MultipleGroupingSetsContext
          ? 'sets'
          : 'plain';
  return { kind, at: positionOf(context), sets: groupingSets(context).map((part) => setOf(part, read)) };
}

const groupingSets = (context: GroupingElementContext): readonly GroupingSetContext[] => context.getRuleContexts(GroupingSetContext);

const setOf = (context: GroupingSetContext, read: TreeReader) =>
  context.groupingTerm().map((term) => read.expression(required(term.expression() ?? term.columnRef())));
