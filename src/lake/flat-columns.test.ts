import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { translate } from '../athena-sql/translate.ts';
import { columns, DATABASE, partitionKeys, TABLE } from '../core/cloudtrail-table.ts';
import { openDuckdb } from '../engine/duckdb/open-duckdb.ts';
import { openTrustedSql, type TrustedSql } from '../engine/duckdb/open-trusted-sql.ts';
import type { IndexFile } from '../engine/duckdb/row-group-index.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { ColumnMemory } from '../ingest/columnar/column-memory.ts';
import { indexBlock } from './load/index-block.ts';
import { ParquetWriter } from './parquet/parquet-writer.ts';
import { viewStatement } from './table-layout.ts';

const RELATION = `"memory"."${DATABASE}"."${TABLE}"`;
/** The table as it is without columns beside it: members come out of the structures. */
const plainCatalog = { defaultDatabase: DATABASE, tables: [{ database: DATABASE, name: TABLE, columns, partitionKeys, relation: RELATION }] };

const text = fc.constantFrom('a', 'b', 'B', '', 'ASIA1', 'ASIA2');
/** A member that is often missing, and sometimes null. */
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const identity = fc.record(
  {
    type: text,
    principalId: some(text),
    arn: some(text),
    accountId: fc.option(text),
    invokedBy: some(text),
    accessKeyId: some(text),
    sessionContext: some(
      fc.option(fc.record({ sessionIssuer: some(fc.record({ arn: some(text), principalId: some(text) })), sourceIdentity: some(text) })),
    ),
  },
  { requiredKeys: [] },
);
const ids = ['0b6ce5a1-3f0e-4c55-9d0c-6d7d8a1f2e3c', 'ffffffff-3f0e-4c55-9d0c-6d7d8a1f2e3c', '0B6CE5A1-3F0E-4C55-9D0C-6D7D8A1F2E3C', 'no UUID'];
const [uuid, otherUuid, upperUuid, noUuid] = ids;
const record = fc.record({ eventName: text, requestID: fc.constantFrom(...ids), userIdentity: some(fc.option(identity)) }, { requiredKeys: [] });

