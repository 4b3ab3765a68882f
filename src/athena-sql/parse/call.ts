import type { Call, Expression, Position } from '../ast.ts';

/** A plain call of a function: what syntax of its own (`EXTRACT`, `TRIM`, `CURRENT_DATE`) is turned into. */
export const plainCall = (at: Position, name: string, ...args: readonly Expression[]): Call => ({
  kind: 'call',
  at,
  name,
  arguments: args,
  star: false,
  distinct: false,
  orderBy: [],
  filter: null,
  over: null,
  nulls: null,
});
