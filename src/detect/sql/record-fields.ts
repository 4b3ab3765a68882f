import type { Fields } from './field.ts';

/** The fields of a record whose whole JSON stands in one column. */
export const recordFields = (column: string): Fields => ({
  field: (path) => ({ kind: 'json', sql: column, path: path.split('.') }),
  record: column,
});
