import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortenText, visibleText } from './visible-text.ts';

test('text that can be seen stays as it is, of any script', () => {
  expect(visibleText('tdir-workshop-sysdev 203.0.113.77 Ünïcödé 日本語')).toBe('tdir-workshop-sysdev 203.0.113.77 Ünïcödé 日本語');
});

test.each([
  ['a\u202egnp.exe', 'a\\u202Egnp.exe', 'right-to-left override'],
  ['\u2066x\u2069', '\\u2066x\\u2069', 'isolates'],
  ['ad\u200bmin', 'ad\\u200Bmin', 'zero-width space'],
  ['ad\u00admin', 'ad\\u00ADmin', 'soft hyphen'],
  ['\ufeffadmin', '\\uFEFFadmin', 'byte order mark'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc', 'line ends and tabs'],
  ['\u0000\u001b[31m', '\\u0000\\u001B[31m', 'terminal escapes'],
  ['a\u2028b', 'a\\u2028b', 'line separator'],
  ['\u{e0041}', '\\u{E0041}', 'tag character'],
  ['\u3164', '\\u3164', 'Hangul filler'],
  ['\ud800', '\\uD800', 'lone surrogate'],
])('%j becomes %s (%s)', (text, expected) => {
  expect(visibleText(text)).toBe(expected);
});

test('what is visible already does not change again', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => visibleText(visibleText(text)) === visibleText(text)));
});

test('a long text keeps its begin and its end', () => {
  expect(shortenText('arn:aws:iam::111122223333:user/somebody', 12)).toBe('arn:aws:…ody');
});

test('a shortened text is never longer than the limit, in characters, and never cuts one in two', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (text, limit) => {
      const short = shortenText(text, limit);
      expect([...short].length).toBeLessThanOrEqual(limit);
      expect(short).not.toMatch(/\p{Cs}/u);
      if ([...text].length <= limit) expect(short).toBe(text);
    }),
  );
});
