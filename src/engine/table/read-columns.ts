import type { TypeName } from '../../athena-sql/ast.ts';
import { quoteLiteral } from '../../athena-sql/literal.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { columnsSql, type TableName, tableText } from './table-name.ts';

/** Types of columns by their names. */
export type TableColumns = ReadonlyMap<string, TypeName>;

/**
 * The columns of a table, as the engine's information schema lists them.
 *
 * @throws KeytrailError `KT_INPUT_MISSING` when there is no such table
 */
export async function readColumns(engine: SqlEngine, name: TableName, signal?: AbortSignal): Promise<TableColumns> {
  const { rows } = await engine.query(
    `SELECT column_name, data_type FROM ${columnsSql(name)} WHERE table_schema = ${quoteLiteral(name.database)} AND table_name = ${quoteLiteral(name.table)}`,
    signal === undefined ? {} : { signal },
  );
  if (rows.length === 0) {
    throw new KeytrailError('KT_INPUT_MISSING', `there is no table ${tableText(name)}.`, {
      hint: `SHOW TABLES IN ${name.database} lists what there is.`,
    });
  }
  // The grammar takes half a second to load.
  const { parseExpression } = await import('../../athena-sql/parse/statement.ts');
  return new Map(rows.map(([column, type]) => [String(column).toLowerCase(), typeNamed(String(type), parseExpression)]));
}

/** A type that only the other engine knows is one without parts. */
export function typeNamed(text: string, parse: (text: string) => { readonly kind: string; readonly type?: unknown }): TypeName {
  try {
    const { kind, type } = parse(`CAST(NULL AS ${text})`);
    if (kind === 'cast') return type as TypeName;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return { at: { line: 1, column: 1 }, kind: 'simple', name: text.toLowerCase(), parameters: [] };
}
