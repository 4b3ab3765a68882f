import type { Expression, GroupingElement, Select, SelectItem, SortItem } from '../ast.ts';
import { fieldName, memberText, quoteName } from '../duckdb-text.ts';
import { isAggregate } from '../functions/index.ts';
import { invalid, unsupported } from '../refusal.ts';
import type { Type } from '../type.ts';
import { condition } from './condition.ts';
import type { Context, OutputColumn, TypedQuery } from './context.ts';
import { orderText, ordinalText, sortsByOutput } from './order.ts';
import { analyzeRelation } from './relation.ts';
import { relationsNamed, type Scope, type ScopeRelation } from './scope.ts';
import { hasAggregate } from './walk.ts';
import { whereText } from './where.ts';
import { namedWindows } from './window.ts';

/** A column of the SELECT list. */
interface Item {
  readonly name: string | null;
  readonly sql: string;
  readonly type: Type;
}

/** SELECT ... FROM ... WHERE ... GROUP BY ... HAVING ... ORDER BY. */
export function analyzeSelect(select: Select, orderBy: readonly SortItem[], outer: Context): TypedQuery {
  const from = analyzeFrom(select, outer);
  const scope: Scope = { relations: from.relations, outer: outer.scope };
  const aliases = new Set(select.items.flatMap((item) => (item.kind === 'expression' && item.alias !== null ? [item.alias.text.toLowerCase()] : [])));
  const plain: Context = { ...outer, scope, aliases, outermost: false };
  const where = select.where === null ? '' : ` WHERE ${whereText(select.where, { ...plain, noAggregatesIn: 'WHERE' })}`;
  const grouping = analyzeGrouping(select, orderBy, plain);
  const windows = namedWindows(select.windows, grouping.context);
  const inside: Context = { ...grouping.context, windows: windows.names };
  const items = select.items.flatMap((item) => analyzeItem(item, inside));
  const columns = labelled(items, outer.outermost);
  const texts = items.map((item, index) => `${item.sql} AS ${quoteName(columns[index]?.label ?? '')}`);
  const having = select.having === null ? '' : ` HAVING ${condition(select.having, inside)}`;
  const ordered: Context = { ...inside, scope: { relations: [outputs(items)], outer: scope } };
  const order = orderText(orderBy, columns, ordered);
  if (select.distinct) refuseHiddenOrder(orderBy, columns, items, ordered);
  const sql = `SELECT ${select.distinct ? 'DISTINCT ' : ''}${texts.join(', ')}${from.sql}${where}${grouping.sql}${having}${windows.sql}${order}`;
  return { sql, columns };
}

/** Once rows are made distinct, what is not in the SELECT list is gone. */
function refuseHiddenOrder(orderBy: readonly SortItem[], columns: readonly OutputColumn[], items: readonly Item[], context: Context): void {
  for (const item of orderBy) {
    const shown = sortsByOutput(item, columns) || items.some(({ sql }) => sql === context.expression(item.expression, context).sql);
    if (!shown) throw invalid(item.at, 'with SELECT DISTINCT, ORDER BY can only use what is selected', 'Add the expression to the SELECT list.');
  }
}

/** The output columns as ORDER BY sees them: an alias within an expression stands for the expression behind it. */
const outputs = (items: readonly Item[]): ScopeRelation => ({
  names: [],
  columns: items
    .filter((item, index) => items.findIndex((other) => sameName(item, other)) === index)
    .map((item) => ({ ...item, name: item.name?.toLowerCase() ?? null })),
});

const sameName = (left: Item, right: Item): boolean => left.name?.toLowerCase() === right.name?.toLowerCase();

function analyzeFrom(select: Select, outer: Context): { readonly sql: string; readonly relations: readonly ScopeRelation[] } {
  const relations: ScopeRelation[] = [];
  const texts: string[] = [];
  for (const item of select.from) {
    const relation = analyzeRelation(item, { ...outer, scope: { relations: [...relations], outer: outer.scope }, outermost: false });
    relations.push(...relation.relations);
    texts.push(relation.sql);
  }
  return { sql: texts.length === 0 ? '' : ` FROM ${texts.join(', ')}`, relations };
}

/** Names for the columns: as written where the reader sees them; within the statement each name once. */
function labelled(items: readonly Item[], outermost: boolean): readonly OutputColumn[] {
  const used = new Set<string>();
  return items.map((item, index) => {
    let label = item.name ?? `_col${index}`;
    for (let n = 1; !outermost && used.has(label.toLowerCase()); n++) label = `${item.name ?? `_col${index}`}_${n}`;
    used.add(label.toLowerCase());
    return { name: item.name, type: item.type, label };
  });
}

