import type { Type } from '../../athena-sql/type.ts';
import type { SqlValue } from '../sql-engine.ts';

/**
 * A value of Trino's client protocol as the other engines give it: rows and maps as objects, times and decimals as texts.
 *
 * @param value numbers, texts, booleans and lists of JSON; a whole number beyond JavaScript's is a text
 */
export function trinoValue(type: Type, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (type.kind) {
    case 'array':
      return (value as readonly unknown[]).map((element) => trinoValue(type.element, element));
    case 'map':
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, trinoValue(type.value, entry)]));
    case 'row':
      return Object.fromEntries(
        type.fields.map((field, index) => [field.name ?? `field${index}`, trinoValue(field.type, (value as readonly unknown[])[index])]),
      );
    case 'bigint':
      return typeof value === 'string' ? wholeNumber(value) : (value as number);
    case 'real':
    case 'double':
      // NaN and the infinities, and large ones without an exponent, are texts.
      return Number(value);
    case 'varbinary':
      return Array.from(Buffer.from(String(value), 'base64'), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    default:
      return typeof value === 'object' ? JSON.stringify(value) : (value as string | number | boolean);
  }
}

const wholeNumber = (text: string): number | bigint => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
