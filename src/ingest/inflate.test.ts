import { createHash } from 'node:crypto';
import { mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { KeytrailError } from '../core/errors.ts';
import { FileUnreadable } from './found-file.ts';
import { readText } from './inflate.ts';

async function read(bytes: Buffer) {
  const path = join(await mkdtemp(join(tmpdir(), 'keytrail-')), 'log.json.gz');
  await writeFile(path, bytes);
  return readText({ path, size: (await stat(path)).size });
}

test('gives the text of plain and of packed files, several gzip members too, without a byte order mark', async () => {
  expect(await read(Buffer.from('{"a":"ü"}'))).toMatchObject({ kind: 'text', text: '{"a":"ü"}' });
  expect(await read(gzipSync('\ufeff{"a":1}'))).toMatchObject({ kind: 'text', text: '{"a":1}' });
  expect(await read(Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}\n')]))).toMatchObject({ text: '{"a":1}\n{"b":2}\n' });
});

test('identifies a file by its bytes on disk', async () => {
  const bytes = gzipSync('[]');
  expect(await read(bytes)).toMatchObject({ sha256: createHash('sha256').update(bytes).digest('hex') });
});

test('refuses a wrong checksum, an early end, and bytes that are no text, each by its reason', async () => {
  const packed = gzipSync('{"Records":[]}');
  const wrong = Buffer.from(packed);
  wrong[wrong.length - 8] = (wrong[wrong.length - 8] as number) ^ 0xff;
  expect(await read(wrong)).toMatchObject({ kind: 'unreadable', why: 'damaged gzip data (incorrect data check)' });
  expect(await read(packed.subarray(0, packed.length - 12))).toMatchObject({ kind: 'unreadable', why: 'gzip data ends too early' });
  expect(await read(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))).toMatchObject({ kind: 'unreadable', why: 'not UTF-8 text' });
});

test('refuses a bomb before it fills the memory', async () => {
  const member = gzipSync(Buffer.alloc(1024 * 1024, ' '));
  const bomb = Buffer.concat(Array.from({ length: 257 }, () => member));
  expect(await read(bomb)).toMatchObject({ kind: 'unreadable', why: 'what it inflates to is larger than the limit of 256 MiB (--max-file-size)' });
});

test('says why a file cannot be had', async () => {
  expect(await readText({ path: '/nowhere/at/all.json', size: 1 })).toMatchObject({ kind: 'unreadable', why: 'it is not there any more' });
  expect(await readText({ path: '/never/opened', size: 300 * 1024 * 1024 })).toMatchObject({
    why: 'the file is larger than the limit of 256 MiB (--max-file-size)',
  });
});

test('takes the bytes of a file that lies elsewhere from there, and tells why one cannot be had', async () => {
  const elsewhere = (read: () => Promise<Uint8Array>) => readText({ path: 's3://logs/a.json.gz', size: 1, read });
  expect(await elsewhere(async () => gzipSync('[]'))).toMatchObject({ kind: 'text', text: '[]' });
  expect(await elsewhere(() => Promise.reject(new FileUnreadable('archived in Glacier')))).toEqual({
    kind: 'unreadable',
    why: 'archived in Glacier',
  });
  const over = new KeytrailError('KT_REMOTE_REFUSED', 'the credentials have expired.');
  await expect(elsewhere(() => Promise.reject(over))).rejects.toBe(over);
});
