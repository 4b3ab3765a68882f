import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from '../../test/support/aws-environment.ts';
import { type FakeS3, type Fault, startFakeS3 } from '../../test/support/fake-s3.ts';
import { KeytrailError } from '../core/errors.ts';
import type { ObjectStore } from '../ingest/object-store.ts';
import { openS3 } from './s3-store.ts';

let s3: FakeS3;
let store: ObjectStore;

beforeEach(async () => {
  stubAwsEnvironment();
  s3 = await startFakeS3(2);
  store = await openS3({ endpointUrl: s3.url });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await s3.close();
});

function put(...keys: readonly string[]): void {
  s3.buckets.set('logs', new Map(keys.map((key) => [key, gzipSync(key)])));
}

async function list(prefix: string, depth: 'one-level' | 'all-levels', bucket = 'logs') {
  const found = { keys: [] as string[], prefixes: [] as string[] };
  for await (const page of store.list(bucket, prefix, depth)) {
    found.keys.push(...page.objects.map(({ key }) => key));
    found.prefixes.push(...page.prefixes);
  }
  return found;
}

async function object(key: string) {
  for await (const { objects } of store.list('logs', key, 'all-levels')) return objects[0] as (typeof objects)[number];
  throw new Error('not listed');
}

test('lists page by page, all levels or one, keys that XML cannot hold among them', async () => {
  put('a/1.json', 'a/2.json', 'a/b/3 ü+\u0001.json', 'a/c/4.json', 'z.json');
  expect(await list('a/', 'all-levels')).toEqual({ keys: ['a/1.json', 'a/2.json', 'a/b/3 ü+\u0001.json', 'a/c/4.json'], prefixes: [] });
  expect(await list('a/', 'one-level')).toEqual({ keys: ['a/1.json', 'a/2.json'], prefixes: ['a/b/', 'a/c/'] });
  expect(await list('nowhere/', 'one-level')).toEqual({ keys: [], prefixes: [] });
});

describe('reading', () => {
  beforeEach(() => put('a b+ü.json.gz'));

  test('gives the bytes as they are stored', async () => {
    const reading = await store.read('logs', await object('a b'));
    expect(reading).toEqual({ kind: 'bytes', bytes: new Uint8Array(gzipSync('a b+ü.json.gz')), metadata: {} });
  });

  test.each([
    ['throttled', { status: 503, code: 'SlowDown' }],
    ['refused by a server that fails', { status: 500, code: 'InternalError' }],
    ['cut off in the middle of the bytes', { status: 200, code: '', breaksOff: true }],
  ] satisfies [string, Fault][])('goes on when it is %s', async (_, fault) => {
    const listed = await object('a b');
    let faults = 2;
    s3.fault = (call) => (call.startsWith('get') && faults-- > 0 ? fault : null);
    expect(await store.read('logs', listed)).toMatchObject({ kind: 'bytes' });
    expect(s3.calls.filter((call) => call.startsWith('get'))).toHaveLength(3);
  });

  test.each([
    [
      { status: 403, code: 'AccessDenied' },
      { why: 'access denied (s3:GetObject)', denied: true },
    ],
    [
      { status: 403, code: 'AccessDenied', message: 'not authorized to perform: kms:Decrypt on this resource' },
      { why: 'access denied (kms:Decrypt on its key)', denied: true },
    ],
    [
      { status: 403, code: 'InvalidObjectState' },
      { why: 'archived in Glacier: restore it first', denied: false },
    ],
    [
      { status: 400, code: 'KMS.DisabledException' },
      { why: 'its key in KMS cannot be used (KMS.DisabledException)', denied: false },
    ],
  ] satisfies [Fault, object][])('of one object that answers %j is its own matter', async (fault, expected) => {
    const listed = await object('a b');
    s3.fault = () => fault;
    expect(await store.read('logs', listed)).toEqual({ kind: 'unreadable', ...expected });
  });

  test('sees an object that was replaced or deleted after the listing', async () => {
    const listed = await object('a b');
    s3.buckets.get('logs')?.set(listed.key, gzipSync('another'));
    expect(await store.read('logs', listed)).toMatchObject({ why: 'it changed after it was listed' });
    s3.buckets.get('logs')?.delete(listed.key);
    expect(await store.read('logs', listed)).toMatchObject({ why: 'it is not there any more' });
  });
});

describe('a refusal is one sentence and the next step', () => {
  test.each([
    [{ status: 403, code: 'AccessDenied' }, 'AWS denies s3:ListBucket on s3://logs.', /Allow s3:ListBucket/],
    [{ status: 404, code: 'NoSuchBucket' }, 'there is no bucket s3://logs.', /Check its name/],
    [{ status: 400, code: 'ExpiredToken' }, 'the AWS credentials have expired.', /aws sso login/],
    [{ status: 403, code: 'InvalidAccessKeyId' }, 'AWS does not accept the credentials (InvalidAccessKeyId).', /--profile/],
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 'AWS does not accept the credentials (SignatureDoesNotMatch).', /--profile/],
    [{ status: 400, code: 'InvalidRequest' }, 'AWS refuses s3:ListBucket on s3://logs (InvalidRequest, HTTP 400).', /again/],
  ] satisfies [Fault, string, RegExp][])('%j', async (fault, message, hint) => {
    s3.fault = () => fault;
    await expect(list('', 'all-levels')).rejects.toMatchObject({ code: 'KT_REMOTE_REFUSED', message, hint: expect.stringMatching(hint) });
  });

  test('of a bucket in another region, whose name it gives', async () => {
    put('1.json');
    s3.fault = () => ({ status: 301, code: 'PermanentRedirect', headers: { 'x-amz-bucket-region': 'eu-west-1' } });
    await expect(list('', 'all-levels')).rejects.toMatchObject({
      message: 's3://logs lies in eu-west-1.',
      hint: 'Name its region: --region eu-west-1.',
    });
  });

  test('of an endpoint that is not there', async () => {
    await s3.close();
    await expect(list('', 'all-levels')).rejects.toMatchObject({
      code: 'KT_REMOTE_UNREACHABLE',
      message: 's3://logs cannot be reached (ECONNREFUSED).',
    });
  }, 60_000);

  test('of credentials that are missing', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    store = await openS3({ endpointUrl: s3.url });
    const failure = await list('', 'all-levels').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(KeytrailError);
    expect(failure).toMatchObject({ code: 'KT_REMOTE_REFUSED', message: 'there are no AWS credentials here.' });
  });
});
