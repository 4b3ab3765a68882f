import { expect, test } from 'vitest';
import { translate } from '../translate.ts';
import { readStatement } from './grammar.ts';

/** How many columns a statement of values alone gives. */
function width(statement: string): number {
  const translation = translate(statement, { defaultDatabase: '', tables: [] });
  if (translation.kind !== 'query') throw new Error('the statement is no query');
  return translation.types.length;
}

test('queries within queries are read, however deep', () => {
  const depth = 60;
  expect(readStatement(`SELECT ${'(SELECT 1 + '.repeat(depth)}1${')'.repeat(depth)}`).questionMarks).toEqual([]);
});

test.each([
  ['*', '*', 3],
  ['the columns of a table, and one more', 't.*, 1', 4],
  ['the columns of a table at the end of the text', 't.a, t.*', 4],
  ['a product of columns', 't.a * t.a, 2', 2],
  ['a product with a number that ends with a dot', '1.*t.a', 1],
  ['the members of a row', 't.r.*, t.a', 3],
  ['the members of a row that a query gives', '(SELECT ROW(1, 2)).*, t.a', 3],
  ['the columns of a table within a query only', '(SELECT count(*) FROM (SELECT t.* FROM (VALUES 1) AS t (x)))', 1],
])('%s', (_, items, expected) => {
  const from = 'FROM (VALUES (1, 2, CAST(ROW(1, 2) AS ROW(x integer, y integer)))) AS t (a, b, r)';
  expect(width(`SELECT ${items} ${from}`)).toBe(expected);
  expect(width(`SELECT ${items} ${from} UNION SELECT ${items} ${from}`)).toBe(expected);
});

test('members after UNION are not those of the item before it', () => {
  expect(width('SELECT 1 UNION SELECT t.* FROM (VALUES 1) AS t (a)')).toBe(1);
});
