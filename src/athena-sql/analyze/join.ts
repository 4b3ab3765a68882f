import type { Relation, RelationOf } from '../ast.ts';
import { coerced } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { commonType } from '../type.ts';
import type { TypedRelation } from './aliased.ts';
import { condition } from './condition.ts';
import type { Context } from './context.ts';
import { resolve, type ScopeColumn, type ScopeRelation } from './scope.ts';

type Analyze = (relation: Relation, context: Context) => TypedRelation;

/** A join; its right side sees the relations of its left one when it is UNNEST or LATERAL. */
export function analyzeJoin(join: RelationOf<'join'>, context: Context, analyze: Analyze): TypedRelation {
  const left = analyze(join.left, context);
  const seen: Context = { ...context, scope: { ...context.scope, relations: [...context.scope.relations, ...left.relations] } };
  const right = analyze(join.right, seen);
  const text = join.right.kind === 'join' ? `(${right.sql})` : right.sql;
  if (join.condition === null) {
    if (join.type !== 'CROSS') throw invalid(join.at, `${join.type} JOIN needs ON or USING`);
    return { sql: `${left.sql} CROSS JOIN ${text}`, relations: [...left.relations, ...right.relations] };
  }
  const both = [...left.relations, ...right.relations];
  if (join.condition.kind === 'on') {
    const on = condition(join.condition.condition, { ...context, scope: { ...context.scope, relations: both }, noAggregatesIn: 'ON' });
    return { sql: `${left.sql} ${join.type} JOIN ${text} ON ${on}`, relations: both };
  }
  const pairs = join.condition.columns.map((column) => {
    const sides = [left, right].map((side) => resolve([column], { relations: side.relations, outer: null })?.column);
    const [a, b] = sides;
    if (!a || !b) throw invalid(column.at, `column "${column.text}" of USING is not on both sides of the join`);
    const type = commonType(a.type, b.type);
    if (type === null) throw invalid(column.at, `column "${column.text}" of USING has two types that cannot be compared`);
    return { name: column.text.toLowerCase(), type, left: coerced(a, type), right: coerced(b, type), hidden: [a.sql, b.sql] };
  });
  const merged = pairs.map((pair): ScopeColumn => ({ name: pair.name, type: pair.type, sql: mergedText(join.type, pair.left, pair.right) }));
  const hidden = new Set(pairs.flatMap((pair) => pair.hidden));
  const rest = both.map((relation): ScopeRelation => ({ ...relation, columns: relation.columns.filter((column) => !hidden.has(column.sql)) }));
  return {
    sql: `${left.sql} ${join.type} JOIN ${text} ON ${pairs.map((pair) => `${pair.left} = ${pair.right}`).join(' AND ')}`,
    relations: [{ names: [], columns: merged }, ...rest],
  };
}

function mergedText(type: RelationOf<'join'>['type'], left: string, right: string): string {
  if (type === 'FULL') return `COALESCE(${left}, ${right})`;
  return type === 'RIGHT' ? right : left;
}
