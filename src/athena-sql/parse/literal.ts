import type { Expression, IntervalField } from '../ast.ts';
import {
  DecimalLiteralContext,
  DoubleLiteralContext,
  type IntervalContext,
  type IntervalFieldContext,
  type NumberContext,
} from '../vendor/trino-grammar.js';
import { positionOf } from './grammar.ts';
import { textOf } from './name.ts';
import { required } from './type.ts';

/** A number; the grammar makes a leading minus part of it. */
export function numberLiteral(context: NumberContext): Expression {
  const form = context instanceof DecimalLiteralContext ? 'decimal' : context instanceof DoubleLiteralContext ? 'double' : 'integer';
  return { kind: 'number', at: positionOf(context), form, text: context.getText().replaceAll('_', '') };
}

/** `INTERVAL '7' DAY`, `INTERVAL '1-6' YEAR TO MONTH`. */
export const intervalOf = (context: IntervalContext): Expression => ({
  kind: 'interval',
  at: positionOf(context),
  negative: context.MINUS() !== null,
  value: textOf(context.string()),
  from: fieldOf(required(context._from_)),
  to: context._to ? fieldOf(context._to) : null,
});

const fieldOf = (context: IntervalFieldContext): IntervalField => context.getText().toUpperCase() as IntervalField;
