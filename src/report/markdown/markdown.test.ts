import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, fenced, md, tableOf } from './markdown.ts';

test.each([
  ['*a* _b_ `c`', '\\*a\\* \\_b\\_ \\`c\\`'],
  ['[x](javascript:1) ![y](z)', '\\[x\\](javascript:1) \\!\\[y\\](z)'],
  ['<b>&amp;', '\\<b\\>&amp;amp;'],
  ['a | b', 'a \\| b'],
  ['# head', '\\# head'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['    code', ' code'],
  ['see https://a.example www.b.example @all', 'see https&#58;//a.example www&#46;b.example &#64;all'],
  ['a\nb\u202e', 'a\\\\nb\\\\u202E'],
])('%j in a sentence becomes %s', (text, expected) => {
  expect(md`${text}`.toString()).toBe(expected);
});

test('a text is one line in which every sign of markup is escaped', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const written = md`${text}`.toString();
      expect(written).not.toMatch(/[\n\r]/);
      expect(written.replaceAll(/\\[\\`*_[\]<>|~$!+=#.)-]/g, '')).not.toMatch(/[\\`*_[\]<>|~$!]/);
    }),
  );
});

test('an id is a code span; what a span cannot carry in a table is a code element of entities', () => {
  expect(codeOf('arn:aws:iam::111122223333:user/x').toString()).toBe('`arn:aws:iam::111122223333:user/x`');
  expect(codeOf('a`b|c\\d').toString()).toBe('<code>a&#96;b&#124;c&#92;d</code>');
  expect(codeOf('').toString()).toBe('(empty)');
});

test('code holds no backtick, pipe or angle bracket of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const inside = codeOf(text)
        .toString()
        .replace(/^<code>(.*)<\/code>$/s, '$1')
        .replace(/^`(.*)`$/s, '$1');
      expect(inside).not.toMatch(/[`|<>\n\\]/);
    }),
  );
});

test('a fence is longer than any run of backticks in it', () => {
  expect(fenced(['echo ````x'], 'sh').toString()).toBe('`````sh\necho ````x\n`````');
  expect(fenced(['ls'], 'sh').toString()).toBe('```sh\nls\n```');
});

test('a table has one line a row', () => {
  expect(tableOf(['A', 'B'], [[md`${'x|y'}`, codeOf('z')]]).toString()).toBe('| A | B |\n| --- | --- |\n| x\\|y | `z` |\n');
});
