import type { Expression, QueryBody } from '../ast.ts';
import { coerced, quoteName } from '../duckdb-text.ts';
import { invalid } from '../refusal.ts';
import { commonType, simple, type Type, typeText } from '../type.ts';
import type { Context, OutputColumn, TypedQuery } from './context.ts';

/** `VALUES 1, 2` and `VALUES (1, 'a'), (2, 'b')`. */
export function analyzeValues(body: Extract<QueryBody, { readonly kind: 'values' }>, context: Context): TypedQuery {
  const rows = body.rows.map((row) => ({ at: row.at, cells: cellsOf(row).map((cell) => context.expression(cell, context)) }));
  const width = rows[0]?.cells.length ?? 0;
  const types: Type[] = Array.from({ length: width }, () => simple('unknown'));
  for (const { at, cells } of rows) {
    if (cells.length !== width) throw invalid(at, `columns in this row of VALUES: ${cells.length}; in the first: ${width}`);
    for (const [index, cell] of cells.entries()) {
      const common = commonType(types[index] ?? cell.type, cell.type);
      if (common === null)
        throw invalid(at, `column ${index + 1} of VALUES is ${typeText(types[index] ?? cell.type)} above and ${typeText(cell.type)} here`);
      types[index] = common;
    }
  }
  const columns = types.map((type, index): OutputColumn => ({ name: null, type, label: `_col${index}` }));
  const text = rows.map(({ cells }) => `(${cells.map((cell, index) => coerced(cell, types[index] ?? cell.type)).join(', ')})`).join(', ');
  const labels = columns.map((column) => quoteName(column.label)).join(', ');
  return { sql: `SELECT * FROM (VALUES ${text}) AS ${context.freshName()}(${labels})`, columns };
}

const cellsOf = (row: Expression): readonly Expression[] => (row.kind === 'row' ? row.items : [row]);
