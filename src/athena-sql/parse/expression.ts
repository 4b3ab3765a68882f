import type { ArithmeticOperator, Expression } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import * as g from '../vendor/trino-grammar.js';
import { plainCall } from './call.ts';
import { functionCall, listAgg } from './function-call.ts';
import { positionOf } from './grammar.ts';
import { jsonArray, jsonExists, jsonObject, jsonQuery, jsonValue } from './json-call.ts';
import { intervalOf, numberLiteral } from './literal.ts';
import { identifierOf, textOf } from './name.ts';
import { predicateOf } from './predicate.ts';
import type { TreeReader } from './tree-reader.ts';
import { required, typeOf } from './type.ts';

type Converter = readonly [type: unknown, convert: (context: g.ParserRuleContext, read: TreeReader) => Expression];

const on = <C extends g.ParserRuleContext>(type: new (...args: never[]) => C, convert: (context: C, read: TreeReader) => Expression): Converter => [
  type,
  convert as Converter[1],
];

/** The text before the tree as the grammar names it, turned into our own: nothing past this folder sees the grammar. */
export function expressionOf(context: g.ParserRuleContext, read: TreeReader): Expression {
  const convert = converters.get(context.constructor);
  if (convert !== undefined) return convert(context, read);
  const word = (context.start?.text ?? 'this').toUpperCase();
  throw unsupported(positionOf(context), `${word} is not supported`);
}

