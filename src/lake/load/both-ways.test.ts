import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columns, type StructType } from '../../core/cloudtrail-table.ts';
import { FILE_COLUMN } from '../../core/indexed-columns.ts';
import { secretMembers } from '../../core/secrets.ts';
import { openTrustedSql } from '../../engine/duckdb/open-trusted-sql.ts';
import { ColumnMemory } from '../../ingest/columnar/column-memory.ts';
import { parseLogKey } from '../../ingest/log-key.ts';
import { readLog } from '../../ingest/read-log.ts';
import { ParquetWriter } from '../parquet/parquet-writer.ts';
import { viewStatement } from '../table-layout.ts';

const PATH = '/logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/01/07/111122223333_CloudTrail_us-east-1_20260107T0230Z_abc.json.gz';

const space = fc.constantFrom('', '', '', ' ', '\n\t ');
const string = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '"x"',
    '"\\u003c\\/\\n\\ud800"',
    '"\\ud83d\\ude00"',
    '"\\u0000"',
    '""',
    '"00000000-0000-4000-8000-00000000000a"',
    '"00000000-0000-4000-8000-00000000000A"',
  ),
);
const scalar = fc.oneof(string, fc.constantFrom('null', 'true', 'false', '0', '-0', '1E5', '1e400', '12345678901234567890'));
const secret = fc.constantFrom(...secretMembers, 'SESSIONTOKEN', 'Password', 'pass\\u0077ord', 'notSecret', 'tokens');

/** An object with the given names in whatever order and spacing, some of them twice. */
const objectOf = (names: fc.Arbitrary<string>, value: fc.Arbitrary<string>, maxLength = 6): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(names, value, space), { maxLength })
    .map((members) => `{${members.map(([name, text, gap]) => `${gap}"${name}"${gap}:${gap}${text}${gap}`).join(',')}}`);

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    objectOf(fc.oneof(secret, fc.constantFrom('a', 'b', 'tags')), tie('value') as fc.Arbitrary<string>, 4),
    fc.array(tie('value') as fc.Arbitrary<string>, { maxLength: 3 }).map((elements) => `[ ${elements.join(' ,')}]`),
  ),
}));

function structure({ struct }: StructType): fc.Arbitrary<string> {
  const members = Object.entries(struct).map(([name, type]) =>
    fc.tuple(fc.constantFrom(name, name, name, name, name.toUpperCase()), typeof type === 'object' && 'struct' in type ? structure(type) : value),
  );
  const known = fc.subarray(members).chain((chosen) => fc.tuple(...chosen));
  return fc.oneof(
    { weight: 9, arbitrary: known.map((chosen) => `{${chosen.map(([name, text]) => `"${name}":${text}`).join(', ')}}`) },
    { weight: 1, arbitrary: value },
  );
}

const resources = fc.oneof(
  fc
    .array(fc.oneof(objectOf(fc.constantFrom('ARN', 'arn', 'accountId', 'type', 'other'), scalar, 4), scalar), { maxLength: 3 })
    .map((all) => `[${all.join(',')}]`),
  value,
);

const members = columns
  .filter(({ member }) => !['eventID', 'eventTime'].includes(member))
  .map(({ member, type }) => {
    const text = type === 'string' ? value : 'array' in type ? resources : structure(type);
    return text.map((written) => `"${member}":${written}`);
  });
const record = fc.subarray(members, { maxLength: 12 }).chain((chosen) => fc.tuple(...chosen));

/** Rows of the table, as DuckDB reads them from the file that the memory is written to. */
async function rowsOf(memory: ColumnMemory, file: string, chosen = `* EXCLUDE (${FILE_COLUMN})`) {
  const writer = new ParquetWriter(file, memory, { part: 1, onColumn: () => {} });
  await writer.writeRowGroup();
  writer.finish();
  const sql = await openTrustedSql({ temporaryDirectory: tmpdir() });
  try {
    return (await sql.run(`SELECT ${chosen} FROM (${viewStatement([file])}) ORDER BY eventid`)).rows;
  } finally {
    sql.close();
  }
}

