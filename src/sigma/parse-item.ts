import { type Modifiers, readModifiers } from './modifiers.ts';
import { parseNetwork } from './network.ts';
import { joined } from './parse-condition.ts';
import { parsePattern } from './pattern.ts';
import type { Reading } from './reading.ts';
import { compileRegex, RegexFault } from './regex.ts';
import type { Expression, Test } from './rule.ts';
import { RuleError, type RulePlace } from './rule-error.ts';
import { ValueFault } from './value-transforms.ts';

/**
 * Reads one line of a selection: a field with modifiers, and a value or a list of values.
 *
 * @param key `userIdentity.arn|endswith`; without a field (`|all`, or the empty text) the values are keywords
 * @throws RuleError naming selection and field
 */
export function parseItem(key: string, value: unknown, selection: RulePlace, reading: Reading): Expression {
  const place: RulePlace = key === '' ? selection : { ...selection, field: key };
  const [field = '', ...names] = key.split('|');
  const modifiers = readModifiers(names, place, reading.placeholders);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw new RuleError('empty-values', place, 'empty value list');
  if (field === '' && names.some((name) => !keywordModifiers.includes(name))) {
    throw new RuleError('bad-combination', place, `a keyword takes ${keywordModifiers.join(', ')} only, everything else needs a field`);
  }

  if (modifiers.all && values.length === 1) reading.doubt(place, 'all of one value is no more than that value');

  const isKeyword = field === '';
  const tests = values.map((one) => (isKeyword ? parseKeyword(one, modifiers, place) : parseTests(one, modifiers, place)));
  const itemOf = (some: readonly Test[]): Expression => ({ kind: 'item', field: isKeyword ? null : field, tests: some });
  const item = modifiers.all ? joined('and', tests.map(itemOf)) : itemOf(tests.flat());
  return modifiers.negated ? { kind: 'not', of: item } : item;
}

const keywordModifiers = ['all', 'neq', 'cased', 'contains', 'startswith', 'endswith', 're', 'i', 'm', 's', 'expand', 'windash'].concat([
  ...['wide', 'utf16le', 'utf16be', 'utf16', 'base64', 'base64offset'],
]);

/** What a value asks for: any of the tests. */
function parseTests(value: unknown, modifiers: Modifiers, place: RulePlace): readonly Test[] {
  const { anchor, cased, regex, operator, part } = modifiers;
  if (modifiers.exists) return [{ kind: 'exists', wanted: booleanOf(value, place) }];
  if (modifiers.fieldref) return [{ kind: 'fieldref', field: textOf(value, 'fieldref', place), anchor, cased }];
  if (regex !== null) return [regexTest(textOf(value, 're', place), regex, place)];
  if (operator !== null) return [{ kind: 'number', operator, value: numberOf(value, place), part }];
  if (modifiers.cidr) return transformed(textOf(value, 'cidr', place), modifiers, place).map((text) => networkTest(text, place));
  if (anchor !== 'whole' || cased || modifiers.transforms.length > 0) return textTests(textOf(value, 'this modifier', place), modifiers, place);
  if (value === null) return [{ kind: 'null' }];
  if (typeof value === 'number') return [{ kind: 'number', operator: 'eq', value, part: null }];
  if (typeof value === 'boolean') return [{ kind: 'boolean', value }];
  return textTests(textOf(value, 'a field', place), modifiers, place);
}

/** A keyword is looked for inside every value of the record; a number as its digits. */
function parseKeyword(value: unknown, modifiers: Modifiers, place: RulePlace): readonly Test[] {
  const text = typeof value === 'number' ? String(value) : textOf(value, 'a keyword', place);
  if (modifiers.regex !== null) return [regexTest(text, modifiers.regex, place)];
  return textTests(text, modifiers.anchor === 'whole' ? { ...modifiers, anchor: 'anywhere' } : modifiers, place);
}

const textTests = (text: string, modifiers: Modifiers, place: RulePlace): readonly Test[] =>
  transformed(text, modifiers, place).map((one) => ({ kind: 'text', pattern: parsePattern(one, modifiers.anchor, modifiers.cased) }));

function transformed(text: string, { transforms }: Modifiers, place: RulePlace): readonly string[] {
  try {
    return transforms.reduce<readonly string[]>((texts, transform) => texts.flatMap(transform), [text]);
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error;
    const hint = error.fault === 'unresolved-placeholder' ? 'Give its values in a file: --placeholders FILE.' : undefined;
    throw new RuleError(error.fault, place, error.message, hint);
  }
}

function networkTest(text: string, place: RulePlace): Test {
  const network = parseNetwork(text);
  if (typeof network !== 'string') return { kind: 'network', network };
  throw new RuleError('bad-cidr', place, network, 'Write it like 10.0.0.0/8 or 2001:db8::/32.');
}

function regexTest(source: string, flags: NonNullable<Modifiers['regex']>, place: RulePlace): Test {
  try {
    return { kind: 'regex', regex: compileRegex(source, flags) };
  } catch (error) {
    if (!(error instanceof RegexFault)) throw error;
    throw new RuleError(error.fault, place, `the regular expression "${source}" is refused: ${error.message}`, wayAround(source));
  }
}

function booleanOf(value: unknown, place: RulePlace): boolean {
  if (typeof value === 'boolean') return value;
  throw new RuleError('bad-value', place, 'exists takes true or false');
}

function numberOf(value: unknown, place: RulePlace): number {
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  if (value === null) throw new RuleError('bad-value', place, 'null takes no modifier and needs a field');
  throw new RuleError('needs-number', place, 'the comparison takes a number', 'Write it without quotes.');
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

/** What says the same without what is refused. */
function wayAround(source: string): string | undefined {
  const [, flags] = /^\(\?([ims]+)\)/.exec(source) ?? [];
  if (flags !== undefined) return `Write flags as modifiers: re|${[...new Set(flags)].join('|')}.`;
  return /\(\?<?!/.test(source) ? 'Write what must not be there as a selection of its own, behind "not" in the condition.' : undefined;
}
