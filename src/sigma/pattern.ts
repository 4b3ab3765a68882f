import { fold } from './fold.ts';
import type { Anchor } from './rule.ts';

/** Any run of characters, and exactly one: what `*` and `?` of a Sigma value mean. */
export const ANY = Symbol('*');
export const ONE = Symbol('?');
export type PatternPart = string | typeof ANY | typeof ONE;

/** A Sigma value: literals and wildcards. Unless `cased`, literals are folded already. */
export interface Pattern {
  readonly parts: readonly PatternPart[];
  readonly cased: boolean;
}

/**
 * Reads a value as Sigma writes it. A backslash takes the meaning from `*`, `?` and `\`; before anything else it is a backslash.
 * Source: Sigma specification 2.1, escaping.
 */
export function parsePattern(text: string, anchor: Anchor, cased: boolean): Pattern {
  const parts: PatternPart[] = anchor === 'end' || anchor === 'anywhere' ? [ANY] : [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push(cased ? literal : fold(literal));
    literal = '';
  };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === '\\' && next !== '' && '*?\\'.includes(next)) {
      literal += next;
      index += 1;
    } else if (character === '*' || character === '?') {
      flush();
      parts.push(character === '*' ? ANY : ONE);
    } else literal += character;
  }
  flush();
  if (anchor === 'start' || anchor === 'anywhere') parts.push(ANY);
  return { parts: parts.filter((part, index) => part !== ANY || parts[index - 1] !== ANY), cased };
}

/** The text that alone fits the pattern (folded unless cased); null when the pattern has wildcards. */
export function literalOf(pattern: Pattern): string | null {
  const [first = '', ...rest] = pattern.parts;
  return typeof first === 'string' && rest.length === 0 ? first : null;
}

/** The text that a Sigma value without wildcards stands for, escapes resolved; null when it has wildcards. */
export const literalText = (text: string): string | null => literalOf(parsePattern(text, 'whole', true));

/** The pattern as a reader would write it, wildcards included. */
export const showPattern = (pattern: Pattern): string => pattern.parts.map((part) => (part === ANY ? '*' : part === ONE ? '?' : part)).join('');

/**
 * Whether the whole text fits the pattern.
 *
 * @param text folded by the caller unless the pattern is cased
 */
export function fitsPattern(pattern: Pattern, text: string): boolean {
  const { parts } = pattern;
  const [first, second, third] = parts;
  if (parts.length === 0) return text === '';
  if (parts.length === 1 && typeof first === 'string') return text === first;
  if (parts.length === 2 && typeof first === 'string' && second === ANY) return text.startsWith(first);
  if (parts.length === 2 && first === ANY && typeof second === 'string') return text.endsWith(second);
  if (parts.length === 3 && first === ANY && typeof second === 'string' && third === ANY) return text.includes(second);
  return fitsWildcards(parts, Array.from(text));
}

/** Greedy matching that only ever goes back to the last `*`: no worse than text times pattern. Counts code points, as `?` does. */
function fitsWildcards(parts: readonly PatternPart[], text: readonly string[]): boolean {
  const pattern = parts.flatMap((part): PatternPart[] => (typeof part === 'string' ? Array.from(part) : [part]));
  let at = 0;
  let index = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const part = pattern[index];
    if (part === ANY) {
      star = index;
      starAt = at;
      index += 1;
    } else if (part !== undefined && (part === ONE || part === text[at])) {
      index += 1;
      at += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      index = star + 1;
    } else return false;
  }
  return pattern.slice(index).every((part) => part === ANY);
}
