import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A source of chance that gives the same values for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** True in that share of cases. */
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  shuffled<T>(list: readonly T[]): T[];
  /** A version 4 UUID, lower case. */
  uuid(): string;
  /** That many characters of the alphabet. */
  text(alphabet: string, length: number): string;
}

export const HEX = '0123456789abcdef';
export const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Two hex digits for every byte: UUIDs are made by the million. */
const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * The stream of chance of one seed and one purpose. Purposes do not disturb each other: more noise leaves the attack as it is.
 *
 * @param seed any whole number.
 */
export function randomOf(seed: number, purpose: string): Random {
  const generator = xoroshiro128plus(hash(`${seed} ${purpose}`));
  const word = (): number => generator.next() >>> 0;
  const below = (limit: number): number => Math.floor((word() / 2 ** 32) * limit);
  const hex = (bits: number): string =>
    `${HEX_BYTES[bits >>> 24]}${HEX_BYTES[(bits >>> 16) & 255]}${HEX_BYTES[(bits >>> 8) & 255]}${HEX_BYTES[bits & 255]}`;
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => word() < share * 2 ** 32,
    pick: (list) => {
      const item = list[below(list.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    shuffled: (list) => {
      const rest = [...list];
      return list.flatMap(() => rest.splice(below(rest.length), 1));
    },
    uuid: () => {
      const [a, b, c, d] = [hex(word()), hex((word() & 0xffff0fff) | 0x4000), hex((word() & 0x3fffffff) | 0x80000000), hex(word())];
      return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
    },
    text: (alphabet, length) => {
      let text = '';
      while (text.length < length) text += alphabet[below(alphabet.length)];
      return text;
    },
  };
}

/** FNV-1a, 32 bits: neighbouring seeds and purposes must start far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value;
}
