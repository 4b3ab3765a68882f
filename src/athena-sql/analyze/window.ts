import type { FrameBound, Identifier, Select, Window } from '../ast.ts';
import { quoteName } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import type { Context } from './context.ts';
import { sortText } from './order.ts';

/** The WINDOW clause: its text, and the names that OVER can use. */
export function namedWindows(windows: Select['windows'], context: Context): { readonly sql: string; readonly names: ReadonlySet<string> } {
  const names = new Set<string>();
  const texts = windows.map(({ name, window }) => {
    const text = `${windowName(name)} AS (${windowText(window, { ...context, windows: names })})`;
    names.add(name.text.toLowerCase());
    return text;
  });
  return { sql: texts.length === 0 ? '' : ` WINDOW ${texts.join(', ')}`, names };
}

/** ` OVER (...)` of a call, or nothing. */
export function overText(over: Window | Identifier | null, context: Context): string {
  if (over === null) return '';
  if ('partitionBy' in over) return ` OVER (${windowText(over, context)})`;
  return ` OVER ${known(over, context)}`;
}

const windowName = (name: Identifier): string => quoteName(`w_${name.text.toLowerCase()}`);

function known(name: Identifier, context: Context): string {
  if (!context.windows.has(name.text.toLowerCase()))
    throw invalid(name.at, `window "${name.text}" is not defined`, 'Define it: WINDOW name AS (...).');
  return windowName(name);
}

function windowText(window: Window, context: Context): string {
  const parts: string[] = [];
  if (window.base !== null) parts.push(known(window.base, context));
  if (window.partitionBy.length > 0) parts.push(`PARTITION BY ${window.partitionBy.map((part) => context.expression(part, context).sql).join(', ')}`);
  if (window.orderBy.length > 0) parts.push(`ORDER BY ${sortText(window.orderBy, (item) => context.expression(item.expression, context).sql)}`);
  if (window.frame !== null) {
    const { unit, start, end } = window.frame;
    parts.push(end === null ? `${unit} ${boundText(start, context)}` : `${unit} BETWEEN ${boundText(start, context)} AND ${boundText(end, context)}`);
  }
  return parts.join(' ');
}

const boundText = (bound: FrameBound, context: Context): string =>
  'offset' in bound ? `${context.expression(bound.offset, context).sql} ${bound.kind}` : bound.kind;
