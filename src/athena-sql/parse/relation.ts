import type { Expression, Identifier, JoinCondition, Relation, TableReference } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import {
  type AliasedRelationContext,
  ExpressionSourceTableContext,
  type JoinColumnReferenceContext,
  type JoinCriteriaContext,
  JoinRelationContext,
  LateralContext,
  ParenthesizedRelationContext,
  type ParserRuleContext,
  type RelationContext,
  RelationDefaultContext,
  type RelationPrimaryContext,
  type RelationSourceTableContext,
  type SampledRelationContext,
  SubqueryRelationContext,
  TableNameContext,
  type TableRefContext,
  UnnestContext,
  type ViewNameCreateContext,
  type ViewRefContext,
} from '../vendor/trino-grammar.js';
import { positionOf } from './grammar.ts';
import { identifierOf } from './name.ts';
import type { TreeReader } from './tree-reader.ts';
import { required } from './type.ts';

/** An item of FROM. */
export function relationOf(context: RelationContext, read: TreeReader): Relation {
  if (context instanceof RelationDefaultContext) return sampledOf(context.sampledRelation(), read);
  if (context instanceof JoinRelationContext) return joinOf(context, read);
  throw new Error('the grammar gave a relation of an unknown form');
}

function joinOf(context: JoinRelationContext, read: TreeReader): Relation {
  const at = positionOf(context);
  if (context.KW_NATURAL()) throw unsupported(at, 'NATURAL JOIN is not supported', 'Name the columns: JOIN ... USING (column).');
  const sides = context.joinType();
  const type = context.KW_CROSS() ? 'CROSS' : sides?.KW_LEFT() ? 'LEFT' : sides?.KW_RIGHT() ? 'RIGHT' : sides?.KW_FULL() ? 'FULL' : 'INNER';
  const criteria = context.joinCriteria();
  return {
    kind: 'join',
    at,
    type,
    left: relationOf(required(context._left), read),
    right: context._right ? sampledOf(context._right, read) : relationOf(required(context._rightRelation), read),
    condition: criteria === null ? null : conditionOf(criteria, read),
  };
}

function conditionOf(context: JoinCriteriaContext, read: TreeReader): JoinCondition {
  if (context.KW_USING() !== null) return { kind: 'using', columns: context.identifier().map(identifierOf) };
  const equality = context.joinColumnEquality();
  if (equality === null) return { kind: 'on', condition: read.expression(required(context.booleanExpression())) };
  const left = joinColumnOf(required(equality._left));
  return { kind: 'on', condition: { kind: 'comparison', at: left.at, operator: '=', left, right: joinColumnOf(required(equality._right)) } };
}

function joinColumnOf(context: JoinColumnReferenceContext): Expression {
  const column = required(context.columnName());
  const table = context.identifier();
  const path = column.qualifiedName().identifier().map(identifierOf);
  return { kind: 'name', at: positionOf(context), path: table === null ? path : [identifierOf(table), ...path] };
}

function sampledOf(context: SampledRelationContext, read: TreeReader): Relation {
  const pattern = context.patternRecognition();
  if (pattern.KW_MATCH_RECOGNIZE()) throw unsupported(positionOf(pattern), 'MATCH_RECOGNIZE is not supported', 'Use window functions (lag, lead).');
  const relation = aliasedOf(pattern.aliasedRelation(), read);
  if (context._percentage) throw unsupported(positionOf(context), 'TABLESAMPLE is not supported: a sample hides evidence', 'Use LIMIT.');
  return relation;
}

function aliasedOf(context: AliasedRelationContext, read: TreeReader): Relation {
  const relation = primaryOf(context.relationPrimary(), read);
  if (!context._alias) return relation;
  const columns = context.columnAliases()?.identifier().map(identifierOf) ?? null;
  return { kind: 'alias', at: positionOf(context), relation, alias: identifierOf(context._alias), columns };
}

function primaryOf(context: RelationPrimaryContext, read: TreeReader): Relation {
  if (context instanceof TableNameContext) {
    const period = context.queryPeriod();
    if (period !== null) throw unsupported(positionOf(period), 'FOR TIMESTAMP or VERSION AS OF is not supported: the table has one version');
    const name = context.tableOrViewName();
    return tableOf(required(name.tableRef() ?? name.viewRef()));
  }
  if (context instanceof ParenthesizedRelationContext) return relationOf(context.relation(), read);
  if (context instanceof ExpressionSourceTableContext) return sourceOf(context.relationSourceTable(), read);
  throw new Error('the grammar gave a relation of an unknown form');
}

function sourceOf(context: RelationSourceTableContext, read: TreeReader): Relation {
  const at = positionOf(context);
  if (context instanceof SubqueryRelationContext) return { kind: 'query', at, query: read.query(context.query()) };
  if (context instanceof LateralContext) return { kind: 'lateral', at, query: read.query(context.query()) };
  if (context instanceof UnnestContext) {
    return { kind: 'unnest', at, arguments: context.expression().map(read.expression), ordinality: context.KW_ORDINALITY() !== null };
  }
  throw unsupported(at, `${firstWord(context)} is not supported in FROM`, 'FROM takes a table, a subquery or UNNEST(...).');
}

const firstWord = (context: ParserRuleContext): string => (context.start?.text ?? '').toUpperCase();

/** The name of a table: one to three parts. */
export function tableOf(context: TableRefContext | ViewRefContext | ViewNameCreateContext): TableReference {
  return { kind: 'table', at: positionOf(context), path: context.identifier().map((part): Identifier => identifierOf(part)) };
}
