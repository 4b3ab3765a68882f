import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base64, base64offset, expandPlaceholders, windash } from './value-transforms.ts';

describe('base64offset', () => {
  test('whatever stands before and after, the Base64 of the whole holds one of the texts', () => {
    const bytes = fc.uint8Array({ maxLength: 7 });
    const value = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((text) => !/[*?\\]/.test(text));
    fc.assert(
      fc.property(bytes, value, bytes, (before, text, after) => {
        const whole = Buffer.concat([before, Buffer.from(text, 'utf8'), after]).toString('base64');
        expect(base64offset('utf8')(text).some((part) => whole.includes(part))).toBe(true);
      }),
    );
  });

  test('each text is as long as the bytes determine it', () => {
    expect(base64offset('utf8')('foobar')).toEqual(['Zm9vYmFy', 'Zvb2Jhc', 'mb29iYX']);
  });
});

describe('base64', () => {
  test('encodes what escapes stand for, and refuses wildcards', () => {
    expect(base64('utf8')('a\\*b')).toEqual(['YSpi']);
    expect(() => base64('utf8')('a*b')).toThrow('a value with wildcards cannot be encoded');
  });

  test('knows the byte orders of UTF-16', () => {
    const bytesOf = (text: readonly string[]) => Buffer.from(text[0] ?? '', 'base64').toString('hex');
    expect(bytesOf(base64('utf16le')('cmd'))).toBe('63006d006400');
    expect(bytesOf(base64('utf16be')('cmd'))).toBe('0063006d0064');
    expect(bytesOf(base64('utf16')('cmd'))).toBe('fffe63006d006400');
  });
});

describe('windash', () => {
  test('writes each leading dash in five ways, and leaves dashes inside words alone', () => {
    expect(windash(' -a')).toEqual([' -a', ' /a', ' \u2013a', ' \u2014a', ' \u2015a']);
    expect(windash('-a /b')).toHaveLength(25);
    expect(windash('well-known')).toEqual(['well-known']);
  });

  test('a value that stands for too many texts is refused', () => {
    expect(() => windash('-a -b -c -d -e -f')).toThrow('more than 1000 texts');
  });
});

describe('expandPlaceholders', () => {
  const expand = expandPlaceholders(
    new Map([
      ['who', ['alice', 'bob']],
      ['n', ['1', '2']],
    ]),
  );

  test('puts in every value of every placeholder', () => {
    expect(expand('user/%who%')).toEqual(['user/alice', 'user/bob']);
    expect(expand('%who%-%n%!')).toEqual(['alice-1!', 'alice-2!', 'bob-1!', 'bob-2!']);
  });

  test('an escaped percent sign is a percent sign', () => {
    expect(expand('100\\% of %n%')).toEqual(['100% of 1', '100% of 2']);
  });

  test('a placeholder without values is an error, as it would match nothing', () => {
    expect(() => expand('%nobody%')).toThrow('the placeholder %nobody% has no values');
  });
});
