import type { RegexFlags } from './regex.ts';
import type { Anchor } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/** What the modifiers of a key (`userAgent|contains|all`) ask for. */
export interface Modifiers {
  readonly anchor: Anchor;
  readonly all: boolean;
  readonly cased: boolean;
  readonly negated: boolean;
  readonly exists: boolean;
  readonly fieldref: boolean;
  /** Null when the values are no regular expressions. */
  readonly regex: RegexFlags | null;
}

const anchors: Readonly<Record<string, Anchor>> = { contains: 'anywhere', startswith: 'start', endswith: 'end' };
const plain = ['all', 'cased', 'neq', 'exists', 'fieldref', 're'];
const regexFlags = ['i', 'm', 's'];

/** Modifiers of Sigma 2.1 that this evaluator does not have. */
const unsupported = [
  ...['cidr', 'lt', 'lte', 'gt', 'gte', 'base64', 'base64offset', 'wide', 'utf16', 'utf16le', 'utf16be', 'windash', 'expand'],
  ...['minute', 'hour', 'day', 'week', 'month', 'year'],
];

/**
 * Checks the modifiers of one key and says what they mean together.
 *
 * @throws RuleError `unknown-modifier`, `unsupported-modifier`, `bad-combination`
 */
export function readModifiers(names: readonly string[], place: RulePlace): Modifiers {
  for (const name of names) refuseUnknown(name, place);
  const has = (name: string): boolean => names.includes(name);
  const refuse = (reason: string): RuleError => new RuleError('bad-combination', place, reason);

  const anchorNames = names.filter((name) => Object.hasOwn(anchors, name));
  const flags = names.filter((name) => regexFlags.includes(name));
  if (new Set(names).size < names.length) throw refuse('a modifier stands there twice');
  if (has('exists') && names.length > 1) throw refuse('exists cannot be combined');
  if (anchorNames.length > 1) throw refuse(`${anchorNames.join(' and ')} exclude each other`);
  if (has('re') && names[0] !== 're') throw refuse('re must come first');
  if (has('re') && (anchorNames.length > 0 || has('fieldref') || has('cased'))) throw refuse('re goes with i, m, s, all and neq only');
  if (flags.length > 0 && !has('re')) throw refuse(`${flags.join(', ')} must follow re`);

  return {
    anchor: anchors[anchorNames[0] ?? ''] ?? 'whole',
    all: has('all'),
    cased: has('cased'),
    negated: has('neq'),
    exists: has('exists'),
    fieldref: has('fieldref'),
    regex: has('re') ? { i: has('i'), m: has('m'), s: has('s') } : null,
  };
}

function refuseUnknown(name: string, place: RulePlace): void {
  if (Object.hasOwn(anchors, name) || plain.includes(name) || regexFlags.includes(name)) return;
  if (unsupported.includes(name)) throw new RuleError('unsupported-modifier', place, `the modifier "${name}" is not supported yet`);
  const known = [...Object.keys(anchors), ...plain, ...regexFlags].join(', ');
  throw new RuleError('unknown-modifier', place, `unknown modifier "${name}"`, `Known modifiers: ${known}.`);
}