let engine: SqlEngine;
let plain: TrustedSql;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const memory = await ColumnMemory.open();
  const drawn: { eventName?: string; userIdentity?: object | null | undefined }[] = fc.sample(record, { numRuns: 900, seed: 7 });
  // What stands in one row group alone, so that the index has something to leave out.
  drawn[10] = { eventName: 'first', userIdentity: { arn: 'a', accessKeyId: 'of the first' } };
  drawn[400] = { eventName: 'second', userIdentity: { arn: 'b', accessKeyId: 'of the second' } };
  drawn[800] = { eventName: 'third', userIdentity: { arn: 'a', sessionContext: { sessionIssuer: { arn: 'of the third' } } } };
  const index: IndexFile[] = [];
  for (const [part, starts] of [[0, 300], [600]].entries()) {
    const path = join(folder, `${part}.parquet`);
    const blocks: Uint8Array[] = [];
    const writer = new ParquetWriter(path, memory, { part, onColumn: (...column) => blocks.push(indexBlock(...column) ?? new Uint8Array()) });
    for (const from of starts) {
      const records = drawn.slice(from, from + 300).map((each, at) => ({ eventID: `${from + at}`, eventTime: '2026-01-07T02:25:18Z', ...each }));
      const bytes = Buffer.from(JSON.stringify({ Records: records }));
      memory.input(bytes.length).set(bytes);
      expect(memory.readRecords(bytes.length, 'a.json', { account: null, partition: null })?.rows).toBe(300);
      await writer.writeRowGroup();
    }
    writer.finish();
    const bytes = Buffer.concat(blocks);
    await writeFile(`${path}.index`, bytes);
    index.push({ path: `${path}.index`, events: path, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  const files = index.map(({ events }) => events);
  engine = await openDuckdb({ files, view: viewStatement(files), index });
  plain = await openTrustedSql({ temporaryDirectory: tmpdir() });
  await plain.run(`CREATE SCHEMA "${DATABASE}"`);
  await plain.run(`CREATE VIEW ${RELATION} AS ${viewStatement(files)}`);
});

afterAll(async () => {
  plain.close();
  await engine.close();
});

async function both(sql: string) {
  const translation = translate(sql, plainCatalog);
  if (translation.kind !== 'query') throw new Error('This is no query.');
  return [(await engine.query(sql)).rows, (await plain.run(translation.sql)).rows] as const;
}

test.each([
  ['a key', "useridentity.accesskeyid = 'ASIA1'"],
  ['some keys', "useridentity.accesskeyid IN ('ASIA1', 'b', NULL)"],
  ['no such keys', "useridentity.accesskeyid NOT IN ('ASIA1', 'b')"],
  ['one of two members', "useridentity.arn = 'a' OR useridentity.sessioncontext.sessionissuer.arn IN ('a')"],
  ['a member that is not there', 'useridentity.invokedby IS NULL'],
  ['a member of a structure that is not there', 'useridentity IS NOT NULL AND useridentity.sessioncontext.sessionissuer.principalid IS NULL'],
  ['a pattern, and a part', "useridentity.accesskeyid LIKE 'ASIA%' AND lower(useridentity.arn) IN ('a', 'b')"],
  ['what stands in one row group', "useridentity.accesskeyid = 'of the second'"],
  ['what stands in one row group, the other way round', "'of the second' = useridentity.accesskeyid"],
  ['what stands in two', "useridentity.accesskeyid IN ('of the first', 'of the second', 'nowhere')"],
  ['what stands in one or the other', "useridentity.accesskeyid = 'of the first' OR useridentity.sessioncontext.sessionissuer.arn = 'of the third'"],
  ['what stands in one, or is called so', "useridentity.accesskeyid = 'of the first' OR eventname LIKE 'th%'"],
  ['what is not in one', "NOT (eventname = 'first') AND useridentity.arn = 'a'"],
  ['both of two', "eventname = 'third' AND useridentity.arn = 'a'"],
  ['an id', `requestid = '${uuid}'`],
  ['an id in capital letters', `requestid = '${upperUuid}'`],
  ['ids', `requestid IN ('${uuid}', '${otherUuid}')`],
  ['ids, and what is no UUID', `requestid IN ('${uuid}', '${noUuid}')`],
  ['another id', `NOT (requestid = '${uuid}')`],
  ['an id, or a name', `requestid = '${uuid}' OR eventname = 'a'`],
  ['not both', "NOT (useridentity.accesskeyid IN ('ASIA1') AND useridentity.type = 'a')"],
  [
    'what another event has',
    `useridentity.arn IN (SELECT t.useridentity.principalid FROM ${TABLE} t WHERE t.useridentity.sessioncontext.sourceidentity = 'b')`,
  ],
])('a question for %s is answered from the flat columns as from the structure', async (_, where) => {
  const [flat, nested] = await both(`SELECT eventid, eventname, requestid, useridentity FROM ${TABLE} WHERE ${where} ORDER BY eventid`);
  expect(flat).toEqual(nested);
  expect(flat.length).toBeGreaterThan(0);
  expect(flat.length).toBeLessThan(900);
});

test.each([
  ['grouped by a member', `SELECT useridentity.arn, count(*) FROM ${TABLE} GROUP BY useridentity.arn ORDER BY 1`],
  ['grouped by the structure', `SELECT useridentity.arn, count(*) FROM ${TABLE} GROUP BY useridentity ORDER BY 1, 2`],
  [
    'grouped by both',
    `SELECT upper(useridentity.type), max(useridentity.accesskeyid) FROM ${TABLE} GROUP BY 1 HAVING count(useridentity.arn) > 1 ORDER BY 1`,
  ],
  ['distinct', `SELECT DISTINCT useridentity.accountid AS a FROM ${TABLE} ORDER BY useridentity.accountid`],
  [
    'joined, with rows that have no partner',
    `SELECT a.eventid, b.useridentity.arn FROM ${TABLE} a LEFT JOIN ${TABLE} b ON a.eventid = b.eventid AND b.useridentity.arn IN ('a') ORDER BY 1`,
  ],
  ['through a subquery', `SELECT q.u.arn FROM (SELECT useridentity AS u FROM ${TABLE}) q ORDER BY 1`],
  [
    'under another name',
    `SELECT x.u.arn FROM ${TABLE} AS x (v, u, ${Array.from({ length: columns.length + partitionKeys.length - 2 }, (_, at) => `c${at}`).join(', ')}) ORDER BY 1`,
  ],
])('members are the same %s', async (_, sql) => {
  const [flat, nested] = await both(sql);
  expect(flat).toEqual(nested);
  expect(flat.length).toBeGreaterThan(1);
});

test('the flat columns are no part of the table', async () => {
  expect((await engine.query(`SELECT * FROM ${TABLE} LIMIT 1`)).columns.map(({ name }) => name)).toEqual([
    ...columns.map(({ name }) => name),
    ...partitionKeys,
  ]);
  await expect(engine.query(`SELECT _useridentity_arn FROM ${TABLE}`)).rejects.toMatchObject({ code: 'KT_QUERY_INVALID' });
});

test('IN behind WHERE chooses the rows that equal one of the values, and none without a value', async () => {
  const rows = async (where: string) => (await engine.query(`SELECT eventid FROM ${TABLE} WHERE ${where} ORDER BY 1`)).rows;
  expect(await rows("useridentity.accesskeyid IN ('ASIA1', 'b')")).toEqual(
    await rows("useridentity.accesskeyid = 'ASIA1' OR useridentity.accesskeyid = 'b'"),
  );
  expect(await rows("useridentity.accesskeyid IN ('ASIA1', NULL)")).toEqual(await rows("useridentity.accesskeyid = 'ASIA1'"));
});
