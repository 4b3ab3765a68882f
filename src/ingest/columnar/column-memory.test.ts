import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { ColumnMemory } from './column-memory.ts';

let memory: ColumnMemory;
beforeAll(async () => {
  memory = await ColumnMemory.open();
});

const NOWHERE = { account: null, partition: null };

/** How many records the fast way takes; null when it leaves the text to the slower one. */
function rowsOf(text: string | Uint8Array): number | null {
  const bytes = Buffer.from(text as string);
  memory.clear();
  memory.input(bytes.length).set(bytes);
  return memory.readRecords(bytes.length, 'a.json', NOWHERE)?.rows ?? null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const record = '{"eventID":"a","eventTime":"2026-01-07T02:25:18Z"}';

test('takes what CloudTrail delivers, in whatever spacing', () => {
  expect(rowsOf(`{"Records":[${record},${record}]}`)).toBe(2);
  expect(rowsOf(`\ufeff \n{ "Records" :\t[ ${record} ,\r\n${record} ] , "other": [1, {"a": null}] } `)).toBe(2);
  expect(rowsOf('{"Records":[]}')).toBe(0);
});

test.each([
  ['another form of a log', `[${record}]`],
  ['one record', record],
  ['lines', `${record}\n${record}`],
  ['a wrapper', `{"Events":[${record}]}`],
  ['a record that is none', `{"Records":[${record},1]}`],
  ['a record without id', '{"Records":[{"eventTime":"2026-01-07T02:25:18Z"}]}'],
  ['an id that is no text', '{"Records":[{"eventID":1,"eventTime":"2026-01-07T02:25:18Z"}]}'],
  ['an empty id', '{"Records":[{"eventID":"","eventTime":"2026-01-07T02:25:18Z"}]}'],
  ['a record without time', '{"Records":[{"eventID":"a"}]}'],
  ['a time in another form', '{"Records":[{"eventID":"a","eventTime":"Jul 29, 2021 1:10:42 PM"}]}'],
  ['a day that does not exist', '{"Records":[{"eventID":"a","eventTime":"2026-02-29T02:25:18Z"}]}'],
  ['an Insight', '{"Records":[{"eventID":"a","eventTime":"2026-01-07T02:25:18Z","eventType":"AwsCloudTrailInsight"}]}'],
  ['an aggregate', '{"Records":[{"eventID":"a","eventTime":"2026-01-07T02:25:18Z","eventCategory":"Aggregated"}]}'],
  ['two lists of records', `{"Records":[${record}],"Records":[]}`],
  ['two ids in one record', '{"Records":[{"eventID":"a","eventID":"b","eventTime":"2026-01-07T02:25:18Z"}]}'],
  ['an escape in a name', '{"Records":[{"event\\u0049D":"a","eventTime":"2026-01-07T02:25:18Z"}]}'],
  ['a name in other letters in a structure', '{"Records":[{"eventID":"a","eventTime":"2026-01-07T02:25:18Z","userIdentity":{"ARN":"x"}}]}'],
  ['deep nesting', `{"Records":[],"a":${'['.repeat(2002)}${']'.repeat(2002)}}`],
])('leaves %s to the slower way, and keeps no row of it', (_, text) => {
  expect(rowsOf(text)).toBeNull();
  expect(memory.rows).toBe(0);
});

test('knows the days of the months', () => {
  const of = (day: string) => rowsOf(`{"Records":[{"eventID":"a","eventTime":"${day}T23:59:59Z"}]}`);
  for (const day of ['2024-02-29', '2026-01-31', '2026-04-30', '2026-12-31']) expect([day, of(day)]).toEqual([day, 1]);
  for (const day of ['2023-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-01', '2026-01-00']) expect([day, of(day)]).toEqual([day, null]);
});

/** A text that was JSON until single characters were put in, taken out, or replaced. */
const mutated = fc
  .tuple(
    fc.json({ maxDepth: 4, stringUnit: 'binary' }),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom(...'{}[]",:\\/0123456789.eE+-truefalsn \t\n\u0001\u007fé😀')), { maxLength: 3 }),
  )
  .map(([json, changes]) =>
    changes.reduce((text, [at, kind, character]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + (kind === 0 ? '' : character) + text.slice(kind === 2 ? place : place + 1);
    }, json),
  );

test('has the grammar of JSON.parse', () => {
  fc.assert(
    fc.property(mutated, (value) => {
      const text = `{"Records":[],"a":${value}}`;
      const bytes = Buffer.from(text);
      // A half surrogate pair is no text; as bytes it is another one.
      fc.pre(bytes.toString() === text && isUtf8(bytes));
      // Two lists of records, or a name with an escape beside them, are left to the slower way.
      fc.pre(!/"(Records|eventID|[^"]*\\[^"]*)"\s*:/.test(value));
      expect([value, rowsOf(text)]).toEqual([value, isJson(text) ? 0 : null]);
    }),
    { numRuns: 3000 },
  );
});
