import type { Context } from './analyze/context.ts';
import { unsupported } from './refusal.ts';

/** Characters that the parts of one statement may take when they are written down, a part within a part counted twice. */
const budget = 16 * 1024 * 1024;

/** Some functions write an argument down more than once; within each other they would fill the memory from a short statement. */
export function withinBudget(analyze: Context['expression']): Context['expression'] {
  let written = 0;
  return (expression, context) => {
    const typed = analyze(expression, context);
    written += typed.sql.length;
    if (written <= budget) return typed;
    throw unsupported(expression.at, 'calls within calls make this too long for the engine', 'Compute the inner part in a WITH clause.');
  };
}
