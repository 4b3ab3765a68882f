import type { SqlValue } from '../sql-engine.ts';
import type { AthenaColumn } from './athena-service.ts';
import { readNested } from './nested-text.ts';

/** Athena's name of a column's type as the other engines spell it. */
export function athenaTypeText({ type, precision, scale }: AthenaColumn): string {
  if (type === 'decimal') return `decimal(${precision},${scale})`;
  if (type === 'float') return 'real';
  if (type === 'string' || type === 'char') return 'varchar';
  return type.replace(/^time(stamp)?(?=$| )/, '$&(3)');
}

/** A value from Athena's text of it. An array, map or row whose text has no one reading stays text. */
export function athenaValue(type: string, text: string | null): SqlValue {
  if (text === null) return null;
  switch (type) {
    case 'boolean':
      return text === 'true';
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
    case 'float':
    case 'real':
    case 'double':
      return Number(text);
    case 'array':
    case 'map':
    case 'row':
      return readNested(text) ?? text;
    default:
      return text;
  }
}
