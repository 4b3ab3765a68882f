import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call, key, user } from '../../../test/support/events.ts';
import { parseExpression } from '../../athena-sql/parse/statement.ts';
import { DATABASE, TABLE } from '../../core/cloudtrail-table.ts';
import { collect } from '../../lake/collect.ts';
import { type Lake, openLake } from '../../lake/open-lake.ts';
import { readEvents } from '../read-events.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { openTable, tableOver } from './open-table.ts';
import { typeNamed } from './read-columns.ts';
import { readTableCoverage } from './table-coverage.ts';
import { parseTableName } from './table-name.ts';

const columnsOf = (types: Readonly<Record<string, string>>) =>
  new Map(Object.entries(types).map(([name, type]) => [name, typeNamed(type, parseExpression)]));

/** A table as AWS's documents had it years ago, of which some columns are enough here. */
const OLD = {
  eventid: 'varchar',
  eventtime: 'varchar',
  eventname: 'varchar',
  eventsource: 'varchar',
  awsregion: 'varchar',
  recipientaccountid: 'varchar',
  requestparameters: 'varchar',
  useridentity: 'row(type varchar, arn varchar, accesskeyid varchar, sessioncontext row(sessionissuer row("arn" varchar)))',
};
const NAME = parseTableName(`${DATABASE}.${TABLE}`, undefined);

describe('a table that has less than ours', () => {
  let lake: Lake;
  let engine: SqlEngine;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keytrail-table-'));
    const records = [
      call(key(0), 'CreateUser', { request: { userName: 'nwolf' }, at: '2026-01-07T02:25:18Z' }),
      { ...call(key(1), 'ListUsers', { at: '2026-01-08T00:00:00Z' }), awsRegion: 'eu-west-1', eventCategory: 'Data' },
      { ...call({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, 'AssumeRole', { at: '2026-01-06T00:00:00Z' }), userIdentity: null },
    ];
    await writeFile(join(folder, 'log.json'), JSON.stringify({ Records: records }));
    await collect(join(folder, 'lake'), [join(folder, 'log.json')]);
    lake = await openLake(join(folder, 'lake'));
    engine = await lake.engine();
  });
  afterAll(() => lake?.close());

  test('answers with what it has, and what it lacks is told and absent', async () => {
    const table = tableOver(engine, NAME, undefined, columnsOf(OLD));
    expect(table.missing).toEqual(
      expect.arrayContaining(['eventversion', 'useridentity.principalid', 'useridentity.sessioncontext.attributes', 'tlsdetails']),
    );
    expect(table.missing).not.toContain('useridentity.sessioncontext.sessionissuer.arn');
    const [event] = await readEvents(table.engine, `useridentity.accesskeyid = '${key(0)}'`);
    expect(event).toMatchObject({
      eventName: 'CreateUser',
      userIdentity: { type: 'IAMUser', arn: user('seed'), accessKeyId: key(0) },
      requestParameters: { userName: 'nwolf' },
    });
    expect(event?.userIdentity).not.toHaveProperty('userName');
    // A record without an identity has none here either.
    const [nobody] = await readEvents(table.engine, "eventname = 'AssumeRole'");
    expect(nobody).not.toHaveProperty('userIdentity');
  });

  test('keeps to a condition, in its coverage too', async () => {
    const everything = tableOver(engine, NAME, undefined, columnsOf({ ...OLD, eventcategory: 'varchar' }));
    expect(await readTableCoverage(everything.engine)).toEqual({
      events: 3,
      from: '2026-01-06T00:00:00Z',
      to: '2026-01-08T00:00:00Z',
      accounts: ['111122223333'],
      regions: ['eu-west-1', 'us-east-1'],
      dataEvents: 'some',
    });
    const part = tableOver(engine, NAME, "eventtime < '2026-01-08'", columnsOf(OLD));
    expect(await readTableCoverage(part.engine)).toMatchObject({ events: 2, regions: ['us-east-1'], dataEvents: 'none' });
  });

  test('that is another table altogether is refused by what it lacks', () => {
    const { useridentity: _, ...rest } = OLD;
    const refused = /no CloudTrail table: useridentity is missing/;
    expect(() => tableOver(engine, NAME, undefined, columnsOf(rest))).toThrow(refused);
    // JSON in a text is no structure.
    expect(() => tableOver(engine, NAME, undefined, columnsOf({ ...OLD, useridentity: 'varchar' }))).toThrow(refused);
    expect(() => tableOver(engine, NAME, undefined, columnsOf({ ...OLD, useridentity: 'row(arn varchar)' }))).toThrow(
      /useridentity.accesskeyid is missing/,
    );
  });
});

test('columns are read from the information schema; a table without any is not there', async () => {
  const asked: string[] = [];
  const rows = Object.entries(OLD);
  const engine: SqlEngine = {
    name: 'trino',
    close: async () => {},
    query: async (sql) => {
      asked.push(sql);
      return { columns: [], rows: sql.includes("'trail'") ? rows : [], warnings: [] };
    },
  };
  const { engine: table } = await openTable(engine, parseTableName('Hive.Logs.trail', undefined), undefined);
  expect(asked).toEqual([
    `SELECT column_name, data_type FROM "hive"."information_schema"."columns" WHERE table_schema = 'logs' AND table_name = 'trail'`,
  ]);
  await table.query('SELECT 1');
  expect(asked[1]).toMatch(/^WITH irworkshopgluetablecloudtrail AS \(SELECT .* FROM "hive"\."logs"\."trail"\)\nSELECT 1$/);
  await expect(openTable(engine, parseTableName('other', 'logs'), undefined)).rejects.toMatchObject({ code: 'KT_INPUT_MISSING' });
});

test.each(['a b.c', 'trail', 'a.b.c.d', 'logs.trail"; DROP', ''])('%j is no name of a table', (text) => {
  expect(() => parseTableName(text, undefined)).toThrow(/not the name of a table/);
});
