import { type SimpleTypeName, simple, type Type, typeText } from '../type.ts';

/** What a function takes or gives: a type, a type variable (`T`), a type built of them, or a lambda. */
export type Pattern =
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'array'; readonly element: Pattern }
  | { readonly kind: 'map'; readonly key: Pattern; readonly value: Pattern }
  /** A row whose members have no names. */
  | { readonly kind: 'row'; readonly members: readonly Pattern[] }
  | { readonly kind: 'lambda'; readonly parameters: readonly Pattern[]; readonly result: Pattern };

export interface Signature {
  readonly name: string;
  readonly parameters: readonly Pattern[];
  /** Whether the last parameter may be given many times. */
  readonly variadic: boolean;
  readonly result: Pattern;
}

/**
 * Reads a signature as Trino's manual writes it: `element_at(array(T), bigint) -> T`, `concat(varchar, varchar...) -> varchar`,
 * `transform(array(T), (T) => U) -> array(U)`. `N` stands for any numeric type, `I` for any type
 * of whole numbers, `O` for any type whose
 * values have an order, `A` for any type, each time another, `D` for a decimal (which a result has with all its 38 digits), other single capitals for any type at all.
 */
export function signatureOf(text: string): Signature {
  const [, name = '', inside = '', result = ''] = /^([a-z0-9_]+)\((.*)\) -> (.+)$/.exec(text) ?? [];
  if (name === '') throw new Error(`not a signature: ${text}`);
  const parameters = inside === '' ? [] : splitTop(inside);
  const variadic = parameters.at(-1)?.endsWith('...') === true;
  return { name, parameters: parameters.map((part) => patternOf(part.replace(/\.\.\.$/, ''))), variadic, result: patternOf(result) };
}

function patternOf(text: string): Pattern {
  const lambda = /^\((.*)\) => (.+)$/.exec(text);
  if (lambda !== null) return { kind: 'lambda', parameters: splitTop(lambda[1] ?? '').map(patternOf), result: patternOf(lambda[2] ?? '') };
  const array = /^array\((.*)\)$/.exec(text);
  if (array !== null) return { kind: 'array', element: patternOf(array[1] ?? '') };
  const map = /^map\((.*)\)$/.exec(text);
  if (map !== null) {
    const [key = '', value = ''] = splitTop(map[1] ?? '');
    return { kind: 'map', key: patternOf(key), value: patternOf(value) };
  }
  const row = /^row\((.*)\)$/.exec(text);
  if (row !== null) return { kind: 'row', members: splitTop(row[1] ?? '').map(patternOf) };
  if (/^[A-Z]$/.test(text)) return { kind: 'variable', name: text };
  return { kind: 'type', type: simple(text as SimpleTypeName) };
}

/** Splits at the commas outside of parentheses. */
function splitTop(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}

/** A pattern as a message or a list of functions prints it. */
export function patternText(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'type':
      return typeText(pattern.type);
    case 'variable':
      return variableText(pattern.name);
    case 'array':
      return `array(${patternText(pattern.element)})`;
    case 'map':
      return `map(${patternText(pattern.key)}, ${patternText(pattern.value)})`;
    case 'row':
      return `row(${pattern.members.map(patternText).join(', ')})`;
    case 'lambda':
      return `(${pattern.parameters.map(patternText).join(', ')}) -> ${patternText(pattern.result)}`;
  }
}

const variableText = (name: string): string => (name === 'N' ? 'number' : name === 'I' ? 'integer' : name);
