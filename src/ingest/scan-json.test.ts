import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MASK } from '../core/secrets.ts';
import { maskSecrets } from './mask-secrets.ts';
import { decodeString, elementsOf, membersOf, valueEnd } from './scan-json.ts';

/** JSON text as somebody else's program may write it: white space anywhere, any legal escape, numbers in odd forms, repeated names. */
const space = fc.constantFrom('', '', '', ' ', '\n', '\t\r\n ');
const character = fc.oneof(
  fc.constantFrom('"', '\\', '/', '{', '}', '[', ']', ':', ',', ' ', 'a', 'ü', '😀', '\u2028', '\ud800'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const escaped = fc.tuple(character, fc.nat(2)).map(([text, way]) => {
  if (way === 1) return Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
  return text === '/' && way === 2 ? '\\/' : JSON.stringify(text).slice(1, -1);
});
const stringText = fc.array(escaped, { maxLength: 8 }).map((parts) => `"${parts.join('')}"`);
const numberText = fc.constantFrom('0', '-0', '1E5', '1.0', '-1.5e-10', '12345678901234567890', '0.1000000000000000055', '1e400');
const nameText = fc.oneof(
  stringText,
  fc.constantFrom('"password"', '"secretAccessKey"', '"SESSIONTOKEN"', '"pass\\u0077ord"', '"passwords"', '"a"', '"__proto__"'),
);
const { value: jsonText } = fc.letrec<{ value: string }>((tie) => {
  const list = (item: fc.Arbitrary<string>, open: string, close: string) =>
    fc
      .tuple(
        fc.array(
          fc.tuple(space, item, space).map((parts) => parts.join('')),
          { maxLength: 5 },
        ),
        space,
      )
      .map(([items, gap]) => open + (items.length > 0 ? items.join(',') : gap) + close);
  const member = fc.tuple(nameText, space, space, tie('value')).map(([name, before, after, value]) => `${name}${before}:${after}${value}`);
  return {
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('null', 'true', 'false'),
      numberText,
      stringText,
      list(tie('value'), '[', ']'),
      list(member, '{', '}'),
    ),
  };
});

describe('the scanner', () => {
  test('finds the end of every value', () => {
    fc.assert(fc.property(jsonText, fc.constantFrom('', ',1', ' ', '}', ']'), (text, rest) => valueEnd(text + rest, 0) === text.length));
  });

  test('finds the members and elements that JSON.parse finds, the last of two with one name', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const parsed: unknown = JSON.parse(text);
        if (Array.isArray(parsed)) {
          expect(Array.from(elementsOf(text, 0), ({ start, end }) => JSON.parse(text.slice(start, end)))).toEqual(parsed);
        } else if (typeof parsed === 'object' && parsed !== null) {
          const members = Array.from(membersOf(text, 0), ([name, { start, end }]) => [name, JSON.parse(text.slice(start, end))] as const);
          expect(new Map(members)).toEqual(new Map(Object.entries(parsed)));
        } else if (typeof parsed === 'string') {
          expect(decodeString(text, { start: 0, end: text.length })).toBe(parsed);
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each(['{"a":"', '[1,[2]', '"abc\\"', '{"a":{"b":1}'])('says of %s that it does not end', (text) => {
    expect(valueEnd(text, 0)).toBe(-1);
  });
});

describe('maskSecrets', () => {
  const secretNames = new Set(['password', 'secretaccesskey', 'sessiontoken']);
  const masked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(masked);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, secretNames.has(name.toLowerCase()) ? MASK : masked(member)]));
  };

  test('replaces the values of secret members at any depth, and only those', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        expect(JSON.parse(maskSecrets(text, { start: 0, end: text.length }))).toEqual(masked(JSON.parse(text)));
      }),
      { numRuns: 500 },
    );
  });

  test('leaves every other byte as it is', () => {
    const text = String.raw`{ "a" : [1E5, -0, 1.0, 12345678901234567890] ,"e":"\u003c\/\ud83d\ude00","password" : {"x":[1,"}"]} , "z":"\ud800" }`;
    expect(maskSecrets(text, { start: 0, end: text.length })).toBe(
      String.raw`{ "a" : [1E5, -0, 1.0, 12345678901234567890] ,"e":"\u003c\/\ud83d\ude00","password" : "***" , "z":"\ud800" }`,
    );
  });

  test.each([
    ['{"password":null}', '{"password":"***"}'],
    ['{"Credentials":{"SessionToken":12,"b":1}}', '{"Credentials":{"SessionToken":"***","b":1}}'],
    [String.raw`{"pass\u0077ord":"x"}`, String.raw`{"pass\u0077ord":"***"}`],
    ['[{"password":"a"},{"password":"b"}]', '[{"password":"***"},{"password":"***"}]'],
    ['{"a":"password","b":": "}', '{"a":"password","b":": "}'],
  ])('%s becomes %s', (text, expected) => {
    expect(maskSecrets(text, { start: 0, end: text.length })).toBe(expected);
  });

  test('does not look beyond the value', () => {
    const text = '["a"],{"password":1}';
    expect(maskSecrets(text, { start: 0, end: 5 })).toBe('["a"]');
  });
});
