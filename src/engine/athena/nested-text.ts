import type { SqlValue } from '../sql-engine.ts';

/**
 * Athena's text of an array, a map or a row: `[a, b]`, `{name=value, other=null}`. It has no quotes: a value that holds a comma and a space cannot be
 * told from two, nor the text `null` from no value. What can be read in one way is read; members are texts, for their types are not told.
 *
 * @returns null when the text has no reading, or more than one: names that come twice, or signs of structure within a value
 */
export function readNested(text: string): SqlValue {
  const found = valueAt(text, 0);
  return found?.end === text.length ? found.value : null;
}

interface Found {
  readonly value: SqlValue;
  readonly end: number;
}

/** Deeper than any table nests. */
const DEEPEST = 32;
const SCALAR = /[^,[\]{}]*/y;
const NAME = /[^,[\]{}=]+(?==)/y;

const match = (pattern: RegExp, text: string, at: number): string => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
};

function valueAt(text: string, at: number, depth = 0): Found | null {
  if (depth > DEEPEST) return null;
  if (text[at] === '[') return listAt(text, at + 1, depth + 1);
  if (text[at] === '{') return membersAt(text, at + 1, depth + 1);
  const scalar = match(SCALAR, text, at);
  return { value: scalar === 'null' ? null : scalar, end: at + scalar.length };
}

function listAt(text: string, start: number, depth: number): Found | null {
  if (text[start] === ']') return { value: [], end: start + 1 };
  const list: SqlValue[] = [];
  for (let at = start; ; ) {
    const found = valueAt(text, at, depth);
    if (found === null) return null;
    list.push(found.value);
    if (text[found.end] === ']') return { value: list, end: found.end + 1 };
    if (!text.startsWith(', ', found.end)) return null;
    at = found.end + 2;
  }
}

function membersAt(text: string, start: number, depth: number): Found | null {
  if (text[start] === '}') return { value: {}, end: start + 1 };
  const members = new Map<string, SqlValue>();
  for (let at = start; ; ) {
    const name = match(NAME, text, at);
    const found = name === '' ? null : valueAt(text, at + name.length + 1, depth);
    if (found === null || members.has(name)) return null;
    members.set(name, found.value);
    if (text[found.end] === '}') return { value: Object.fromEntries(members), end: found.end + 1 };
    if (!text.startsWith(', ', found.end)) return null;
    at = found.end + 2;
  }
}
