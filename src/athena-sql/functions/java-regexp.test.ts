import fc from 'fast-check';
import { expect, test } from 'vitest';
import { javascriptRegexp, NoEqualRegexp } from './java-regexp.ts';

/** The first match and its groups, by Athena's numbers. */
function found(pattern: string, text: string): readonly (string | null)[] | null {
  const { source, flags, groups } = javascriptRegexp(pattern);
  const match = new RegExp(source, `${flags}v`).exec(text);
  return match && groups.map((group) => match[group] ?? null);
}

test.each([
  ['look-ahead', 'foo(?!baz)', 'foobar', ['foo']],
  ['look-ahead that holds', '\\d+(?= EUR)', 'price: 10 EUR', ['10']],
  ['look-behind', '(?<=user/)[^/]+', 'arn:aws:iam::1:user/leo', ['leo']],
  ['a back reference', '(\\w)\\1', 'hello', ['ll', 'l']],
  ['a back reference by name', '(?<c>\\w)\\k<c>', 'hello', ['ll', 'l']],
  ['a back reference before a digit', '(a)\\10', 'aa0', ['aa0', 'a']],
  ['a possessive quantifier gives nothing back', 'a++a', 'aaa', null],
  ['a possessive quantifier', '"[^"]*+"', 'x "y" z', ['"y"']],
  ['an atomic group gives nothing back', '(?>a|ab)c', 'abc', null],
  ['groups after an atomic group keep their numbers', '(?>x+)(y)(z)', 'xxyz', ['xxyz', 'y', 'z']],
  ['flags at the start', '(?i)ADMIN(?=istrator)', 'administrator', ['admin']],
  ['a dot is no line break', 'a.(?!c)', 'a\nb', null],
  ['a dot is a line break where it is asked for', '(?s)a.(?!c)', 'a\nb', ['a\n']],
  ['lines where they are asked for', '(?m)^b(?!c)$', 'a\nb\nc', ['b']],
  ['a class with brackets and hyphens', '[\\[\\]a-c&-]+(?!x)', '[b-&]', ['[b-&]']],
  ['a class within a class', '[a-c[x-z]]+(?!1)', 'axb', ['axb']],
  ['letters that mean something to JavaScript alone', 'a/-=<>~(?!x)', 'a/-=<>~', ['a/-=<>~']],
  ['a no-break space is no space', 'a\\s(?!x)', 'a\u00a0', null],
  ['letters beyond the first plane are whole', '^.(?!x)', '😀', ['😀']],
])('%s', (_, pattern, text, expected) => {
  expect(found(pattern, text)).toEqual(expected);
});

test.each([
  ['(a)?\\1', 'a reference to an optional group'],
  ['(?:(a)|b)+(?=c)', 'an optional group within a repeated one'],
  ['\\1(a)', 'a reference to a group that is not there before it'],
  ['a(?i)b(?!c)', '"?i)" in a group'],
  ['[a-z&&[^b]](?!c)', '"&&" in a class'],
  ['\\h(?!c)', '"\\h"'],
  ['(a(?=b)', 'a group that is not closed'],
  ['a(?=b))', 'a closing parenthesis too many'],
  ['a{b(?!c)', '"{b"'],
  [`${'('.repeat(200)}${')'.repeat(200)}`, 'so many groups within each other'],
])('%s is refused by name', (pattern, reason) => {
  expect(() => javascriptRegexp(pattern)).toThrow(new NoEqualRegexp(reason));
});

test('a pattern of plain letters, each escaped, finds itself and nothing before it', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'aZ09 /-=<>~!#$%&()*+,.:;?@[]^_`{|}"\'\\', 'é', '日'), minLength: 1 }), (text) => {
      const pattern = [...text].map((letter) => (/[a-zA-Z0-9]/.test(letter) || letter > '~' ? letter : `\\${letter}`)).join('');
      expect(found(pattern, `é${text}`)?.[0]).toBe(text);
    }),
  );
});

test('any text is translated to what JavaScript can read, or refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1()[]{}*+?|^$.\\-&<>=!:,dswbkp'), maxLength: 12 }), (pattern) => {
      try {
        const { source, flags } = javascriptRegexp(pattern);
        new RegExp(source, `${flags}v`);
      } catch (error) {
        if (!(error instanceof SyntaxError)) expect(error).toBeInstanceOf(NoEqualRegexp);
      }
    }),
  );
});
