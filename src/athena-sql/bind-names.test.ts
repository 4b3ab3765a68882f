import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindNames, bindStatements } from './bind-names.ts';

const values = new Map([
  ['key', 'AKIAIAAAAAAAAEXAMPLE'],
  ['who', "O'Hara"],
]);

describe('bindNames', () => {
  test.each([
    ['SELECT :key', "SELECT 'AKIAIAAAAAAAAEXAMPLE'"],
    ['SELECT x=:key, (:who)', "SELECT x='AKIAIAAAAAAAAEXAMPLE', ('O''Hara')"],
    ["SELECT ':key', :key", "SELECT ':key', 'AKIAIAAAAAAAAEXAMPLE'"],
    ["SELECT 'it''s :key' -- :other\n, \":third\" /* :fourth */", "SELECT 'it''s :key' -- :other\n, \":third\" /* :fourth */"],
    ["SELECT JSON_OBJECT('a':key)", "SELECT JSON_OBJECT('a':key)"],
    ['SELECT 1 : 2, a::key', 'SELECT 1 : 2, a::key'],
  ])('%j', (text, bound) => {
    expect(bindNames(text, values).statement).toBe(bound);
  });

  test('names the placeholder that has no value', () => {
    expect(() => bindNames('SELECT :kye', values)).toThrow('there is no value for :kye.');
    expect(() => bindNames('SELECT :constructor', new Map())).toThrow('there is no value for :constructor.');
  });

  test('a value is one text, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("'", ':', 'a', ';', '-', '$', '&', '\\', '\n', '"') }), (value) => {
        const { statement } = bindNames('SELECT :key', new Map([['key', value]]));
        const [, inner = ''] = /^SELECT '((?:[^']|'')*)'$/.exec(statement) ?? [];
        expect(inner.replaceAll("''", "'")).toBe(value);
      }),
    );
  });
});

describe('bindStatements', () => {
  test('a value that one of the statements uses is used', () => {
    expect(bindStatements(['SELECT :key', 'SELECT :who'], values)).toEqual(["SELECT 'AKIAIAAAAAAAAEXAMPLE'", "SELECT 'O''Hara'"]);
  });

  test('names the value that none uses', () => {
    expect(() => bindStatements(["SELECT ':who'", 'SELECT :key'], values)).toThrow('--param who was given, and :who stands nowhere in the query.');
  });
});
