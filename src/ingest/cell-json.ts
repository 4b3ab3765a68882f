import type { Column, ColumnType, StructType } from '../core/cloudtrail-table.ts';
import { maskSecrets } from './mask-secrets.ts';
import { decodeString, elementsOf, membersOf, type Span } from './scan-json.ts';
import { wellFormed } from './well-formed.ts';

/** Writes the value of a column as JSON for the loader: text as a string, structures as objects with names in lower case. */
export type CellWriter = (text: string, span: Span) => string;

const NULL = 'null';

/** The writer of a column. Prepared once, since it runs for every value of every record. */
export function cellWriter(column: Column): CellWriter {
  if (!column.json) return writerOf(column.type);
  return (text, span) => (isNull(text, span) ? NULL : JSON.stringify(maskSecrets(text, span)));
}

function writerOf(type: ColumnType): CellWriter {
  if (type === 'string') return scalarJson;
  if ('array' in type) {
    const write = writerOf(type.array);
    return (text, span) =>
      text[span.start] === '[' ? `[${Array.from(elementsOf(text, span.start), (element) => write(text, element)).join(',')}]` : NULL;
  }
  return structWriter(type);
}

/** A value of another shape than the structure's becomes null, never an error: the untouched record still has it. */
function structWriter({ struct }: StructType): CellWriter {
  const slots = Object.entries(struct).map(([name, type], index) => ({ index, name: name.toLowerCase(), write: writerOf(type) }));
  const slotOf = new Map(slots.map((slot) => [slot.name, slot]));
  return (text, span) => {
    if (text[span.start] !== '{') return NULL;
    const written: string[] = slots.map(() => NULL);
    for (const [name, value] of membersOf(text, span.start)) {
      // Hive finds members in any letter case, and services differ: `resources[].ARN` is `arn` in some.
      const slot = slotOf.get(name.toLowerCase());
      if (slot !== undefined) written[slot.index] = slot.write(text, value);
    }
    return `{${slots.map((slot) => `"${slot.name}":${written[slot.index]}`).join(',')}}`;
  };
}

/** Strings unescaped; numbers, true and false as they are written; JSON text of objects and arrays, without secrets. */
function scalarJson(text: string, span: Span): string {
  const first = text[span.start];
  if (first === '"') {
    const literal = text.slice(span.start, span.end);
    return literal.includes('\\') ? JSON.stringify(wellFormed(decodeString(text, span))) : literal;
  }
  if (first === '{' || first === '[') return JSON.stringify(maskSecrets(text, span));
  return isNull(text, span) ? NULL : `"${text.slice(span.start, span.end)}"`;
}

const isNull = (text: string, span: Span): boolean => text.startsWith(NULL, span.start);
