import type { Expression, Frame, FrameBound, Identifier, SortItem, Window } from '../ast.ts';
import { unsupported } from '../refusal.ts';
import {
  BoundedFrameContext,
  CurrentRowBoundContext,
  type FilterContext,
  type FrameBoundContext,
  type FunctionCallContext,
  type ListAggContext,
  type OverContext,
  type SortItemContext,
  UnboundedFrameContext,
  type WindowFrameContext,
  type WindowSpecificationContext,
} from '../vendor/trino-grammar.js';
import { plainCall } from './call.ts';
import { positionOf } from './grammar.ts';
import { identifierOf, textOf } from './name.ts';
import type { TreeReader } from './tree-reader.ts';
import { required } from './type.ts';

/** `count(DISTINCT x) FILTER (WHERE ...) OVER (...)` and every plainer call. */
export function functionCall(context: FunctionCallContext, read: TreeReader): Expression {
  const at = positionOf(context);
  const nulls = context.nullTreatment();
  if (context.processingMode() !== null || context._label) throw unsupported(at, 'row pattern functions are not supported');
  return {
    ...plainCall(at, nameOfFunction(context), ...context.expression().map(read.expression)),
    star: context.ASTERISK() !== null,
    distinct: (context.setQuantifier()?.KW_DISTINCT() ?? null) !== null,
    orderBy: context.sortItem().map((part) => sortItemOf(part, read)),
    filter: filterOf(context.filter(), read),
    over: overOf(context.over(), read),
    nulls: nulls === null ? null : nulls.KW_IGNORE() === null ? 'respect' : 'ignore',
  };
}

/** `listagg(x, ', ') WITHIN GROUP (ORDER BY ...)`. */
export function listAgg(context: ListAggContext, read: TreeReader): Expression {
  const at = positionOf(context);
  const separator = context.string();
  return {
    ...plainCall(at, 'listagg', read.expression(context.expression()), { kind: 'string', at, value: separator === null ? '' : textOf(separator) }),
    distinct: (context.setQuantifier()?.KW_DISTINCT() ?? null) !== null,
    orderBy: context.sortItem().map((part) => sortItemOf(part, read)),
    filter: filterOf(context.filter(), read),
  };
}

function nameOfFunction(context: FunctionCallContext): string {
  const path = context.functionName().qualifiedName().identifier().map(identifierOf);
  return path.map((part) => part.text.toLowerCase()).join('.');
}

const filterOf = (context: FilterContext | null, read: TreeReader): Expression | null =>
  context === null ? null : read.expression(required(context.whereClause()._where));

function overOf(context: OverContext | null, read: TreeReader): Window | Identifier | null {
  if (context === null) return null;
  return context._windowName ? identifierOf(context._windowName) : windowOf(required(context.windowSpecification()), read);
}

/** What stands in the parentheses of OVER, or of the WINDOW clause. */
export function windowOf(context: WindowSpecificationContext, read: TreeReader): Window {
  const frame = context.windowFrame();
  return {
    at: positionOf(context),
    base: context._existingWindowName ? identifierOf(context._existingWindowName) : null,
    partitionBy: context.partitionBy()?.expression().map(read.expression) ?? [],
    orderBy: context.sortItem().map((part) => sortItemOf(part, read)),
    frame: frame === null ? null : frameOf(frame, read),
  };
}

/** An item of ORDER BY. Without a word about nulls they come last, in both directions. */
export const sortItemOf = (context: SortItemContext, read: TreeReader): SortItem => ({
  at: positionOf(context),
  expression: read.expression(required(context.expression() ?? context.columnRef())),
  descending: context.KW_DESC() !== null,
  nullsFirst: context.KW_FIRST() !== null,
});

function frameOf(context: WindowFrameContext, read: TreeReader): Frame {
  const extent = context.frameExtent();
  const unit = required(extent._frameType).text?.toUpperCase();
  if (unit !== 'ROWS' && unit !== 'RANGE' && unit !== 'GROUPS') throw unsupported(positionOf(context), 'this window frame is not supported');
  return { at: positionOf(context), unit, start: boundOf(required(extent._start), read), end: extent._end ? boundOf(extent._end, read) : null };
}

function boundOf(context: FrameBoundContext, read: TreeReader): FrameBound {
  if (context instanceof CurrentRowBoundContext) return { kind: 'CURRENT ROW' };
  if (context instanceof UnboundedFrameContext) return { kind: context.KW_PRECEDING() === null ? 'UNBOUNDED FOLLOWING' : 'UNBOUNDED PRECEDING' };
  if (context instanceof BoundedFrameContext) {
    return { kind: context.KW_PRECEDING() === null ? 'FOLLOWING' : 'PRECEDING', offset: read.expression(context.expression()) };
  }
  throw unsupported(positionOf(context), 'this window frame is not supported');
}