function analyzeItem(item: SelectItem, context: Context): readonly Item[] {
  if (item.kind === 'expression') {
    const value = context.expression(item.expression, context);
    return [{ name: item.alias?.text ?? nameOf(item.expression), sql: value.sql, type: value.type }];
  }
  if (item.of !== null) return membersOf(item.of, context);
  if (context.scope.relations.length === 0) throw invalid(item.at, 'SELECT * needs a FROM');
  return starItems(context.scope.relations, item, context);
}

/** A column without AS is named after the last part of its name; any other expression has no name. */
const nameOf = (expression: Expression): string | null => (expression.kind === 'name' ? (expression.path.at(-1)?.text ?? null) : null);

function starItems(relations: readonly ScopeRelation[], { at }: SelectItem, { grouped }: Context): readonly Item[] {
  const columns = relations.flatMap((relation) => relation.columns);
  const stray = grouped === null ? undefined : columns.find((column) => !grouped.keys.has(column.sql));
  if (stray !== undefined) throw invalid(at, `* takes in "${stray.name}", which is not in GROUP BY`, 'Name the columns you group by.');
  return columns;
}

/** `t.*`, or `useridentity.*` for the members of a structure. */
function membersOf(of: Expression, context: Context): readonly Item[] {
  if (of.kind === 'name') {
    const found = relationsNamed(
      of.path.map((part) => part.text.toLowerCase()),
      context.scope,
    );
    if (found.length > 0) return starItems(found, { kind: 'all', at: of.at, of }, context);
  }
  const value = context.expression(of, context);
  if (value.type.kind !== 'row') throw invalid(of.at, 'only a table or a struct has members for .*');
  return value.type.fields.map((field, index) => ({
    name: field.name,
    type: field.type,
    sql: memberText(value.sql, fieldName(field.name, index)),
  }));
}

interface Grouping {
  readonly sql: string;
  /** For what stands after the grouping: SELECT, HAVING, ORDER BY. */
  readonly context: Context;
}

function analyzeGrouping(select: Select, orderBy: readonly SortItem[], plain: Context): Grouping {
  const clause: Context = { ...plain, noAggregatesIn: 'GROUP BY' };
  const keys = new Set<string>();
  const elements = select.groupBy.map((element) => groupingText(element, select, clause, keys));
  const expressions = [
    ...select.items.flatMap((item) => (item.kind === 'expression' ? [item.expression] : [])),
    ...orderBy.map((item) => item.expression),
  ];
  const aggregated = elements.length > 0 || select.having !== null || expressions.some((expression) => hasAggregate(expression, isAggregate));
  return {
    sql: elements.length === 0 ? '' : ` GROUP BY ${elements.join(', ')}`,
    context: aggregated ? { ...plain, grouped: { keys, scope: plain.scope } } : plain,
  };
}

function groupingText(element: GroupingElement, select: Select, context: Context, keys: Set<string>): string {
  const sets = element.sets.map((set) => set.map((term) => termText(term, select, context, keys)).join(', '));
  if (element.kind === 'plain') return sets.map((set) => (element.sets[0]?.length === 1 ? set : `(${set})`)).join(', ');
  const parts = sets.map((set) => `(${set})`).join(', ');
  return element.kind === 'sets' ? `GROUPING SETS (${parts})` : `${element.kind.toUpperCase()} (${parts})`;
}

/** A number means the expression at that place of the SELECT list; it stays a number, for the expression may itself be one. */
function termText(term: Expression, select: Select, context: Context, keys: Set<string>): string {
  if (term.kind === 'number' && term.form === 'integer') {
    const ordinal = ordinalText(Number(term.text), select.items.length, term);
    const item = select.items[Number(ordinal) - 1];
    if (item?.kind !== 'expression' || select.items.some((other) => other.kind === 'all')) {
      throw unsupported(term.at, 'GROUP BY with a number is not supported beside *', 'Name the columns.');
    }
    const value = context.expression(item.expression, context);
    keys.add(value.sql);
    return isPlainNumber(item.expression) ? ordinal : value.sql;
  }
  const value = context.expression(term, context);
  keys.add(value.sql);
  return value.sql;
}

const isPlainNumber = (expression: Expression): boolean => expression.kind === 'number' && expression.form === 'integer';
