import { stringify } from 'csv-stringify/sync';

/**
 * A line of CSV without its line break. A text that a spreadsheet would run as a formula gets an apostrophe in front; null is an empty field, an empty
 * text is `""`.
 */
export const csvLine = (fields: readonly (string | number | null)[]): string =>
  stringify([[...fields]], { escape_formulas: true, cast: { number: String, string: quotedEmpty }, eof: false });

/** Only a text: the library's own option would quote null as well, and the two would be one. */
const quotedEmpty = (value: string) => (value === '' ? { value, quoted_empty: true } : value);
