import { printableJson } from '../../report/printable-json.ts';
import type { Rows } from './answer.ts';

/** A document as JSON, indented, piece by piece: findings of a large lake are too long for one string. */
export function* documentLines(document: object): Iterable<string> {
  const members = Object.entries(document).filter(([, value]) => value !== undefined);
  if (Array.isArray(document) || members.length === 0) return yield indented(document, 0);
  yield '{';
  for (const [place, [name, value]] of members.entries()) {
    const after = place === members.length - 1 ? '' : ',';
    const head = `  ${indented(name, 0)}: `;
    if (!Array.isArray(value) || value.length === 0) yield `${head}${indented(value, 2)}${after}`;
    else {
      yield `${head}[`;
      for (const [at, element] of value.entries()) yield `    ${indented(element, 4)}${at === value.length - 1 ? '' : ','}`;
      yield `  ]${after}`;
    }
  }
  yield '}';
}

/** A value as it stands in an indented document, behind so many spaces. */
const indented = (value: unknown, spaces: number): string =>
  printableJson(JSON.stringify(value ?? null, exact, 2)).replaceAll('\n', `\n${' '.repeat(spaces)}`);

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
