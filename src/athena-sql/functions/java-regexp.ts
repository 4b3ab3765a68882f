import { isOptional } from './optional-group.ts';

/** A regular expression of Athena in JavaScript's syntax, flags `v` and `g` to be added. */
export interface JavascriptRegexp {
  readonly source: string;
  readonly flags: string;
  /** JavaScript's number of each group by Athena's: atomic groups become groups of their own. */
  readonly groups: readonly number[];
}

/** What of a regular expression has no equal in JavaScript. */
export class NoEqualRegexp extends Error {}

/** A person writes no pattern that is nested deeper. */
const DEEPEST = 100;

/** Escapes that mean the same in a class and outside, by the letter after the backslash. JavaScript's `\s` holds more than Athena's. */
const escapes: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'dDwWtnrf'].map((letter) => [letter, `\\${letter}`])),
  s: '[\\t-\\r ]',
  S: '[^\\t-\\r ]',
  e: '\\x1b',
  a: '\\x07',
};
const anchors: Readonly<Record<string, string>> = { b: '\\b', B: '\\B', A: '(?<![^])', z: '(?![^])' };

/**
 * Translates a regular expression as Athena knows them (Java's syntax). All that is not known to mean the same is refused.
 *
 * @throws NoEqualRegexp with the part that has no equal
 */
export function javascriptRegexp(pattern: string): JavascriptRegexp {
  const [lead = '', letters = ''] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const reader = new Reader(pattern, lead.length, letters);
  const source = reader.alternatives(0);
  if (!reader.isAtEnd) throw new NoEqualRegexp('a closing parenthesis too many');
  return { source, flags: letters.includes('i') ? 'i' : '', groups: reader.groups };
}

class Reader {
  readonly #pattern: string;
  readonly #letters: string;
  #at: number;
  /** Groups of the result so far, those of atomic groups with them. */
  #written = 0;
  readonly groups: number[] = [0];
  /** Names of the groups; empty for a group without one. */
  readonly #names: string[] = [''];

  constructor(pattern: string, at: number, letters: string) {
    this.#pattern = pattern;
    this.#at = at;
    this.#letters = letters;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#pattern.length;
  }

