import { stringify } from 'csv-stringify/sync';
import type { Rows } from './answer.ts';
import { cellText } from './cell-text.ts';

/**
 * Rows as CSV with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front; null is an empty field, an empty text is `""`.
 */
export function* csvLines({ columns, rows }: Rows): Iterable<string> {
  yield csvLine(columns);
  for (const row of rows) yield csvLine(row.map((value) => (value === null || typeof value === 'number' ? value : cellText(value))));
}

const csvLine = (fields: readonly unknown[]): string =>
  stringify([[...fields]], { escape_formulas: true, cast: { number: String, string: quotedEmpty }, eof: false });

/** Only a text: the library's own option would quote null as well, and the two would be one. */
const quotedEmpty = (value: string) => (value === '' ? { value, quoted_empty: true } : value);
