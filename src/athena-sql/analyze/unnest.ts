import type { Expression, RelationOf } from '../ast.ts';
import { fieldName, quoteName } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { simple, type Type, typeText } from '../type.ts';
import { type Alias, relationOf, type TypedRelation } from './aliased.ts';
import type { Context, OutputColumn, Typed } from './context.ts';
import type { Scope, ScopeColumn } from './scope.ts';

/** What one argument of UNNEST gives: a list for DuckDB to unfold, and the columns to take from each element (`member` null: the element). */
interface Unfolded {
  readonly list: string;
  readonly columns: readonly { readonly name: string | null; readonly type: Type; readonly member: string | null }[];
}

/**
 * UNNEST of arrays and maps, side by side, the shorter ones filled with NULL. An array of rows gives a column for each member, as in Trino; when AS
 * names a single column it gives the row itself, as most published queries expect.
 */
export function analyzeUnnest(relation: RelationOf<'unnest'>, context: Context, alias: Alias | null): TypedRelation {
  const inner: Context = { ...context, scope: { relations: [], outer: context.scope }, noAggregatesIn: 'UNNEST', grouped: null };
  const values = relation.arguments.map((argument) => ({ at: argument.at, value: liftedValue(argument, inner) }));
  const wanted = alias?.columns == null ? null : alias.columns.length - (relation.ordinality ? 1 : 0);
  const unfolded = values.map(({ at, value }) => {
    const result = unfold(value, wanted === values.length);
    if (result === null) throw invalid(at, `UNNEST takes an array or a map; this is ${typeText(value.type)}`);
    return result;
  });
  const element = (index: number): string => quoteName(`e${index}`);
  const lists = unfolded.map(({ list }, index) => `unnest(${list}) AS ${element(index)}`);
  const columns: OutputColumn[] = [];
  const texts: string[] = [];
  for (const [index, { columns: parts }] of unfolded.entries()) {
    for (const { name, type, member } of parts) {
      const label = `c${columns.length}`;
      texts.push(`${element(index)}${member === null ? '' : `.${quoteName(member)}`} AS ${quoteName(label)}`);
      columns.push({ name, type, label });
    }
  }
  if (relation.ordinality) {
    const lengths = unfolded.map(({ list }) => `COALESCE(len(${list}), 0)`);
    lists.push(`unnest(range(1, greatest(${lengths.join(', ')}) + 1)) AS "n"`);
    texts.push(`"n" AS "ordinality"`);
    columns.push({ name: 'ordinality', type: simple('bigint'), label: 'ordinality' });
  }
  const source = `LATERAL (SELECT ${texts.join(', ')} FROM (SELECT ${lists.join(', ')}))`;
  return relationOf(source, columns, [], alias, context);
}

/**
 * DuckDB loses the columns of the relations to the left in a lambda within a lambda. There they come in as members of one value instead, which an outer
 * lambda names.
 */
function liftedValue(argument: Expression, context: Context): Typed {
  const plain = context.expression(argument, context);
  if (plain.sql.split('lambda ').length < 3) return plain;
  const members: { readonly sql: string; readonly text: string }[] = [];
  const lift = (scope: Scope): Scope => ({
    relations: scope.relations.map((relation) => ({ ...relation, columns: relation.columns.map(liftColumn) })),
    outer: scope.outer && lift(scope.outer),
  });
  const liftColumn = (column: ScopeColumn): ScopeColumn => {
    const sql = `o.${quoteName(`c${members.length}`)}`;
    members.push({ sql, text: `${quoteName(`c${members.length}`)} := ${column.sql}` });
    return { ...column, sql };
  };
  const value = context.expression(argument, { ...context, scope: lift(context.scope) });
  const used = members.filter(({ sql }) => value.sql.includes(sql)).map(({ text }) => text);
  return used.length === 0 ? plain : { ...value, sql: `list_transform([struct_pack(${used.join(', ')})], lambda o: ${value.sql})[1]` };
}

function unfold(value: Typed, whole: boolean): Unfolded | null {
  const { sql, type } = value;
  if (type.kind === 'map') {
    const columns = [
      { name: null, type: type.key, member: 'key' },
      { name: null, type: type.value, member: 'value' },
    ];
    return { list: `map_entries(${sql})`, columns };
  }
  if (type.kind !== 'array') return null;
  const { element } = type;
  if (element.kind !== 'row' || whole) return { list: sql, columns: [{ name: null, type: element, member: null }] };
  const columns = element.fields.map((field, index) => ({ name: field.name, type: field.type, member: fieldName(field.name, index) }));
  return { list: sql, columns };
}
