import { KeytrailError } from '../core/errors.ts';

/** Reads the id of an account, for a flag of that name. */
export function parseAccount(name: string): (text: string) => string {
  return (text) => {
    if (/^\d{12}$/.test(text)) return text;
    throw new KeytrailError('KT_USAGE', `--${name} is "${text}", not the id of an account.`, { hint: 'It has twelve digits: 111122223333.' });
  };
}
