import { csvLine } from '../../report/csv/csv-line.ts';
import type { Rows } from './answer.ts';
import { cellText } from './cell-text.ts';

/**
 * Rows as CSV with a header. A text that a spreadsheet would run as a formula gets an apostrophe in front; null is an empty field, an empty text is `""`.
 */
export function* csvLines({ columns, rows }: Rows): Iterable<string> {
  yield csvLine(columns);
  for (const row of rows) yield csvLine(row.map((value) => (value === null || typeof value === 'number' ? value : cellText(value))));
}
