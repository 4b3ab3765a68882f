import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRegex, RegexFault } from './regex.ts';

const none = { i: false, m: false, s: false };
const finds = (source: string, text: string, flags = none): boolean => compileRegex(source, flags).finds(text);

const atoms = fc.constantFrom('a', 'b', 'A', '.', '\\d', '\\W', '[ab]', '[^a]', '[a-b1]', '^', '$', '\\b', '\\.', ' ');
const quantifiers = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?');

/** Branches of quantified atoms. JavaScript takes no quantifier after an assertion. */
const patternOf = (atom: fc.Arbitrary<string>): fc.Arbitrary<string> => {
  const part = fc.tuple(atom, quantifiers).map(([one, quantifier]) => (/^(\^|\$|\\b)$/.test(one) ? one : one + quantifier));
  const branch = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));
  return fc.array(branch, { minLength: 1, maxLength: 2 }).map((branches) => branches.join('|'));
};
const groupOf = (pattern: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom('(', '(?:'), pattern).map(([open, inner]) => `${open}${inner})`);

/** Patterns on which JavaScript's own engine agrees with RE2, up to two groups deep. */
const pattern = patternOf(fc.oneof(atoms, groupOf(patternOf(fc.oneof(atoms, groupOf(patternOf(atoms)))))));

describe('finds', () => {
  test("agrees with JavaScript's engine", () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', ' ', '.', '\n'), maxLength: 8 });
    const flags = fc.record({ i: fc.boolean(), m: fc.boolean(), s: fc.boolean() });
    fc.assert(
      fc.property(pattern, text, flags, (source, value, { i, m, s }) => {
        const native = new RegExp(source, `u${i ? 'i' : ''}${m ? 'm' : ''}${s ? 's' : ''}`);
        expect(finds(source, value, { i, m, s })).toBe(native.test(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('is not held up by a text made to hold up a backtracking engine', () => {
    expect(finds('(a+)+$', `${'a'.repeat(50_000)}b`)).toBe(false);
    expect(finds('(a|a)*b$', 'a'.repeat(50_000))).toBe(false);
  });

  test('takes a character outside the basic plane as one', () => {
    expect(finds('^.$', '😀')).toBe(true);
    expect(finds('^[😀-😂]$', '😁')).toBe(true);
  });
});

describe('compileRegex', () => {
  test.each([
    ['a(b', 'bad-regex', 'missing closing )'],
    ['a)', 'bad-regex', 'unexpected )'],
    ['*a', 'bad-regex', 'missing argument to repetition operator'],
    ['a**', 'bad-regex', 'invalid nested repetition operator'],
    ['a{3,1}', 'bad-regex', 'invalid repeat count'],
    ['[a', 'bad-regex', 'missing closing ]'],
    ['[b-a]', 'bad-regex', 'invalid character class range'],
    ['a\\', 'bad-regex', 'trailing backslash at end of expression'],
    ['(a)\\1', 'regex-not-portable', 'back-references are not supported'],
    ['(?=a)', 'regex-not-portable', 'groups that begin with (? are not supported, except (?:'],
    ['(?<n>a)', 'regex-not-portable', 'groups that begin with (? are not supported, except (?:'],
    ['a++', 'regex-not-portable', 'possessive quantifiers are not supported'],
    ['\\pL', 'regex-not-portable', 'the escape \\p is not supported'],
    ['{"a"', 'regex-not-portable', '"{" needs a backslash before it'],
    ['a{2000}', 'regex-not-portable', 'invalid repeat count'],
    ['((a{100}){100}){100}', 'regex-not-portable', 'invalid repeat count'],
    ['(((){1000}){1000}){1000}', 'regex-not-portable', 'expression too large'],
    ['('.repeat(5000), 'bad-regex', 'missing closing )'],
  ] as const)('refuses %j', (source, fault, message) => {
    expect(() => compileRegex(source, none)).toThrow(RegexFault);
    expect(() => compileRegex(source, none)).toThrow(expect.objectContaining({ fault, message }));
  });
});
