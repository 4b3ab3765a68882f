import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from './fold.ts';
import { fitsPattern, literalOf, parsePattern, showPattern } from './pattern.ts';

const pieces = fc.array(fc.oneof(fc.constantFrom('*', '?'), fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '.', 'é', '😀'), maxLength: 2 })), {
  maxLength: 6,
});

describe('fitsPattern', () => {
  test('agrees with the regular expression that says the same', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '.', 'é', '😀', '\n'), maxLength: 8 });
    fc.assert(
      fc.property(pieces, text, (parts, value) => {
        const source = parts.map((part) => (part === '*' ? '[^]*' : part === '?' ? '[^]' : part.replaceAll('.', '\\.'))).join('');
        expect(fitsPattern(parsePattern(parts.join(''), 'whole', true), value)).toBe(new RegExp(`^${source}$`, 'u').test(value));
      }),
      { numRuns: 1000 },
    );
  });

  test('a text with its special characters escaped fits itself only', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '*', '?', '\\', 'İ', 'ß'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const pattern = parsePattern(one.replace(/[\\*?]/g, '\\$&'), 'whole', true);
        expect(fitsPattern(pattern, one)).toBe(true);
        expect(fitsPattern(pattern, other)).toBe(one === other);
        expect(literalOf(pattern)).toBe(one);
      }),
    );
  });

  test('a star that many others follow does not hold it up', () => {
    expect(fitsPattern(parsePattern('*a*a*a*a*a*a*a*a*a*a*a*b', 'whole', true), 'a'.repeat(20_000))).toBe(false);
  });
});

describe('parsePattern', () => {
  test.each([
    ['start', 'ab*'],
    ['end', '*ab'],
    ['anywhere', '*ab*'],
    ['whole', 'ab'],
  ] as const)('anchored %s', (anchor, shown) => {
    expect(showPattern(parsePattern('Ab', anchor, false))).toBe(shown);
  });
});

describe('fold', () => {
  test('keeps the number of code points', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...fold(text)]).toHaveLength([...text].length);
      }),
    );
  });

  test('is what SQL engines do', () => {
    expect(fold('İSTANBUL ÉCOLE Σ')).toBe('istanbul école σ');
  });
});
