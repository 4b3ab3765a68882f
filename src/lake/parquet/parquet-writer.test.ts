import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decompress } from '@mongodb-js/zstd';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { openTrustedSql } from '../../engine/duckdb/open-trusted-sql.ts';
import { ColumnMemory } from '../../ingest/columnar/column-memory.ts';
import { parquet } from '../table-layout.ts';
import { ParquetWriter } from './parquet-writer.ts';

const KEY = { account: null, partition: null };

/** Rows as another library reads them. Its decompression is synchronous and ours is not, so it starts again whenever a page is missing. */
async function readByHyparquet(path: string) {
  const pages = new Map<string, Uint8Array>();
  const file = await asyncBufferFromFile(path);
  for (;;) {
    let missing: Uint8Array | null = null;
    const ZSTD = (input: Uint8Array): Uint8Array => {
      const page = pages.get(Buffer.from(input).toString('base64'));
      if (page === undefined) missing = input;
      if (page === undefined) throw new Error('not decompressed yet');
      return page;
    };
    try {
      return await parquetReadObjects({ file, compressors: { ZSTD } });
    } catch (error) {
      if (missing === null) throw error;
      pages.set(Buffer.from(missing).toString('base64'), await decompress(Buffer.from(missing)));
    }
  }
}

/** Records with what CloudTrail has: structures that are there or not, a few names again and again, ids of both kinds, texts in many languages. */
const records = Array.from({ length: 700 }, (_, at) => ({
  eventID: at % 3 === 0 ? `id-${at}` : `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
  eventTime: `2026-01-07T02:${String(at % 60).padStart(2, '0')}:00Z`,
  eventName: ['GetUser', 'ListBuckets', 'Décrire', '列出'][at % 4],
  requestParameters: at % 2 === 0 ? { name: `object ${at}` } : null,
  ...(at % 5 === 0
    ? {}
    : { userIdentity: { type: 'IAMUser', ...(at % 7 === 0 ? {} : { sessionContext: { attributes: { mfaAuthenticated: String(at % 2 === 0) } } }) } }),
  ...(at < 600 ? {} : { userAgent: `agent ${at}` }),
}));

async function write(): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'keytrail-')), 'a.parquet');
  const memory = await ColumnMemory.open();
  const writer = new ParquetWriter(path, memory, { part: 1, onColumn: () => {} });
  for (const half of [records.slice(0, 650), records.slice(650)]) {
    const text = Buffer.from(JSON.stringify({ Records: half }));
    memory.input(text.length).set(text);
    expect(memory.readRecords(text.length, 'a.json', KEY)).toEqual({ rows: half.length, accountMismatches: 0 });
    await writer.writeRowGroup();
  }
  writer.finish();
  expect((await readFile(path)).length).toBe(writer.bytes);
  return path;
}

/** What the columns of a record are to hold, written down without the code under test. */
const expectedOf = (record: (typeof records)[number]) => {
  const { userIdentity, requestParameters, eventID, eventName, eventTime } = record;
  return [
    eventID.startsWith('id-') ? null : eventID,
    eventID.startsWith('id-') ? eventID : null,
    eventTime,
    eventName,
    requestParameters && JSON.stringify(requestParameters),
    userIdentity === undefined ? null : userIdentity.type,
    userIdentity === undefined,
    userIdentity?.sessionContext === undefined,
    userIdentity?.sessionContext?.attributes.mfaAuthenticated ?? null,
    'userAgent' in record ? record.userAgent : null,
  ];
};

test('a file is read by DuckDB and by another library with what was written', async () => {
  const path = await write();
  const expected = records.map(expectedOf);
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  const query = `SELECT _eventid_uuid::VARCHAR, _eventid_text, eventtime, eventname, requestparameters, useridentity.type, useridentity IS NULL,
    useridentity.sessioncontext IS NULL, useridentity.sessioncontext.attributes.mfaauthenticated, useragent FROM ${parquet([path])}`;
  expect((await sql.run(query)).rows).toEqual(expected);
  sql.close();
  const read = await readByHyparquet(path);
  expect(
    read.map((row) => [
      row['_eventid_uuid'] ?? null,
      row['_eventid_text'] ?? null,
      row['eventtime'],
      row['eventname'],
      row['requestparameters'] ?? null,
      row['useridentity']?.type ?? null,
      row['useridentity'] === undefined || row['useridentity'] === null,
      (row['useridentity']?.sessioncontext ?? null) === null,
      row['useridentity']?.sessioncontext?.attributes?.mfaauthenticated ?? null,
      row['useragent'] ?? null,
    ]),
  ).toEqual(expected);
});

test('the smallest and the largest value of a row group stand in the file, in the order of their bytes', async () => {
  const metadata = await parquetMetadataAsync(await asyncBufferFromFile(await write()));
  const bounds = metadata.row_groups.map(
    ({ columns }) => columns.find((column) => column.meta_data?.path_in_schema.join('.') === 'eventname')?.meta_data?.statistics,
  );
  expect(bounds.map((bound) => [bound?.min_value, bound?.max_value])).toEqual([
    ['Décrire', '列出'],
    ['Décrire', '列出'],
  ]);
});
