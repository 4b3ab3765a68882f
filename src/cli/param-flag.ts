import type { NamedValues } from '../athena-sql/bind-names.ts';
import { KeytrailError } from '../core/errors.ts';

/** `--param NAME=VALUE`, as it is read: the value may hold further equals signs, and may be empty. */
export type Param = readonly [name: string, value: string];

/**
 * @param where what the value was given to, for the error
 * @throws KeytrailError `KT_USAGE` when the text is no name with a value
 */
export function parseParam(text: string, where = '--param'): Param {
  const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new KeytrailError('KT_USAGE', `${where} "${text}" is not NAME=VALUE.`, { hint: `As in: ${where} key=AKIAIOSFODNN7EXAMPLE` });
}

/** @throws KeytrailError `KT_USAGE` when a name was given twice */
export function namedValues(params: readonly Param[]): NamedValues {
  const values = new Map<string, string>();
  for (const [name, value] of params) {
    if (values.has(name)) throw new KeytrailError('KT_USAGE', `--param ${name} was given twice.`, { hint: 'Give it once.' });
    values.set(name, value);
  }
  return values;
}
