import type { Expression, ExpressionOf } from '../ast.ts';
import type { Context } from './context.ts';
import { resolve, type StoredColumn } from './scope.ts';

/** Of each relation that a condition chooses from, by the text of its column: the row groups that can hold such rows. */
type Possible = ReadonlyMap<string, { readonly rowGroups: ReadonlySet<number>; readonly count: number }>;

/** Where more than this share of the row groups can hold what is wanted, to name them gains nothing. */
const MOST = 0.7;
const nothingKnown: Possible = new Map();

/** Conditions that leave out row groups in which no row can fulfil a condition, by what their index says. */
export const rowGroupConditions = (expression: Expression, context: Context): string[] =>
  [...possible(expression, context)].flatMap(([column, { rowGroups, count }]) => {
    if (rowGroups.size === 0) return ['FALSE'];
    return rowGroups.size > MOST * count ? [] : [`${column} IN (${[...rowGroups].join(', ')})`];
  });

function possible(expression: Expression, context: Context): Possible {
  switch (expression.kind) {
    case 'logical': {
      const parts = expression.operands.map((operand) => possible(operand, context));
      return expression.operator === 'AND' ? parts.reduce(both) : parts.reduce(either);
    }
    case 'comparison':
      if (expression.operator !== '=') return nothingKnown;
      return expression.left.kind === 'name'
        ? holding(expression.left, [expression.right], context)
        : expression.right.kind === 'name'
          ? holding(expression.right, [expression.left], context)
          : nothingKnown;
    case 'in-list':
      return expression.negated || expression.operand.kind !== 'name' ? nothingKnown : holding(expression.operand, expression.list, context);
    default:
      return nothingKnown;
  }
}

/** Both hold: what is known of a relation by the one and by the other. */
function both(left: Possible, right: Possible): Possible {
  const all = new Map(left);
  for (const [column, { rowGroups, count }] of right) {
    const known = left.get(column)?.rowGroups;
    all.set(column, { rowGroups: known === undefined ? rowGroups : new Set([...rowGroups].filter((each) => known.has(each))), count });
  }
  return all;
}

/** One of them holds: only what both say something of is known. */
const either = (left: Possible, right: Possible): Possible =>
  new Map(
    [...left].flatMap(([column, { rowGroups, count }]) => {
      const others = right.get(column)?.rowGroups;
      return others === undefined ? [] : [[column, { rowGroups: new Set([...rowGroups, ...others]), count }] as const];
    }),
  );

function holding(name: ExpressionOf<'name'>, values: readonly Expression[], { scope }: Context): Possible {
  const found = resolve(name.path, scope);
  const stored: StoredColumn | undefined = found?.column.stored;
  const rowGroups = stored?.rowGroups;
  const isOwn = scope.relations.some(({ columns }) => found !== null && columns.includes(found.column));
  if (found === null || stored === undefined || rowGroups === undefined || !isOwn) return nothingKnown;
  const texts = values.flatMap((value) => (value.kind === 'string' ? value.value : []));
  if (texts.length < values.length) return nothingKnown;
  const holders = rowGroups.holding([stored.name, ...found.members.map(({ text }) => text.toLowerCase())].join('.'), texts);
  return holders === null ? nothingKnown : new Map([[`${stored.relation}.${rowGroups.column}`, { rowGroups: holders, count: rowGroups.count }]]);
}
