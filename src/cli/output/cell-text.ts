import type { SqlValue } from '../../engine/sql-engine.ts';

/** A value as Athena prints it: `[a, b]` for an array, `{name=value}` for a row or a map, `null` where there is none. */
export function cellText(value: SqlValue): string {
  if (value === null || typeof value !== 'object') return String(value);
  if (isArray(value)) return `[${value.map(cellText).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([name, member]) => `${name}=${cellText(member)}`)
    .join(', ')}}`;
}

/** `Array.isArray` does not narrow a readonly array. */
const isArray = (value: object): value is readonly SqlValue[] => Array.isArray(value);
