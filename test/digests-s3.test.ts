import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readLogValidation } from '../src/lake/digest-ledger.ts';
import { simulate } from '../src/simulate/simulate.ts';
import { stubAwsEnvironment } from './support/aws-environment.ts';
import { commandLine } from './support/command-line.ts';
import { type FakeS3, startFakeS3 } from './support/fake-s3.ts';

/* A trail in its bucket: signatures are metadata of the digests there, and every object is fetched over the network. What is expected is counted in the files. */
const folder = mkdtempSync(join(tmpdir(), 'keytrail-digests-s3-'));
const trail = join(folder, 'trail');
let s3: FakeS3;
let named: string[];

beforeAll(async () => {
  await simulate({ scenario: 'iam-credential-exposure', seed: 1, events: 300, days: 2, out: trail });
  s3 = await startFakeS3();
  const objects = new Map<string, Uint8Array>();
  const logs = join(trail, 'logs');
  for (const path of readdirSync(logs, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.json.gz')) objects.set(path, readFileSync(join(logs, path)));
    if (path.endsWith('.meta.json'))
      s3.metadata.set(`trail/${path.slice(0, -'.meta.json'.length)}`, JSON.parse(readFileSync(join(logs, path), 'utf8')));
  }
  s3.buckets.set('trail', objects);
  const digests = [...objects].filter(([key]) => key.includes('CloudTrail-Digest'));
  named = digests.flatMap(([, bytes]) => JSON.parse(gunzipSync(bytes).toString()).logFiles.map(({ s3Object }: { s3Object: string }) => s3Object));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await s3.close();
});
beforeEach(() => {
  stubAwsEnvironment();
  s3.calls.length = 0;
});

async function keytrail(...argv: readonly string[]) {
  const { code, out, err } = await commandLine().keytrail(...argv, '--endpoint-url', s3.url, '--format', 'json');
  return { code, document: JSON.parse(out), err };
}

const validate = () => keytrail('validate-logs', 's3://trail/AWSLogs/', '--public-keys', join(trail, 'public-keys.json'));
const timesFetched = (key: string): number => s3.calls.filter((call) => call === `get trail ${key}`).length;

test('validate-logs checks a trail in its bucket, the newest digest by the signature in its metadata, and fetches each object once', async () => {
  const { code, document } = await validate();
  expect(code).toBe(0);
  expect(named.length).toBeGreaterThan(5);
  expect(document).toMatchObject({
    verdict: 'intact',
    digests: { invalid: 0, unverified: 0, missing: 0 },
    logFiles: { valid: named.length, missing: 0 },
  });
  const gets = s3.calls.filter((call) => call.startsWith('get '));
  expect(gets).toHaveLength(new Set(gets).size);
});

test('validate-logs names an object that was changed in the bucket, and one that was deleted', async () => {
  const objects = s3.buckets.get('trail') as Map<string, Uint8Array>;
  const [changed = '', deleted = ''] = named;
  const before = new Map(objects);
  objects.set(
    changed,
    gzipSync(
      gunzipSync(objects.get(changed) as Uint8Array)
        .toString()
        .replace('"eventVersion"', '"eventversion"'),
    ),
  );
  objects.delete(deleted);
  const { code, document } = await validate();
  s3.buckets.set('trail', before);
  expect(code).toBe(1);
  expect(
    document.problems.map(({ kind, file }: { kind: string; file: string }) => [kind, file.includes(kind === 'log-missing' ? deleted : changed)]),
  ).toEqual([
    ['log-invalid', true],
    ['log-missing', true],
  ]);
});

test('collect fetches a digest, and a log file that one names, once, to load it and to check it', async () => {
  const lake = join(folder, 'lake');
  const { code } = await keytrail('collect', 's3://trail/AWSLogs/', join(trail, 'public-keys.json'), '--lake', lake);
  expect(code).toBe(0);
  expect(await readLogValidation(lake)).toMatchObject({ verdict: 'intact', logFiles: { valid: named.length, invalid: 0, missing: 0 } });
  const digests = [...(s3.buckets.get('trail')?.keys() ?? [])].filter((key) => key.includes('CloudTrail-Digest'));
  expect(digests.length).toBeGreaterThan(5);
  for (const keys of [named, digests]) expect(keys.map(timesFetched)).toEqual(keys.map(() => 1));
});
