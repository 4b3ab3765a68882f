import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from './split-statements.ts';

describe('splitStatements', () => {
  test.each([
    ['SELECT 1; SELECT 2', ['SELECT 1', 'SELECT 2']],
    ['SELECT 1;', ['SELECT 1']],
    ['SELECT 1', ['SELECT 1']],
    ['', []],
    [' ;; \n ; ', []],
    ["SELECT ';'; SELECT 'it''s;'", ["SELECT ';'", "SELECT 'it''s;'"]],
    ['SELECT ";""x;" FROM t; SELECT 2', ['SELECT ";""x;" FROM t', 'SELECT 2']],
    ['SELECT 1 -- one; and\n, 2; SELECT 3', ['SELECT 1 -- one; and\n, 2', 'SELECT 3']],
    ['SELECT /* ; */ 1; SELECT 2', ['SELECT /* ; */ 1', 'SELECT 2']],
    ['-- only a comment;\n', []],
    ['SELECT 1; -- done\n/* really; */', ['SELECT 1']],
    ['-- first\nSELECT 1;\n-- second\nSELECT 2;', ['-- first\nSELECT 1', '-- second\nSELECT 2']],
    ["SELECT '-- no comment'; SELECT 2", ["SELECT '-- no comment'", 'SELECT 2']],
    ["SELECT 'open; SELECT 2", ["SELECT 'open; SELECT 2"]],
    ['SELECT 1 /* open; SELECT 2', ['SELECT 1 /* open; SELECT 2']],
    ['SELECT 4 - - 2; SELECT 4 / 2', ['SELECT 4 - - 2', 'SELECT 4 / 2']],
  ])('%j', (text, statements) => {
    expect(splitStatements(text)).toEqual(statements);
  });

  const quoted = fc.string().map((text) => `'${text.replaceAll("'", "''")}'`);
  const named = fc.string().map((text) => `"${text.replaceAll('"', '""')}"`);
  const commented = fc.string({ unit: fc.constantFrom('a', ';', "'", '"', ' ', '/') }).map((text) => `/*${text}*/ 1`);
  const statement = fc
    .array(fc.oneof(quoted, named, commented, fc.constantFrom('SELECT', '1', ',')), { minLength: 1 })
    .map((parts) => `x ${parts.join(' ')}`);

  test('gives back the statements that were joined by semicolons, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(splitStatements(statements.join(' ;\n'))).toEqual(statements.map((text) => text.trim()));
      }),
    );
  });
});
