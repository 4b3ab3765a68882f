import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describePart } from '../describe-part.ts';
import type { ChunkFile } from './file-chunk.ts';
import { FileLoader } from './file-loader.ts';
import { IdTable } from './id-table.ts';

const account = fc.constantFrom('111122223333', '444455556666', 'of nobody', 'ö', '');
const time = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 50 }).map((hours) => new Date(Date.UTC(2026, 0, 7, hours)).toISOString().replace('.000', '')) },
  // Not as CloudTrail writes it: the slower way has these.
  { weight: 1, arbitrary: fc.constantFrom('2026-01-07T02:25:18.123Z', '😀'.repeat(20), '2026', '2026-01-07T0é:00:00Z') },
);
const record = fc.record({
  // Few ids: of two events with one id the second is left out, and may have been the only one of its account.
  eventID: fc.integer({ min: 0, max: 60 }).map((id) => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`),
  eventTime: time,
  eventName: fc.constant('GetUser'),
  recipientAccountId: fc.option(account),
  awsRegion: fc.option(fc.constantFrom('us-east-1', 'eu-west-1', 'cn-north-1')),
  eventCategory: fc.option(fc.constantFrom('Management', 'Data')),
});
const file = fc.tuple(fc.array(record, { maxLength: 30 }), fc.constantFrom(']}', ']', '')).map(([records, end]) => {
  const content = new TextEncoder().encode(`{"Records":[${records.map((each) => JSON.stringify(each)).join(',')}${end}`);
  return { path: 'a.json', size: content.length, content } satisfies ChunkFile;
});

test('a part is, by its writer, what reading its files says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (files) => {
      const work = await mkdtemp(join(tmpdir(), 'keytrail-'));
      const options = { ids: new IdTable(), known: new Set<string>(), maxFileBytes: 1e6, hashesFetched: false };
      const loader = await FileLoader.open({ work, ...options });
      for (const [turn, each] of files.entries()) await loader.load({ turn, part: '000001', files: [each] });
      const part = await loader.closePart();
      if (part !== null) expect(part).toEqual(await describePart(work, '000001', part.events));
    }),
    { numRuns: 25 },
  );
});
