import type { ComparisonOperator, Expression } from '../ast.ts';
import { invalid, unsupported } from '../refusal.ts';
import {
  BetweenContext,
  ComparisonContext,
  type ComparisonOperatorContext,
  DistinctFromContext,
  InListContext,
  InSubqueryContext,
  LikeContext,
  NullPredicateContext,
  type PredicateContext,
  QuantifiedComparisonContext,
} from '../vendor/trino-grammar.js';
import { positionOf } from './grammar.ts';
import type { TreeReader } from './tree-reader.ts';
import { required } from './type.ts';

/** What a predicate (`= 1`, `IN (...)`, `LIKE '...'`) says of the value before it. Its place is the operand's, where a reader looks for it. */
export function predicateOf(operand: Expression, context: PredicateContext, read: TreeReader): Expression {
  const { at } = operand;
  if (context instanceof ComparisonContext) {
    return {
      kind: 'comparison',
      at,
      operator: comparisonOf(context.comparisonOperator()),
      left: operand,
      right: read.expression(required(context._right)),
    };
  }
  if (context instanceof BetweenContext) {
    const negated = context.KW_NOT() !== null;
    return { kind: 'between', at, negated, operand, low: read.expression(required(context._lower)), high: read.expression(required(context._upper)) };
  }
  if (context instanceof InListContext) {
    return { kind: 'in-list', at, negated: context.KW_NOT() !== null, operand, list: context.expression().map(read.expression) };
  }
  if (context instanceof InSubqueryContext)
    return { kind: 'in-query', at, negated: context.KW_NOT() !== null, operand, query: read.query(context.query()) };
  if (context instanceof LikeContext) {
    const mark = context._escape ? read.expression(context._escape) : null;
    return { kind: 'like', at, negated: context.KW_NOT() !== null, operand, pattern: read.expression(required(context._pattern)), escape: mark };
  }
  if (context instanceof NullPredicateContext) return { kind: 'is-null', at, negated: context.KW_NOT() !== null, operand };
  if (context instanceof DistinctFromContext) {
    return { kind: 'distinct-from', at, negated: context.KW_NOT() !== null, left: operand, right: read.expression(required(context._right)) };
  }
  if (context instanceof QuantifiedComparisonContext) {
    const quantifier = context.comparisonQuantifier().KW_ALL() === null ? 'ANY' : 'ALL';
    return { kind: 'quantified', at, operator: comparisonOf(context.comparisonOperator()), quantifier, operand, query: read.query(context.query()) };
  }
  throw unsupported(positionOf(context), `the predicate "${context.getText()}" is not supported`);
}

function comparisonOf(context: ComparisonOperatorContext): ComparisonOperator {
  const text = context.getText();
  if (text === '!=') return '<>';
  if (text === '=' || text === '<>' || text === '<' || text === '<=' || text === '>' || text === '>=') return text;
  throw invalid(positionOf(context), `"${text}" is not a comparison`);
}
