import { fieldName, memberText } from '../duckdb-text.ts';
import type { Type } from '../type.ts';

/**
 * `a = b`. A NULL within an array or row makes the answer unknown, unless another part already differs; to DuckDB two NULLs within them are equal.
 */
export function equalText(left: string, right: string, type: Type): string {
  if (type.kind === 'row') {
    const parts = type.fields.map((field, index) => {
      const name = fieldName(field.name, index);
      return equalText(memberText(left, name), memberText(right, name), field.type);
    });
    const both = `(${parts.join(' AND ')})`;
    return `CASE WHEN ${left} IS NOT NULL AND ${right} IS NOT NULL THEN ${both} END`;
  }
  if (type.kind !== 'array') return `(${left} = ${right})`;
  const parts = `list_transform(a.l, lambda e, i: ${equalText('e', 'a.r[i]', type.element)})`;
  const known = `CASE WHEN a.l IS NULL OR a.r IS NULL THEN NULL WHEN len(a.l) <> len(a.r) THEN FALSE WHEN list_contains(${parts}, FALSE) THEN FALSE WHEN len(a.l) = list_count(${parts}) THEN TRUE END`;
  return `list_transform([struct_pack(l := ${left}, r := ${right})], lambda a: ${known})[1]`;
}