function addFast(memory: ColumnMemory, text: string): boolean {
  const bytes = Buffer.from(`{"Records":[${text}]}`);
  memory.input(bytes.length).set(bytes);
  return memory.readRecords(bytes.length, PATH, parseLogKey(PATH)) !== null;
}

function addSlowly(memory: ColumnMemory, text: string): void {
  const rows: string[] = [];
  readLog(text, PATH, (row) => rows.push(row.json));
  const bytes = Buffer.from(`{"Records":[${rows.join(',')}]}`);
  memory.input(bytes.length).set(bytes);
  memory.addRows(
    bytes.length,
    PATH,
    rows.map(() => 0),
  );
}

test('what the fast way takes, it reads as the slower way does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const [fast, slow] = [await ColumnMemory.open(), await ColumnMemory.open()];
  let run = 0;
  let taken = 0;
  let drawn = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 150, maxLength: 250 }), async (records) => {
      run += 1;
      for (const memory of [fast, slow]) memory.clear();
      records.forEach((chosen, at) => {
        const text = `{"eventID":"${String(at).padStart(4, '0')}","eventTime":"2026-01-07T02:25:18Z"${chosen.map((member) => `, ${member}`).join('')}}`;
        drawn += 1;
        if (!addFast(fast, text)) return;
        taken += 1;
        addSlowly(slow, text);
      });
      expect(await rowsOf(fast, join(folder, `${run}-fast.parquet`))).toEqual(await rowsOf(slow, join(folder, `${run}-slow.parquet`)));
    }),
    { numRuns: 12, endOnFailure: true },
  );
  // Most records of this strange kind, and all of a usual one, are for the fast way.
  expect(taken / drawn).toBeGreaterThan(0.3);
});

const word = fc.constantFrom('a', 'b', 'a text of some length, so that they differ late', 'a text of some length, so that they differ soon');
const some = (names: Readonly<Record<string, fc.Arbitrary<unknown>>>) => fc.record(names, { requiredKeys: [] });
const identity = fc.record(
  {
    type: word,
    arn: word,
    sessionContext: some({
      sessionIssuer: some({ arn: word }),
      sourceIdentity: word,
      attributes: some({ creationDate: word }),
    }),
    userName: word,
  },
  { requiredKeys: ['type'] },
);
const identityMembers = [
  'type',
  'arn',
  'username',
  'sessioncontext.sessionissuer.arn',
  'sessioncontext.sourceidentity',
  'sessioncontext.attributes.creationdate',
];
const identityStructures = ['sessioncontext', 'sessioncontext.sessionissuer', 'sessioncontext.attributes'];

test('a structure that comes again has the same values again, and one that begins like it has its own', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keytrail-'));
  const memory = await ColumnMemory.open();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(fc.tuple(identity, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 12 })
        .chain((pool) => fc.array(fc.constantFrom(...pool), { minLength: 50, maxLength: 100 })),
      async (drawn) => {
        run += 1;
        memory.clear();
        const records = drawn.map(([userIdentity, indent], at) => {
          const eventID = String(at).padStart(4, '0');
          return JSON.stringify({ eventID, userIdentity, eventTime: '2026-01-07T02:25:18Z' }, null, indent);
        });
        // What an earlier row group held counts no more: there its values had other numbers.
        addFast(memory, records.toReversed().join(','));
        memory.clear();
        expect(addFast(memory, records.join(','))).toBe(true);
        const chosen = [
          ...identityMembers.map((path) => `useridentity.${path}`),
          ...identityStructures.map((path) => `useridentity.${path} IS NOT NULL`),
        ];
        const valueAt = (path: string, [userIdentity]: (typeof drawn)[number]) =>
          path
            .split('.')
            .reduce<unknown>(
              (value, name) => new Map(Object.entries(value ?? {}).map(([key, text]) => [key.toLowerCase(), text])).get(name),
              userIdentity,
            );
        const expected = drawn.map((each) => [
          ...identityMembers.map((path) => valueAt(path, each) ?? null),
          ...identityStructures.map((path) => valueAt(path, each) !== undefined),
        ]);
        expect(await rowsOf(memory, join(folder, `${run}.parquet`), chosen.join(', '))).toEqual(expected);
      },
    ),
    { numRuns: 15, endOnFailure: true },
  );
});
