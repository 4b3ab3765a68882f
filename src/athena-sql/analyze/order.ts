import type { SortItem } from '../ast.ts';
import { invalid } from '../refusal.ts';
import { isOrderable, typeText } from '../type.ts';
import type { Context, OutputColumn } from './context.ts';

/** `ORDER BY ...` for DuckDB, or nothing. NULLs come last unless the statement says otherwise, whatever the engine is set to. */
export function sortText(items: readonly SortItem[], text: (item: SortItem) => string): string {
  return items.map((item) => `${text(item)} ${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`).join(', ');
}

/**
 * The ORDER BY of a query. A number or the name of an output column means that column of the result; anything else is an expression.
 *
 * @param context its scope holds the output columns, then those of FROM
 */
export function orderText(items: readonly SortItem[], outputs: readonly OutputColumn[], context: Context): string {
  if (items.length === 0) return '';
  return ` ORDER BY ${sortText(items, (item) => ordinalOf(item, outputs) ?? orderedText(item, context))}`;
}

/** DuckDB refuses to order by a literal text, which orders nothing. */
function orderedText({ expression, at }: SortItem, context: Context): string {
  const { sql, text, type } = context.expression(expression, context);
  if (!isOrderable(type)) throw invalid(at, `${typeText(type)} has no order`);
  return text === undefined ? sql : `(${sql} || '')`;
}

function ordinalOf({ expression }: SortItem, outputs: readonly OutputColumn[]): string | null {
  if (expression.kind === 'number' && expression.form === 'integer') return ordinalText(Number(expression.text), outputs.length, expression);
  if (expression.kind !== 'name' || expression.path.length !== 1) return null;
  const wanted = expression.path[0]?.text.toLowerCase();
  const [index, second] = outputs.flatMap((column, place) => (column.name?.toLowerCase() === wanted ? [place] : []));
  if (second !== undefined)
    throw invalid(expression.at, `two columns of the result are called "${wanted}"`, 'Give one of them another name with AS.');
  return index === undefined ? null : String(index + 1);
}

/** A position in the SELECT list, as ORDER BY 1 and GROUP BY 1 give it. */
export function ordinalText(ordinal: number, columns: number, { at }: Pick<SortItem, 'at'>): string {
  if (ordinal < 1 || ordinal > columns) throw invalid(at, `there is no column ${ordinal}: the SELECT list ends at ${columns}`);
  return String(ordinal);
}

/** Whether an item of ORDER BY means a column of the result. */
export const sortsByOutput = (item: SortItem, outputs: readonly OutputColumn[]): boolean => ordinalOf(item, outputs) !== null;
