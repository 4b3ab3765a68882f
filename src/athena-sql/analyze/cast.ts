import type { ExpressionOf, TypeName } from '../ast.ts';
import { raise } from '../duckdb-text.ts';
import { invalid, unsupported } from '../refusal.ts';
import { type Type, typeText } from '../type.ts';
import type { Context, Typed } from './context.ts';
import { conversion } from './conversion.ts';
import { typeOfName } from './type-name.ts';

/** `CAST(x AS type)` and `TRY_CAST`, which gives NULL where CAST fails. */
export function analyzeCast(expression: ExpressionOf<'cast'>, context: Context): Typed {
  const value = context.expression(expression.operand, context);
  const type = typeOfName(expression.type);
  const { at } = expression;
  const converted = conversion(value, type, expression.safe || context.failsSoftly ? 'TRY_CAST' : 'CAST');
  if (converted === 'impossible') throw invalid(at, `${typeText(value.type)} cannot be cast to ${typeText(type)}`, adviceFor(value.type, type));
  if (converted === 'unsupported') {
    throw unsupported(at, `a CAST of ${typeText(value.type)} to ${typeText(type)} is not supported`, wayAround(value.type, type));
  }
  return { sql: fitted(converted.sql, expression.type, value.type, expression.safe || context.failsSoftly), type };
}

/** Of a text `varchar(3)` keeps three characters, and of anything else it takes no more; DuckDB ignores the length. */
function fitted(sql: string, name: TypeName, from: Type, softly: boolean): string {
  const [length] = name.kind === 'simple' && name.name === 'varchar' ? name.parameters : [];
  if (length === undefined) return sql;
  if (from.kind === 'varchar') return `left(${sql}, ${length})`;
  return `CASE WHEN length(${sql}) <= ${length} THEN ${sql} WHEN ${sql} IS NOT NULL THEN ${softly ? 'NULL' : raise(`The value is longer than varchar(${length})`)} END`;
}

const adviceFor = (from: Type, to: Type): string | undefined =>
  from.kind === 'varchar' && ['array', 'map', 'row'].includes(to.kind) ? 'If the text holds JSON, write CAST(json_parse(...) AS ...).' : undefined;

function wayAround(from: Type, to: Type): string | undefined {
  if (from.kind.startsWith('interval')) return 'Use date_diff(...), which gives a number.';
  return to.kind === 'json' ? 'Turn times into text first: to_iso8601(...).' : 'Cast its members one by one.';
}
