import { KeytrailError } from './errors.ts';

/** An access key id (`AKIA...`, `ASIA...`) that {@link parseAccessKeyId} has accepted. */
export type AccessKeyId = string & { readonly __accessKeyId: true };

const SHAPE = /^(AKIA|ASIA)[A-Z0-9]{16}$/;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** After the four letters of the prefix: 1 bit generation, 40 bits account, 4 bits of the random rest. */
const ACCOUNT_CHARACTERS = 9;

export const isAccessKeyId = (text: string): text is AccessKeyId => SHAPE.test(text);

/**
 * Accepts the text of an access key id. Base32 is not demanded of it: anonymised logs hold digits that real ids never have.
 *
 * @throws KeytrailError `KT_KEY_INVALID`, naming the text and what is wrong with it.
 */
export function parseAccessKeyId(text: string): AccessKeyId {
  const trimmed = text.trim();
  if (isAccessKeyId(trimmed)) return trimmed;
  throw new KeytrailError('KT_KEY_INVALID', `"${trimmed}" is not an access key id. ${whatIsWrong(trimmed)}`, {
    hint: 'An access key id is AKIA or ASIA and 16 more capitals or digits.',
  });
}

function whatIsWrong(text: string): string {
  if (!/^A[KS]IA/.test(text)) return 'It does not begin with AKIA or ASIA.';
  if (text.length !== 20) return `It has ${text.length} characters of 20.`;
  return 'It holds characters other than capitals and digits.';
}

/**
 * The account that an access key id or unique id (`AIDA...`, `AROA...`) belongs to, read from the id itself: no call is made.
 *
 * @returns twelve digits; null for ids of the old generation, which hold no account, and for edited ids that are not base32.
 */
export function accountOfId(id: string): string | null {
  let bits = 0n;
  for (const character of id.slice(4, 4 + ACCOUNT_CHARACTERS)) {
    const value = BASE32.indexOf(character);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const newGeneration = id.length >= 4 + ACCOUNT_CHARACTERS && bits >> 44n === 1n;
  return newGeneration ? String((bits >> 4n) & ((1n << 40n) - 1n)).padStart(12, '0') : null;
}

/** Long-term keys do not expire by themselves; session keys (`ASIA...`) do. */
export const isLongTermKeyId = (id: string): boolean => id.startsWith('AKIA');

/** The key id that AWS's documentation and workshop print in place of a real one. */
export const DOCUMENTATION_KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
