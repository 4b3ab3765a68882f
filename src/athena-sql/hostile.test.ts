import { describe, expect, test } from 'vitest';
import { columns, DATABASE, partitionKeys, TABLE } from '../core/cloudtrail-table.ts';
import { KeytrailError } from '../core/errors.ts';
import { translate } from './translate.ts';

const catalog = {
  defaultDatabase: DATABASE,
  tables: [{ database: DATABASE, name: TABLE, columns, partitionKeys: [...partitionKeys], relation: '"lake"."main"."events"' }],
};

describe('nothing but what the translation writes anew reaches the engine', () => {
  test.each([
    `SELECT * FROM "/etc/passwd"`,
    `SELECT * FROM "/x/y.csv"`,
    `SELECT * FROM "s3://bucket/key.parquet"`,
    `SELECT * FROM '/x/y.csv'`,
    `SELECT * FROM read_csv('/etc/passwd')`,
    `SELECT * FROM TABLE(read_csv('/etc/passwd'))`,
    `SELECT * FROM read_text`,
    `SELECT read_text('/etc/passwd')`,
    `SELECT * FROM duckdb_settings()`,
    `SELECT * FROM duckdb_databases`,
    `SELECT * FROM "lake"."main"."events"`,
    `SELECT * FROM events`,
    `SELECT current_setting('home_directory')`,
    `SELECT getvariable('x')`,
    `SELECT getenv('HOME')`,
    `SELECT error('x')`,
    `SELECT pragma_version()`,
    `SELECT main.lower('x')`,
    `SELECT "lower; DROP TABLE x"('x')`,
    `SELECT current_user`,
    `SELECT * FROM information_schema.tables`,
    `SELECT * FROM sqlite_master`,
    `COPY (SELECT 1) TO '/tmp/x'`,
    `ATTACH '/tmp/x.db'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `PRAGMA enable_profiling`,
    `SET TimeZone = 'UTC'`,
    `SET SESSION x = 1`,
    `RESET SESSION x`,
    `USE memory`,
    `CALL pragma_version()`,
    `CREATE MACRO lower(x) AS 'y'`,
    `CREATE TABLE x AS SELECT 1`,
    `CREATE VIEW x AS SELECT * FROM "/etc/passwd"`,
    `INSERT INTO ${TABLE} VALUES (1)`,
    `DELETE FROM ${TABLE}`,
    `CHECKPOINT`,
    `PREPARE p FROM DROP TABLE ${TABLE}`,
    `EXECUTE IMMEDIATE 'DROP TABLE ${TABLE}'`,
    `SELECT 1; DROP TABLE ${TABLE}`,
    `SELECT 1 /* */ ; -- \n SELECT 2`,
    `SELECT 1 --\n; SELECT 2`,
    `SELECT * FROM ${TABLE} WHERE eventname = 'a'' OR ''a' ; SELECT 1`,
    `SELECT $1`,
    `SELECT :x`,
    `SELECT #1`,
    `SELECT E'\\x41'`,
    `SELECT $$x$$`,
    `SELECT rowid FROM ${TABLE}`,
    `SELECT COLUMNS('.*') FROM ${TABLE}`,
    `FROM ${TABLE}`,
    `SELECT * EXCLUDE (eventname) FROM ${TABLE}`,
    `SELECT [1, 2]`,
    `SELECT 'a'::varchar`,
    `SELECT {'a': 1}`,
  ])('%s', (statement) => {
    expect(() => translate(statement, catalog)).toThrow(KeytrailError);
  });

  test('names and texts of the statement are quoted, whatever they hold', () => {
    const translation = translate(`SELECT 'x''; DROP TABLE y; --' AS "a""; DROP TABLE z; --"`, catalog);
    expect(translation).toEqual({ kind: 'query', sql: `SELECT 'x''; DROP TABLE y; --' AS "a""; DROP TABLE z; --"`, types: ['varchar'] });
  });

  test('a short statement that would become a text without measure is refused', () => {
    const doubling = `SELECT ${'greatest(1, '.repeat(60)}2${')'.repeat(60)}`;
    expect(() => translate(doubling, catalog)).toThrow('calls within calls make this too long for the engine');
  });

  test('comments do not come through', () => {
    expect(translate(`SELECT /* hidden */ eventname -- and this\nFROM ${TABLE}`, catalog)).toEqual({
      kind: 'query',
      sql: 'SELECT "r1"."eventname" AS "eventname" FROM "lake"."main"."events" AS "r1"',
      types: ['varchar'],
    });
  });

  test('a parameter is read as an expression or taken as a text, and never spliced in', () => {
    const parameters = ["x' OR 1 = 1 --"];
    expect(translate(`SELECT eventname FROM ${TABLE} WHERE useridentity.accesskeyid = ?`, catalog, { parameters })).toEqual({
      kind: 'query',
      sql: `SELECT "r1"."eventname" AS "eventname" FROM "lake"."main"."events" AS "r1" WHERE ("r1"."useridentity"."accesskeyid" = 'x'' OR 1 = 1 --')`,
      types: ['varchar'],
    });
  });

  test.each([
    'eventname',
    'lower(eventname)',
    '(SELECT 1)',
    'EXISTS (SELECT 1)',
    'tdir-workshop-sysdev',
    '?',
    'a = a',
    '"x"',
    'arn:aws:iam::1:user/x',
  ])('a parameter that is more than a value is a text: %s', (parameter) => {
    const sql = `SELECT '${parameter}' AS "_col0"`;
    expect(translate('SELECT ?', catalog, { parameters: [parameter] })).toEqual({ kind: 'query', sql, types: ['varchar'] });
  });
});
