import type { Expression } from '../ast.ts';
import { quoteLiteral } from '../literal.ts';
import type { RowGroups } from '../translation.ts';
import type { Context } from './context.ts';
import { wantedTexts } from './wanted-texts.ts';

/** Of each relation that a condition chooses from, by its name in the emitted text: the row groups that can hold such rows, of all there are. */
type Possible = ReadonlyMap<string, { readonly rowGroups: ReadonlySet<number>; readonly all: RowGroups }>;

/** Where more than this share of the row groups can hold what is wanted, to name them gains nothing. */
const MOST = 0.7;
const nothingKnown: Possible = new Map();

/** Conditions that leave out row groups in which no row can fulfil a condition, by what their index says. */
export const rowGroupConditions = (expression: Expression, context: Context): string[] =>
  [...possible(expression, context)].flatMap(([relation, { rowGroups, all }]) => {
    if (rowGroups.size === 0) return ['FALSE'];
    if (rowGroups.size > MOST * all.count) return [];
    const files = all.filesOf(rowGroups);
    return [
      `${relation}.${all.column} IN (${[...rowGroups].join(', ')})`,
      // A file that is left out is not even opened.
      ...(files === null ? [] : [`${relation}.${all.fileColumn} IN (${files.map(quoteLiteral).join(', ')})`]),
    ];
  });

function possible(expression: Expression, context: Context): Possible {
  switch (expression.kind) {
    case 'logical': {
      const parts = expression.operands.map((operand) => possible(operand, context));
      return expression.operator === 'AND' ? parts.reduce(both) : parts.reduce(either);
    }
    default:
      return holding(expression, context);
  }
}

/** Both hold: what is known of a relation by the one and by the other. */
function both(left: Possible, right: Possible): Possible {
  const joined = new Map(left);
  for (const [relation, { rowGroups, all }] of right) {
    const known = left.get(relation)?.rowGroups;
    joined.set(relation, { rowGroups: known === undefined ? rowGroups : new Set([...rowGroups].filter((each) => known.has(each))), all });
  }
  return joined;
}

/** One of them holds: only what both say something of is known. */
const either = (left: Possible, right: Possible): Possible =>
  new Map(
    [...left].flatMap(([relation, { rowGroups, all }]) => {
      const others = right.get(relation)?.rowGroups;
      return others === undefined ? [] : [[relation, { rowGroups: new Set([...rowGroups, ...others]), all }] as const];
    }),
  );

function holding(expression: Expression, context: Context): Possible {
  const wanted = wantedTexts(expression, context);
  const rowGroups = wanted?.stored.rowGroups;
  if (wanted === null || rowGroups === undefined) return nothingKnown;
  const holders = rowGroups.holding([wanted.stored.name, ...wanted.members].join('.'), wanted.texts);
  return holders === null ? nothingKnown : new Map([[wanted.stored.relation, { rowGroups: holders, all: rowGroups }]]);
}
