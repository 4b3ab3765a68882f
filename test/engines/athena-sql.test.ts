import type { DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { quoteLiteral } from '../../src/athena-sql/literal.ts';
import { translate } from '../../src/athena-sql/translate.ts';
import { answer, catalog, openEvidence } from './athena-sql-evidence.ts';
import { goldenExpressions } from './athena-sql-expressions.ts';
import { goldenQueries } from './athena-sql-queries.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openEvidence();
});

describe('Athena SQL on DuckDB gives what Athena gives', () => {
  test.each([...goldenExpressions, ...goldenQueries])('$0', async (statement, rows) => {
    expect(await answer(connection, statement)).toEqual(rows);
  });
});

describe('what fails on Athena fails here', () => {
  test.each([
    ['SELECT 1 / 0', 'Division by zero'],
    ["SELECT 7 % length('')", 'Division by zero'],
    ['SELECT ARRAY[1, 2][3]', 'Array subscript'],
    ["SELECT MAP(ARRAY['a'], ARRAY[1])['b']", 'Key not present'],
    ["SELECT split_part('a,b', ',', 0)", 'Index must be greater than zero'],
    ["SELECT CAST('1.9' AS integer)", 'Cannot cast'],
    ["SELECT json_parse('{bad')", 'Malformed JSON'],
    ["SELECT CAST(json_parse('[1]') AS varchar)", 'Cannot cast JSON to varchar'],
    ['SELECT (SELECT eventname FROM irworkshopgluetablecloudtrail)', 'More than one row'],
    ['SELECT sum(n) FROM (VALUES 9223372036854775807, 1) AS t(n)', 'out of range'],
  ])('%s', async (statement, message) => {
    await expect(answer(connection, statement)).rejects.toThrow(message);
  });
});

describe('column names', () => {
  const namesOf = async (statement: string): Promise<readonly string[]> => {
    const translation = translate(statement, catalog);
    if (translation.kind === 'answer') return translation.columns;
    return (await connection.runAndReadAll(translation.sql)).columnNames();
  };
  test('a column keeps the name as written, an expression without AS is _colN by its place', async () => {
    expect(await namesOf('SELECT eventName, count(*), 1 + 1 AS Two FROM irworkshopgluetablecloudtrail GROUP BY 1')).toEqual([
      'eventName',
      '_col1',
      'Two',
    ]);
  });
  test('a member of a struct is named after the member', async () => {
    expect(await namesOf('SELECT useridentity.userName FROM irworkshopgluetablecloudtrail')).toEqual(['userName']);
  });
  test('a name that comes twice stays twice: the engine tells them apart and warns', async () => {
    expect(await namesOf('SELECT eventname, eventname FROM irworkshopgluetablecloudtrail')).toEqual(['eventname', 'eventname']);
  });
  test('the order by which rows come is that of the last branch of UNION, the names those of the first', async () => {
    expect(await namesOf("SELECT eventname AS x FROM irworkshopgluetablecloudtrail UNION SELECT 'y' AS z ORDER BY x")).toEqual(['x']);
  });
});

describe('parameters', () => {
  const named = 'SELECT eventname FROM irworkshopgluetablecloudtrail WHERE useridentity.accesskeyid = ? ORDER BY eventtime LIMIT ?';
  test('stand for literals, in the order of the question marks', async () => {
    expect(await answer(connection, named, ["'AKIAEXAMPLEA'", '1'])).toEqual([['GetCallerIdentity']]);
  });
  test('what is no expression is a text', async () => {
    expect(await answer(connection, named, ['AKIAEXAMPLEA', '1 '])).toEqual([['GetCallerIdentity']]);
    expect(await answer(connection, 'SELECT ?', ["x' OR 'a' = 'a"])).toEqual([["x' OR 'a' = 'a"]]);
  });
  test('are evaluated', async () => {
    expect(await answer(connection, 'SELECT ?, ?', ['1 + 1', "upper('a')"])).toEqual([[2, 'A']]);
  });
});

test('any text comes back from a literal as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await answer(connection, `SELECT ${quoteLiteral(text)}`)).toEqual([[text]]);
    }),
    { numRuns: 200, examples: [["it's"], ["';DROP TABLE events;--"], ['a\\'], ['$1'], ['\n\t'], ['"'], ['a\u0000b']] },
  );
});

test('any text as a parameter in quotes comes back as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await answer(connection, 'SELECT ?', [quoteLiteral(text)])).toEqual([[text]]);
    }),
    { numRuns: 50 },
  );
});
