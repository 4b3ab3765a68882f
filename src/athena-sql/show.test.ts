import { describe, expect, test } from 'vitest';
import { translate } from './translate.ts';
import type { Catalog } from './translation.ts';

const table = (name: string): Catalog['tables'][number] => ({
  database: 'logs',
  name,
  columns: [
    { name: 'eventname', type: 'string' },
    { name: 'useridentity', type: { struct: { userName: 'string', tags: { array: 'string' } } } },
  ],
  partitionKeys: ['date_partition'],
  relation: '"x"',
});

const catalog: Catalog = { defaultDatabase: 'logs', tables: [table('trail_two'), table('trail_one')] };

describe('SHOW and DESCRIBE are answered in the shapes of Athena', () => {
  test.each([
    ['SHOW DATABASES', ['database_name'], [['logs']]],
    ['show schemas', ['database_name'], [['logs']]],
    ['SHOW TABLES', ['tab_name'], [['trail_one'], ['trail_two']]],
    ['SHOW TABLES IN logs;', ['tab_name'], [['trail_one'], ['trail_two']]],
    ["SHOW TABLES '.*two'", ['tab_name'], [['trail_two']]],
    ["SHOW TABLES IN logs '*_one|*_three'", ['tab_name'], [['trail_one']]],
    ["SHOW TABLES LIKE 'trail\\_%'", ['tab_name'], []],
    ['SHOW VIEWS', ['views'], []],
    [
      'SHOW CREATE TABLE trail_one',
      ['createtab_stmt'],
      [
        ['CREATE EXTERNAL TABLE `logs.trail_one`('],
        ['  `eventname` string,'],
        ['  `useridentity` struct<username:string,tags:array<string>>)'],
        ['PARTITIONED BY ( '],
        ['  `date_partition` string)'],
      ],
    ],
    [
      "SHOW FUNCTIONS LIKE 'date_d%'",
      ['Function', 'Return Type', 'Argument Types', 'Function Type'],
      ['date', 'timestamp', 'timestamp with time zone'].map((type) => ['date_diff', 'bigint', `varchar, ${type}, ${type}`, 'scalar']),
    ],
    ['SHOW COLUMNS IN trail_one', ['field'], [['eventname'], ['useridentity'], ['date_partition']]],
    [
      'DESCRIBE logs.trail_one',
      ['col_name', 'data_type', 'comment'],
      [
        ['eventname', 'string', ''],
        ['useridentity', 'struct<username:string,tags:array<string>>', ''],
        ['date_partition', 'string', ''],
        ['', '', ''],
        ['# Partition Information', '', ''],
        ['# col_name', 'data_type', 'comment'],
        ['date_partition', 'string', ''],
      ],
    ],
  ])('%s', (statement, columns, rows) => {
    expect(translate(statement, catalog)).toEqual({ kind: 'answer', columns, rows });
  });

  test('a database that is not there is named with its place', () => {
    expect(() => translate('SHOW TABLES IN other', catalog)).toThrow('line 1:16: database "other" does not exist');
  });
});