const converters: ReadonlyMap<unknown, Converter[1]> = new Map([
  on(g.ExpressionContext, (c, read) => read.expression(c.booleanExpression())),
  on(g.LogicalNotContext, (c, read) => ({ kind: 'not', at: positionOf(c), operand: read.expression(c.booleanExpression()) })),
  on(g.AndContext, (c, read) => ({ kind: 'logical', at: positionOf(c), operator: 'AND', operands: chain(c, g.AndContext).map(read.expression) })),
  on(g.OrContext, (c, read) => ({ kind: 'logical', at: positionOf(c), operator: 'OR', operands: chain(c, g.OrContext).map(read.expression) })),
  on(g.PredicatedContext, (c, read) => {
    const operand = read.expression(c.valueExpression());
    const predicate = c.predicate();
    return predicate === null ? operand : predicateOf(operand, predicate, read);
  }),
  on(g.ValueExpressionDefaultContext, (c, read) => read.expression(c.primaryExpression())),
  on(g.ConcatenationContext, (c, read) => ({
    kind: 'concatenation',
    at: positionOf(c),
    left: read.expression(required(c._left)),
    right: read.expression(required(c._right)),
  })),
  on(g.ArithmeticBinaryContext, (c, read) => ({
    kind: 'arithmetic',
    at: positionOf(c),
    operator: required(c._operator).text as ArithmeticOperator,
    left: read.expression(required(c._left)),
    right: read.expression(required(c._right)),
  })),
  on(g.ArithmeticUnaryContext, (c, read) => {
    const operand = read.expression(c.valueExpression());
    return c.MINUS() === null ? operand : { kind: 'negate', at: positionOf(c), operand };
  }),
  on(g.AtTimeZoneContext, (c, read) => {
    const specifier = c.timeZoneSpecifier();
    if (!(specifier instanceof g.TimeZoneStringContext)) throw unsupported(positionOf(specifier), 'a time zone is given by its name here');
    return { kind: 'at-time-zone', at: positionOf(c), operand: read.expression(c.valueExpression()), zone: textOf(specifier.string()) };
  }),
  on(g.DereferenceContext, (c, read) => ({
    kind: 'field',
    at: positionOf(c),
    base: read.expression(c.primaryExpression()),
    field: identifierOf(c.identifier()),
  })),
  on(g.ColumnReferenceContext, (c) => nameOf(c.columnName().qualifiedName())),
  on(g.ColumnRefContext, (c) => nameOf(required(c.qualifiedName()))),
  on(g.SubscriptContext, (c, read) => ({
    kind: 'subscript',
    at: positionOf(c),
    base: read.expression(c.primaryExpression()),
    index: read.expression(c.valueExpression()),
  })),
  on(g.NullLiteralContext, (c) => ({ kind: 'null', at: positionOf(c) })),
  on(g.BooleanLiteralContext, (c) => ({ kind: 'boolean', at: positionOf(c), value: c.booleanValue().KW_TRUE() !== null })),
  on(g.StringLiteralContext, (c) => ({ kind: 'string', at: positionOf(c), value: textOf(c.string()) })),
  on(g.NumericLiteralContext, (c) => numberLiteral(c.number())),
  on(g.BinaryLiteralContext, (c) => ({ kind: 'binary', at: positionOf(c), hex: c.getText().slice(2, -1).replaceAll(/\s/g, '') })),
  on(g.IntervalLiteralContext, (c) => intervalOf(c.interval())),
  on(g.TypeConstructorContext, (c) => {
    const name = c.identifier();
    return {
      kind: 'typed-literal',
      at: positionOf(c),
      type: name === null ? 'double' : identifierOf(name).text.toLowerCase(),
      value: textOf(c.string()),
    };
  }),
  on(g.ParameterContext, (c, read) => ({ kind: 'parameter', at: positionOf(c), index: read.parameterIndex(c) })),
  on(g.ParenthesizedExpressionContext, (c, read) => read.expression(c.expression())),
  on(g.RowConstructorContext, (c, read) => ({ kind: 'row', at: positionOf(c), items: c.expression().map(read.expression) })),
  on(g.ArrayConstructorContext, (c, read) => ({ kind: 'array', at: positionOf(c), items: c.expression().map(read.expression) })),
  on(g.LambdaContext, (c, read) => ({
    kind: 'lambda',
    at: positionOf(c),
    parameters: c.identifier().map(identifierOf),
    body: read.expression(c.expression()),
  })),
  on(g.SubqueryExpressionContext, (c, read) => ({ kind: 'subquery', at: positionOf(c), query: read.query(c.query()) })),
  on(g.ExistsContext, (c, read) => ({ kind: 'exists', at: positionOf(c), query: read.query(c.query()) })),
  on(g.CastContext, (c, read) => ({
    kind: 'cast',
    at: positionOf(c),
    safe: c.KW_TRY_CAST() !== null,
    operand: read.expression(c.expression()),
    type: typeOf(c.type()),
  })),
  on(g.SimpleCaseContext, (c, read) => ({
    kind: 'case',
    at: positionOf(c),
    operand: read.expression(required(c._operand)),
    branches: c.whenClause().map((clause) => branchOf(clause, read)),
    otherwise: c._elseExpression ? read.expression(c._elseExpression) : null,
  })),
  on(g.SearchedCaseContext, (c, read) => ({
    kind: 'case',
    at: positionOf(c),
    operand: null,
    branches: c.whenClause().map((clause) => branchOf(clause, read)),
    otherwise: c._elseExpression ? read.expression(c._elseExpression) : null,
  })),
  on(g.FunctionCallContext, functionCall),
  on(g.ListAggContext, listAgg),
  on(g.JsonValueContext, jsonValue),
  on(g.JsonQueryContext, jsonQuery),
  on(g.JsonExistsContext, jsonExists),
  on(g.JsonObjectContext, jsonObject),
  on(g.JsonArrayContext, jsonArray),
  on(g.NormalizeContext, (c, read) =>
    plainCall(positionOf(c), 'normalize', read.expression(c.valueExpression()), {
      kind: 'string',
      at: positionOf(c),
      value: c.normalForm()?.getText() ?? 'NFC',
    }),
  ),
  on(g.CoalesceContext, (c, read) => plainCall(positionOf(c), 'coalesce', ...c.expression().map(read.expression))),
  on(g.SubstringContext, (c, read) => plainCall(positionOf(c), 'substr', ...c.valueExpression().map(read.expression))),
  on(g.PositionContext, (c, read) => plainCall(positionOf(c), 'strpos', ...c.valueExpression().map(read.expression).reverse())),
  on(g.TrimContext, (c, read) => {
    const sides = c.trimsSpecification();
    const name = sides?.KW_LEADING() ? 'ltrim' : sides?.KW_TRAILING() ? 'rtrim' : 'trim';
    const characters = c._trimChar ? [read.expression(c._trimChar)] : [];
    return plainCall(positionOf(c), name, read.expression(required(c._trimSource)), ...characters);
  }),
  on(g.ExtractContext, (c, read) => {
    const part = identifierOf(c.identifier());
    return plainCall(positionOf(c), 'extract', { kind: 'string', at: part.at, value: part.text.toLowerCase() }, read.expression(c.valueExpression()));
  }),
  on(g.GroupingOperationContext, (c) => plainCall(positionOf(c), 'grouping', ...c.qualifiedName().map(nameOf))),
  on(g.CurrentDateContext, (c) => plainCall(positionOf(c), 'current_date')),
  on(g.CurrentTimestampContext, (c) => plainCall(positionOf(c), 'current_timestamp')),
  on(g.LocalTimestampContext, (c) => plainCall(positionOf(c), 'localtimestamp')),
]);

/** The operands of `a AND b AND c`. The tree nests a level for each; a list of indicators can have thousands. */
function chain(context: g.AndContext | g.OrContext, type: typeof g.AndContext | typeof g.OrContext): readonly g.BooleanExpressionContext[] {
  const operands: g.BooleanExpressionContext[] = [];
  let rest: g.BooleanExpressionContext = context;
  while (rest instanceof type) {
    const [left, right] = rest.booleanExpression();
    operands.push(required(right));
    rest = required(left);
  }
  return [rest, ...operands.reverse()];
}

const branchOf = (clause: g.WhenClauseContext, read: TreeReader) => ({
  when: read.expression(required(clause._condition)),
  result: read.expression(required(clause._result)),
});

/** `a.b.c`: which part is a table, a column or a member of a structure is for the analysis to say. */
export const nameOf = (context: g.QualifiedNameContext): Expression => ({
  kind: 'name',
  at: positionOf(context),
  path: context.identifier().map(identifierOf),
});
