import { KeytrailError } from '../../core/errors.ts';

/** More of a message than this is some value of the data. */
const MAX_MESSAGE = 300;

/** A full disk, if that is what DuckDB complains of; else null. */
export function diskFull(error: unknown): KeytrailError | null {
  if (!(error instanceof Error) || !error.message.includes('No space left on device')) return null;
  return new KeytrailError('KT_DISK_FULL', 'the disk is full.', {
    hint: 'Free some space and run the command again: what was loaded stays.',
    cause: error,
  });
}

/** What DuckDB said of a user's query, as an error for the user; anything that DuckDB did not say comes back as it is. */
export function queryFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof KeytrailError) return error;
  const [, kind, text = ''] = /^([A-Za-z -]+) Error: ([\s\S]+)$/.exec(error.message) ?? [];
  if (kind === undefined) return error;
  if (kind === 'Out of Memory') {
    const hint = 'Select fewer columns or a shorter time.';
    return new KeytrailError('KT_QUERY_LIMIT', 'the query needs more memory than it may have.', { hint, cause: error });
  }
  const sentence = (text.split('\n')[0] ?? '').slice(0, MAX_MESSAGE).replace(/\.?$/, '.');
  return new KeytrailError('KT_QUERY_FAILED', `the query failed: ${sentence}`, { cause: error });
}