  alternatives(depth: number): string {
    if (depth > DEEPEST) throw new NoEqualRegexp('so many groups within each other');
    let source = '';
    while (!this.isAtEnd && this.#ahead(/\)/y) === null) source += this.#take(/\|/y) ?? this.#repeated(depth);
    return source;
  }

  /** An atom with the quantifier behind it. A possessive one gives nothing back: what it found is found by a look ahead and taken as it is. */
  #repeated(depth: number): string {
    const before = this.#written;
    const start = this.groups.length;
    const atom = this.#atom(depth);
    const quantifier = this.#take(/[*+?]|\{\d+(?:,\d*)?\}/y) ?? '';
    if (quantifier === '') return atom;
    this.#refuseForgetful(start + (atom.startsWith('(?') ? 0 : 1), quantifier);
    if (this.#take(/\+/y) === null) return atom + quantifier + (this.#take(/\?/y) ?? '');
    if (this.#written > before || this.groups.length > start) throw new NoEqualRegexp('a group with a possessive quantifier');
    return this.#atomic(atom + quantifier);
  }

  /** At each repetition JavaScript forgets what the groups within found before; Athena keeps it. */
  #refuseForgetful(firstInside: number, quantifier: string): void {
    const inside = [...this.groups.keys()].slice(firstInside);
    if (quantifier !== '?' && inside.some((group) => isOptional(this.#pattern, group)))
      throw new NoEqualRegexp('an optional group within a repeated one');
  }

  #atomic(source: string): string {
    this.#written += 1;
    return `(?=(${source}))\\${this.#written}(?:)`;
  }

  #atom(depth: number): string {
    if (this.#take(/\(\?>/y) !== null) {
      const before = this.#written;
      const inner = this.#closed(depth);
      if (this.#written > before) throw new NoEqualRegexp('a group within an atomic group');
      return this.#atomic(inner);
    }
    const opening = this.#take(/\((?:\?(?::|=|!|<=|<!|<[A-Za-z][A-Za-z0-9]*>))?/y);
    if (opening !== null) return this.#group(opening, depth);
    if (this.#take(/\[/y) !== null) return this.#class(depth);
    if (this.#take(/\./y) !== null) return this.#letters.includes('s') ? '[^]' : '[^\\n]';
    if (this.#take(/\^/y) !== null) return this.#letters.includes('m') ? '(?<![^\\n])' : '(?<![^])';
    if (this.#take(/\$/y) !== null) return this.#letters.includes('m') ? '(?![^\\n])' : '(?![^])';
    const reference = this.#take(/\\[1-9]/y);
    if (reference !== null) return this.#reference(Number(reference.slice(1)));
    const name = this.#take(/\\k<[A-Za-z][A-Za-z0-9]*>/y)?.slice(3, -1);
    if (name !== undefined) return this.#reference(this.#names.indexOf(name));
    const anchor = this.#take(/\\[bBAz]/y);
    if (anchor !== null) return anchors[anchor.slice(1)] ?? '';
    return this.#letter(/[^\\()[\]{}*+?|^$]|[\]}]/uy);
  }

  #group(opening: string, depth: number): string {
    if (opening === '(' && this.#ahead(/\?/y) !== null) throw new NoEqualRegexp(`"${this.#ahead(/.{1,3}/sy) ?? ''}" in a group`);
    if (/^\((?:$|\?<[A-Za-z])/.test(opening)) {
      this.groups.push(++this.#written);
      this.#names[this.groups.length - 1] = opening.slice(3, -1);
    }
    return `${opening}${this.#closed(depth)})`;
  }

  #closed(depth: number): string {
    const inner = this.alternatives(depth + 1);
    if (this.#take(/\)/y) === null) throw new NoEqualRegexp('a group that is not closed');
    return inner;
  }

  /** A reference to a group that may still be open, or may not be there, is read in other ways by others. */
  #reference(group: number): string {
    const number = this.groups[group];
    if (number === undefined) throw new NoEqualRegexp('a reference to a group that is not there before it');
    // Of a group that took no part JavaScript finds the empty text, Athena nothing.
    if (isOptional(this.#pattern, group)) throw new NoEqualRegexp('a reference to an optional group');
    // The empty group keeps a digit behind it from being read with the number.
    return `\\${number}(?:)`;
  }

  #class(depth: number): string {
    if (depth > DEEPEST) throw new NoEqualRegexp('so many classes within each other');
    let source = this.#take(/\^/y) === null ? '[' : '[^';
    // A bracket at the start is one of the letters to some and the end to others.
    if (this.#ahead(/\]/y) !== null) throw new NoEqualRegexp('"]" at the start of a class');
    while (this.#take(/\]/y) === null) {
      if (this.#ahead(/&&|\[:/y) !== null) throw new NoEqualRegexp(`"${this.#ahead(/../y) ?? ''}" in a class`);
      if (this.#take(/\[/y) !== null) source += this.#class(depth + 1);
      else source += this.#take(/-(?!\])/y) ?? this.#letter(/[^\\[\]]/uy);
    }
    return `${source}]`;
  }

  /** One letter, or an escape that stands for letters. */
  #letter(plain: RegExp): string {
    const code = this.#take(/\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4})/y) ?? this.#take(/\\[pP]\{[LMNPSZC][a-z]?\}/y);
    if (code !== null) return code;
    const letters = this.#take(/\\[A-Za-z]/y);
    if (letters !== null) {
      const equal = escapes[letters.slice(1)];
      if (equal === undefined) throw new NoEqualRegexp(`"${letters}"`);
      return equal;
    }
    const letter = this.#take(/\\[^A-Za-z0-9]/uy)?.slice(1) ?? this.#take(plain);
    if (letter === null)
      throw new NoEqualRegexp(this.isAtEnd ? 'an end that comes too early' : `"${this.#ahead(/../sy) ?? this.#pattern[this.#at]}"`);
    return /[\w\s]/.test(letter) || letter > '~' ? letter : `\\x${letter.codePointAt(0)?.toString(16).padStart(2, '0')}`;
  }

  #ahead(piece: RegExp): string | null {
    piece.lastIndex = this.#at;
    return piece.exec(this.#pattern)?.[0] ?? null;
  }

  #take(piece: RegExp): string | null {
    const found = this.#ahead(piece);
    this.#at += found?.length ?? 0;
    return found;
  }
}
