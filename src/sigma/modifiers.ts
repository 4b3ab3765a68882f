import type { RegexFlags } from './regex.ts';
import type { Anchor, NumberOperator } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';
import { type TimePart, timeParts } from './time-part.ts';
import { base64, base64offset, type Encoding, expandPlaceholders, type Placeholders, type Transform, windash } from './value-transforms.ts';

/** What the modifiers of a key (`userAgent|contains|all`) ask for. */
export interface Modifiers {
  readonly anchor: Anchor;
  readonly all: boolean;
  readonly cased: boolean;
  readonly negated: boolean;
  readonly exists: boolean;
  readonly fieldref: boolean;
  readonly cidr: boolean;
  /** Null when the values are no regular expressions. */
  readonly regex: RegexFlags | null;
  /** What the values go through before they are compared, in order. */
  readonly transforms: readonly Transform[];
  /** Null when the values are not compared as numbers. */
  readonly operator: NumberOperator | null;
  readonly part: TimePart | null;
}

const anchors: Readonly<Record<string, Anchor>> = { contains: 'anywhere', startswith: 'start', endswith: 'end' };
const operators = ['lt', 'lte', 'gt', 'gte'] as const;
const encodings: Readonly<Record<string, Encoding>> = { wide: 'utf16le', utf16le: 'utf16le', utf16be: 'utf16be', utf16: 'utf16' };
const regexFlags = ['i', 'm', 's'];
const transforming = ['expand', 'windash', ...Object.keys(encodings), 'base64', 'base64offset'];
const kinds = ['re', 'cidr', 'exists', 'fieldref'];

/** The modifiers of Sigma 2.1. */
const known: readonly string[] = [
  ...Object.keys(anchors),
  ...['all', 'cased', 'neq'],
  ...kinds,
  ...regexFlags,
  ...operators,
  ...transforming,
  ...timeParts,
];

/**
 * Checks the modifiers of one key and says what they mean together.
 *
 * @throws RuleError `unknown-modifier`, `bad-combination`
 */
export function readModifiers(names: readonly string[], place: RulePlace, placeholders: Placeholders): Modifiers {
  for (const name of names) refuseUnknown(name, place);
  const refuse = (reason: string): RuleError => new RuleError('bad-combination', place, reason);
  const chosen = <Name extends string>(some: readonly Name[]): readonly Name[] => some.filter((name) => names.includes(name));
  const one = <Name extends string>(some: readonly Name[]): Name | null => {
    const [first = null, ...more] = chosen(some);
    if (more.length > 0) throw refuse(`${[first, ...more].join(' and ')} exclude each other`);
    return first;
  };
  if (new Set(names).size < names.length) throw refuse('a modifier stands there twice');

  const anchor = one(Object.keys(anchors));
  const operator = one(operators);
  const part = one(timeParts);
  const kind = one(kinds);
  const flags = chosen(regexFlags);
  // What each kind of comparison goes with, beside `all` and `neq`.
  const partners: Readonly<Record<string, readonly string[]>> = {
    exists: [],
    re: regexFlags,
    cidr: ['expand'],
    fieldref: [...Object.keys(anchors), 'cased'],
  };
  if (kind === 'exists' && names.length > 1) throw refuse('exists cannot be combined');
  if (kind === 're' && names[0] !== 're') throw refuse('re must come first');
  const allowed = kind === null ? known : [kind, 'all', 'neq', ...(partners[kind] ?? [])];
  const wrong = names.find((name) => !allowed.includes(name));
  if (wrong !== undefined) throw refuse(`${kind} does not go with ${wrong}`);
  if (flags.length > 0 && kind !== 're') throw refuse(`${flags.join(', ')} must follow re`);
  if (operator !== null || part !== null) {
    const other = names.find((name) => name !== operator && name !== part && name !== 'all' && name !== 'neq');
    if (other !== undefined) throw refuse(`${operator ?? part} does not go with ${other}`);
  }

  return {
    anchor: anchors[anchor ?? ''] ?? 'whole',
    all: names.includes('all'),
    cased: names.includes('cased'),
    negated: names.includes('neq'),
    exists: kind === 'exists',
    fieldref: kind === 'fieldref',
    cidr: kind === 'cidr',
    regex: kind === 're' ? { i: names.includes('i'), m: names.includes('m'), s: names.includes('s') } : null,
    transforms: transformsOf(names, placeholders, refuse),
    operator: operator ?? (part === null ? null : 'eq'),
    part,
  };
}

/** Modifiers work from left to right; an encoding of characters is nothing by itself, as a record holds text and no bytes. */
function transformsOf(names: readonly string[], placeholders: Placeholders, refuse: (reason: string) => RuleError): readonly Transform[] {
  const anchor = names.findIndex((name) => Object.hasOwn(anchors, name));
  return names.flatMap((name, index) => {
    if (!transforming.includes(name)) return [];
    const isEncoding = name !== 'expand' && name !== 'windash';
    if (isEncoding && anchor >= 0 && index > anchor) throw refuse(`${name} must stand before ${names[anchor]}`);
    const next = names[index + 1] ?? '';
    const encoding = encodings[names[index - 1] ?? ''] ?? 'utf8';
    switch (name) {
      case 'expand':
        return [expandPlaceholders(placeholders)];
      case 'windash':
        return [windash];
      case 'base64':
        return [base64(encoding)];
      case 'base64offset':
        return [base64offset(encoding)];
      default:
        if (next === 'base64' || next === 'base64offset') return [];
        throw refuse(`${name} must be followed by base64 or base64offset`);
    }
  });
}

function refuseUnknown(name: string, place: RulePlace): void {
  if (known.includes(name)) return;
  throw new RuleError('unknown-modifier', place, `unknown modifier "${name}"`, `Known modifiers: ${known.join(', ')}.`);
}
