import { printableJson } from '../../report/printable-json.ts';
import type { Rows } from './answer.ts';

/** A document as JSON, indented. */
export const documentText = (document: object): string => printableJson(JSON.stringify(document, exact, 2));

/** A document as JSON on one line. */
export const documentLine = (document: object): string => printableJson(JSON.stringify(document, exact));

/** An array of row objects, a row a line: a result of a million rows never is one string. */
export function* arrayLines(rows: Rows): Iterable<string> {
  yield '[';
  let left = rows.rows.length;
  for (const line of objectLines(rows)) {
    left -= 1;
    yield left === 0 ? line : `${line},`;
  }
  yield ']';
}

/** A row object a line. */
export function* objectLines({ columns, rows }: Rows): Iterable<string> {
  for (const row of rows) yield documentLine(Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])));
}

/** What JSON's numbers cannot hold leaves as Athena's text. */
function exact(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}
