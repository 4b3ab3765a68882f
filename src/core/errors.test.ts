import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isSystemError, KeytrailError } from './errors.ts';

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('an error of the operating system', () => {
  const missing = thrownBy(() => readFileSync('/no/such/file'));

  test('is known by its code, and without one when any will do', () => {
    expect(isSystemError(missing, 'EACCES', 'ENOENT')).toBe(true);
    expect(isSystemError(missing, 'EACCES')).toBe(false);
    expect(isSystemError(missing)).toBe(true);
  });

  test('is neither one of ours nor one of zlib', () => {
    expect(isSystemError(new KeytrailError('KT_USAGE', 'x'))).toBe(false);
    expect(isSystemError(thrownBy(() => inflateSync(Buffer.from('x'))))).toBe(false);
  });
});
