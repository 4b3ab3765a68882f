import { type Modifiers, readModifiers } from './modifiers.ts';
import { parsePattern } from './pattern.ts';
import { compileRegex, RegexFault } from './regex.ts';
import type { Expression, Test } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';

/**
 * Reads one line of a selection: a field with modifiers, and a value or a list of values.
 *
 * @param key `userIdentity.arn|endswith`; without a field (`|all`, or the empty text) the values are keywords
 * @throws RuleError naming selection and field
 */
export function parseItem(key: string, value: unknown, selection: RulePlace): Expression {
  const place: RulePlace = key === '' ? selection : { ...selection, field: key };
  const [field = '', ...names] = key.split('|');
  const modifiers = readModifiers(names, place);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new RuleError('empty-values', place, 'empty value list');
  if (field === '' && (modifiers.exists || modifiers.fieldref)) throw new RuleError('bad-combination', place, 'exists and fieldref need a field');

  const tests = values.map((one) => (field === '' ? parseKeyword(one, modifiers, place) : parseTest(one, modifiers, place)));
  const item: Expression = { kind: 'item', field: field === '' ? null : field, all: modifiers.all, tests };
  return modifiers.negated ? { kind: 'not', of: item } : item;
}

function parseTest(value: unknown, modifiers: Modifiers, place: RulePlace): Test {
  if (modifiers.exists) return { kind: 'exists', wanted: booleanOf(value, place) };
  if (modifiers.fieldref) return { kind: 'fieldref', field: textOf(value, 'fieldref', place), anchor: modifiers.anchor, cased: modifiers.cased };
  if (modifiers.regex !== null) return regexTest(textOf(value, 're', place), modifiers.regex, place);
  if (modifiers.anchor !== 'whole' || modifiers.cased) return textTest(textOf(value, 'this modifier', place), modifiers);
  if (value === null) return { kind: 'null' };
  if (typeof value === 'number') return { kind: 'number', value };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  return textTest(textOf(value, 'a field', place), modifiers);
}

/** A keyword is looked for inside every value of the record; a number as its digits. */
function parseKeyword(value: unknown, modifiers: Modifiers, place: RulePlace): Test {
  const text = typeof value === 'number' ? String(value) : textOf(value, 'a keyword', place);
  if (modifiers.regex !== null) return regexTest(text, modifiers.regex, place);
  return textTest(text, modifiers.anchor === 'whole' ? { ...modifiers, anchor: 'anywhere' } : modifiers);
}

const textTest = (text: string, modifiers: Modifiers): Test => ({ kind: 'text', pattern: parsePattern(text, modifiers.anchor, modifiers.cased) });

function regexTest(source: string, flags: NonNullable<Modifiers['regex']>, place: RulePlace): Test {
  try {
    return { kind: 'regex', regex: compileRegex(source, flags) };
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    throw new RuleError(error.fault, place, `the regular expression "${source}" is refused: ${error.message}`);
  }
}

function booleanOf(value: unknown, place: RulePlace): boolean {
  if (typeof value === 'boolean') return value;
  throw new RuleError('bad-value', place, 'exists takes true or false');
}

function textOf(value: unknown, what: string, place: RulePlace): string {
  if (typeof value === 'string') return value;
  if (value === null) throw new RuleError('bad-value', place, 'null takes no modifier and needs a field');
  if (typeof value === 'number' || typeof value === 'boolean') {
    throw new RuleError('needs-string', place, `${what} takes a string, not ${value}`, `Quote it: '${value}'.`);
  }
  if (value instanceof Date) throw new RuleError('bad-value', place, `${value.toISOString()} was read as a date`, 'Quote it to compare it as text.');
  throw new RuleError('bad-value', place, 'a nested map or list is not a value');
}
