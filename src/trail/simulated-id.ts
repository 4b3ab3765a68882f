const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const MARK = 'EXAMPLE';

/** Kinds of access key: long-term and temporary. */
export type KeyPrefix = 'AKIA' | 'ASIA';
/** Kinds of unique id: user, role, instance profile. */
export type UniqueIdPrefix = 'AIDA' | 'AROA' | 'AIPA';

/**
 * An access key id that can never be real: the prefix, `I` (the old generation, which names no account), a counter of eight characters, EXAMPLE.
 * The same shape as the key of AWS's documentation. Two different counters never give one id.
 *
 * @param counter whole, from 0 to 2^40 - 1.
 */
export const simulatedKeyId = (prefix: KeyPrefix, counter: number): string => `${prefix}I${base32(counter, 8)}${MARK}`;

/** A unique id that can never be real: as {@link simulatedKeyId}, one character longer, as unique ids are. */
export const simulatedUniqueId = (prefix: UniqueIdPrefix, counter: number): string => `${prefix}I${base32(counter, 9)}${MARK}`;

function base32(value: number, length: number): string {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 32 ** length) throw new Error(`a counter of ${length} characters cannot hold ${value}`);
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = `${BASE32[rest % 32]}${text}`;
  return text;
}
