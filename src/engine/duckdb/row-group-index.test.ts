import { createHash } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexedColumns } from '../../core/indexed-columns.ts';
import { readRowGroups, rowGroupBlock } from './row-group-index.ts';
import { textHash } from './text-hash.ts';

const hashesOf = (texts: readonly string[]): number[] => texts.map((text) => textHash(Buffer.from(text)));

async function written(blocks: readonly Uint8Array[], events = 'a.parquet') {
  const path = join(await mkdtemp(join(tmpdir(), 'keytrail-')), 'a.index');
  const bytes = Buffer.concat(blocks);
  await writeFile(path, bytes);
  return { path, events, sha256: createHash('sha256').update(bytes).digest('hex') };
}

test.each([
  // Source: test vectors of the FNV specification.
  ['', 0x811c9dc5],
  ['a', 0xe40c292c],
  ['foobar', 0xbf9cf968],
])('the hash of "%s" is that of FNV-1a', (text, hash) => {
  expect(textHash(Buffer.from(text))).toBe(hash);
});

test('every row group that has a text is found, whatever the texts', async () => {
  const texts = fc.array(fc.string({ unit: 'binary', maxLength: 8 }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(texts, { minLength: 1, maxLength: 6 }), async (rowGroups) => {
      const file = await written(rowGroups.map((own, rowGroup) => rowGroupBlock(rowGroup, 1, hashesOf(own))));
      const { count, holding } = await readRowGroups([file]);
      expect(count).toBe(rowGroups.length);
      for (const text of rowGroups.flat()) {
        const holders = holding('sourceipaddress', [text]) ?? new Set();
        rowGroups.forEach((own, rowGroup) => {
          if (own.includes(text)) expect(holders).toContain(rowGroup);
        });
      }
    }),
    { numRuns: 60 },
  );
});

test('row groups of several files are told apart by column; of other columns nothing is known', async () => {
  const [first, second] = [indexedColumns.indexOf('eventname'), indexedColumns.indexOf('useridentity.arn')];
  const files = [
    await written([rowGroupBlock(4096, first, hashesOf(['GetUser', 'Décrire'])), rowGroupBlock(4096, second, hashesOf(['x']))]),
    await written([rowGroupBlock(8192, first, hashesOf(['GetUser'])), rowGroupBlock(8193, first, hashesOf([]))]),
  ];
  const { holding, count } = await readRowGroups(files);
  expect(count).toBe(3);
  expect(holding('eventname', ['GetUser'])).toEqual(new Set([4096, 8192]));
  expect(holding('eventname', ['Décrire', 'x'])).toEqual(new Set([4096]));
  expect(holding('useridentity.arn', ['x', 'GetUser'])).toEqual(new Set([4096]));
  expect(holding('useridentity.arn', ['y'])).toEqual(new Set());
  expect(holding('errorcode', ['x'])).toBeNull();
});

test('row groups lead to their files, by a number that came round again to both', async () => {
  const files = [
    await written([rowGroupBlock(1, 0, []), rowGroupBlock(2, 0, [])], 'a.parquet'),
    await written([rowGroupBlock(3, 0, []), rowGroupBlock(2, 0, [])], 'b.parquet'),
    await written([rowGroupBlock(4, 0, [])], 'c.parquet'),
  ];
  const { filesOf } = await readRowGroups(files);
  expect(filesOf(new Set([1]))).toEqual(['a.parquet']);
  expect(filesOf(new Set([2]))).toEqual(['a.parquet', 'b.parquet']);
  expect(filesOf(new Set([1, 3, 4]))).toBeNull();
});

test('an index that is not what was written is refused: it would hide events', async () => {
  const file = await written([rowGroupBlock(1, 0, hashesOf(['GetUser']))]);
  await writeFile(file.path, rowGroupBlock(1, 0, hashesOf(['GetRole'])));
  await expect(readRowGroups([file])).rejects.toMatchObject({ code: 'KT_LAKE_DAMAGED', hint: expect.stringContaining('--lake') });
});
