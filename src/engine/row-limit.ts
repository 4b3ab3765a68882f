import { KeytrailError } from '../core/errors.ts';

/** More rows than this are no answer that somebody reads, and would fill the memory. */
const MAX_ROWS = 1_000_000;

/** @throws KeytrailError `KT_QUERY_LIMIT` when an answer has more rows than an engine gives, a million */
export function refuseManyRows(rows: number): void {
  if (rows <= MAX_ROWS) return;
  throw new KeytrailError('KT_QUERY_LIMIT', `the answer has more than ${MAX_ROWS} rows.`, { hint: 'Add a LIMIT, or a narrower WHERE.' });
}
