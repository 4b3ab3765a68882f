import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ObjectStore } from '../src/ingest/object-store.ts';
import { collect as collectInto } from '../src/lake/collect.ts';
import { logFileKey } from '../src/trail/trail-key.ts';
import { stubAwsEnvironment } from './support/aws-environment.ts';
import { commandLine } from './support/command-line.ts';
import { type FakeS3, startFakeS3 } from './support/fake-s3.ts';

/* `keytrail collect s3://...` against an S3 on loopback: what it loads, what it asks for, and what it says when it is refused. */

const OBJECTS = 60;
let s3: FakeS3;
let lake: string;

beforeEach(async () => {
  stubAwsEnvironment();
  s3 = await startFakeS3();
  lake = join(mkdtempSync(join(tmpdir(), 'keytrail-s3-')), 'lake');
  const keys = Array.from({ length: OBJECTS }, (_, index) => ({
    id: `e-${index}`,
    key: logFileKey({ accountId: '111122223333', region: 'us-east-1' }, Date.UTC(2026, 0, 7, 2, index), 'AbCdEfGhIjKlMnOp'),
  }));
  s3.buckets.set('trail', new Map(keys.map(({ id, key }) => [key, log(id)])));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await s3.close();
});

const log = (eventID: string) => gzipSync(JSON.stringify({ Records: [{ eventID, eventTime: '2026-01-07T02:25:18Z', eventName: 'ListUsers' }] }));

async function collect(source = 's3://trail/AWSLogs/', ...more: readonly string[]) {
  s3.calls.length = 0;
  const ended = await commandLine().keytrail('collect', source, '--lake', lake, '--endpoint-url', s3.url, ...more);
  return { ...ended, gets: s3.calls.filter((call) => call.startsWith('get')).length };
}

test('collect fetches many objects at a time without a warning of Node', async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error): number => warnings.push(name);
  process.on('warning', note);
  expect((await collect()).code).toBe(0);
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(warnings).not.toContain('MaxListenersExceededWarning');
});

test('collect loads the objects of a bucket once, and reads one again when its ETag is another', async () => {
  const first = await collect();
  expect(first.code).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({ files: OBJECTS, logs: OBJECTS, events: OBJECTS, setAside: [] });
  const second = await collect();
  expect(second.gets).toBe(0);
  expect(JSON.parse(second.out)).toMatchObject({ logs: 0, unchanged: OBJECTS, events: 0 });
  const [key = ''] = s3.buckets.get('trail')?.keys() ?? [];
  // Of the same size, in the same second.
  s3.buckets.get('trail')?.set(key, log('e-Z'));
  const third = await collect();
  expect(third.gets).toBe(1);
  expect(JSON.parse(third.out)).toMatchObject({ logs: 1, events: 1 });
});

test('collect keeps what it has when the credentials expire half way, and the next run goes on from there', async () => {
  const late = new Set([...(s3.buckets.get('trail')?.keys() ?? [])].slice(OBJECTS / 2));
  s3.fault = (call) => (late.has(call.split(' ')[2] ?? '') ? { status: 400, code: 'ExpiredToken' } : null);
  const cut = await collect('s3://trail/', '--format', 'json');
  expect(cut.code).toBe(4);
  expect(JSON.parse(cut.err.trim().split('\n').at(-1) ?? '')).toMatchObject({
    error: { code: 'KT_REMOTE_REFUSED', message: 'the AWS credentials have expired.', hint: expect.stringContaining('aws sso login') },
  });
  s3.fault = () => null;
  const rest = await collect('s3://trail/');
  expect(rest.gets).toBe(OBJECTS / 2);
  expect(JSON.parse(rest.out)).toMatchObject({ unchanged: OBJECTS / 2, events: OBJECTS / 2 });
});

test('collect sets an object aside that it may not read, with the permission that lacks, and asks for it again the next time', async () => {
  const [key = ''] = s3.buckets.get('trail')?.keys() ?? [];
  s3.fault = (call) => (call.endsWith(key) ? { status: 403, code: 'AccessDenied' } : null);
  expect(JSON.parse((await collect()).out)).toMatchObject({
    logs: OBJECTS - 1,
    setAside: [{ file: `s3://trail/${key}`, why: 'access denied (s3:GetObject)' }],
  });
  s3.fault = () => null;
  expect(JSON.parse((await collect()).out)).toMatchObject({ logs: 1, unchanged: OBJECTS - 1, setAside: [] });
});

test('collect exits with 4 and says what to do when the bucket is denied or not there', async () => {
  expect(await collect('s3://other/x')).toMatchObject({ code: 4, out: '', err: expect.stringContaining('there is no bucket s3://other.') });
  s3.fault = () => ({ status: 403, code: 'AccessDenied' });
  expect(await collect()).toMatchObject({ code: 4, err: expect.stringContaining('AWS denies s3:ListBucket on s3://trail. Allow s3:ListBucket') });
});

test('an object that is larger than the limit is set aside before it is fetched', async () => {
  const fetched: string[] = [];
  const store: ObjectStore = {
    async *list() {
      const objects = [
        { key: 'huge.json.gz', size: 300 * 1024 * 1024, modifiedMs: 0, etag: '"1"' },
        { key: 'small.json.gz', size: 100, modifiedMs: 0, etag: '"2"' },
      ];
      yield { objects, prefixes: [] };
    },
    read: async (_, { key }) => {
      fetched.push(key);
      return { kind: 'bytes', bytes: log('e-small') };
    },
  };
  const { setAside, events } = await collectInto(lake, ['s3://trail/'], { discovery: { objectStore: async () => store } });
  expect({ setAside, events, fetched }).toEqual({
    setAside: [{ file: 's3://trail/huge.json.gz', why: 'the file is larger than the limit of 256 MiB (--max-file-size)' }],
    events: 1,
    fetched: ['small.json.gz'],
  });
});
