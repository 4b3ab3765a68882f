import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from './support/command-line.ts';

/*
 * `validate-logs` on a simulated trail: 72 hourly digests (two days before the attack and one after), with logs of the home region in them. What must be
 * found follows from what the test did to the files.
 */
const folder = mkdtempSync(join(tmpdir(), 'keytrail-digests-'));
const clean = join(folder, 'clean');

const { keytrail } = commandLine();

async function validated(source: string, ...flags: readonly string[]) {
  const { code, out } = await keytrail('validate-logs', source, '--format', 'json', ...flags);
  return { code, document: JSON.parse(out) };
}

/** A copy of the trail that the test may change. */
function copy(name: string) {
  const root = join(folder, name);
  cpSync(clean, root, { recursive: true });
  const files = readdirSync(join(root, 'logs'), { recursive: true, encoding: 'utf8' }).map((path) => join(root, 'logs', path));
  const digests = files.filter((path) => path.includes('CloudTrail-Digest') && path.endsWith('.json.gz')).sort();
  const digestAt = (index: number): string => digests.at(index) ?? '';
  const full = digests.findIndex((path, index) => index > 10 && read(path).logFiles.length > 0);
  const log = join(root, 'logs', read(digestAt(full)).logFiles[0]?.s3Object ?? '');
  return { root, digestAt, full, log };
}

interface DigestText {
  readonly digestEndTime: string;
  readonly digestS3Bucket: string;
  readonly digestS3Object: string;
  readonly previousDigestSignature: string;
  readonly digestStartTime: string;
  readonly logFiles: readonly { readonly s3Object: string }[];
}
const read = (path: string): DigestText => JSON.parse(gunzipSync(readFileSync(path)).toString());

beforeAll(async () => {
  expect((await keytrail('simulate', 'iam-credential-exposure', '--events', '600', '--days', '5', '--out', clean)).code).toBe(0);
}, 60_000);

describe('a simulated trail', () => {
  test('is intact: every digest is valid, and every log file that one names', async () => {
    const { code, document } = await validated(clean);
    expect(code).toBe(0);
    const { root, digestAt } = copy('read');
    const named = Array.from({ length: 72 }, (_, index) => read(digestAt(index)).logFiles.length).reduce((sum, files) => sum + files, 0);
    expect(named).toBeGreaterThan(5);
    expect(document).toMatchObject({
      schema: 'keytrail.log-validation/1',
      verdict: 'intact',
      publicKeys: 1,
      digests: { valid: 72, invalid: 0, unverified: 0, missing: 0 },
      logFiles: { valid: named, invalid: 0, missing: 0 },
      problems: [],
      moved: [],
    });
    expect(document.chains).toHaveLength(1);
    rmSync(root, { recursive: true });
  });

  test('is told in a sentence first; keys that lay beside the logs are told of', async () => {
    const { out, err } = await keytrail('validate-logs', clean, '--format', 'table');
    expect(out).toMatch(/^Intact: \d+ of \d+ log files proved unchanged/);
    expect(err).toContain('the public keys lay beside the logs');
    const given = await keytrail('validate-logs', join(clean, 'logs'), '--public-keys', join(clean, 'public-keys.json'), '--format', 'table');
    expect(given).toMatchObject({ code: 0, out });
    expect(given.err).not.toContain('beside the logs');
  });

  test('one byte changed', async () => {
    const { root, log } = copy('byte');
    const bytes = gunzipSync(readFileSync(log));
    bytes[bytes.length - 3] = (bytes.at(-3) ?? 0) ^ 1;
    writeFileSync(log, gzipSync(bytes));
    expect(await validated(root)).toMatchObject({
      code: 1,
      document: { verdict: 'tampered', problems: [{ kind: 'log-invalid', file: log, why: 'its content is not what its digest recorded' }] },
    });
  });

  test('one log file compressed anew is the same file', async () => {
    const { root, log } = copy('level');
    writeFileSync(log, gzipSync(gunzipSync(readFileSync(log)), { level: 1 }));
    expect((await validated(root)).code).toBe(0);
  });

  test('one log file cut off', async () => {
    const { root, log } = copy('cut');
    writeFileSync(log, readFileSync(log).subarray(0, -20));
    expect((await validated(root)).document.problems).toMatchObject([{ kind: 'log-invalid', file: log, why: 'gzip data ends too early' }]);
  });

  test('one log file deleted', async () => {
    const { root, log } = copy('log');
    rmSync(log);
    const { code, document } = await validated(root);
    expect(code).toBe(1);
    expect(document.problems).toMatchObject([{ kind: 'log-missing', file: expect.stringContaining(basename(log)) }]);
    expect(document.problems[0].from).toMatch(/^2026-01-0\dT/);
  });

  test('one digest deleted: the chain is cut there, and what it named has no proof', async () => {
    const { root, digestAt, full, log } = copy('digest');
    const { digestStartTime, digestEndTime } = read(digestAt(full));
    rmSync(digestAt(full));
    const { code, document } = await validated(root);
    expect(code).toBe(1);
    expect(document.problems).toMatchObject([{ kind: 'digest-missing', from: digestStartTime, to: digestEndTime }]);
    expect(document.unverified).toContainEqual(expect.objectContaining({ file: log, why: 'it was delivered in a gap between digests' }));
  });

  test('one digest signed anew with another key, log file and signature to match', async () => {
    const { root, digestAt, full, log } = copy('resigned');
    const forgedLog = '{"Records":[]}';
    writeFileSync(log, gzipSync(forgedLog));
    const path = digestAt(full);
    const digest = read(path);
    const text = JSON.stringify({
      ...digest,
      logFiles: digest.logFiles.map((file, index) =>
        index === 0 ? { ...file, hashValue: createHash('sha256').update(forgedLog).digest('hex') } : file,
      ),
    });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const lines = [digest.digestEndTime, `${digest.digestS3Bucket}/${digest.digestS3Object}`, createHash('sha256').update(text).digest('hex')];
    const signature = createSign('sha256')
      .update([...lines, digest.previousDigestSignature].join('\n'))
      .sign(privateKey, 'hex');
    writeFileSync(path, gzipSync(text));
    writeFileSync(`${path}.meta.json`, JSON.stringify({ signature, 'signature-algorithm': 'SHA256withRSA' }));
    const { code, document } = await validated(root);
    expect(code).toBe(1);
    expect(document.problems).toMatchObject([{ kind: 'digest-invalid', file: path }]);
    expect(document.unverified).toContainEqual(
      expect.objectContaining({ file: log, why: expect.stringMatching(/^the digest that names it is invalid/) }),
    );
  });

  test('a log file that was slipped in, and one that was moved', async () => {
    const { root, log } = copy('planted');
    const planted = log.replace(/_\w{16}\.json\.gz$/, '_PLANTEDPLANTED01.json.gz');
    writeFileSync(planted, gzipSync('{"Records":[]}'));
    const moved = join(root, basename(log));
    renameSync(log, moved);
    const { document } = await validated(root);
    expect(document.unverified).toContainEqual(
      expect.objectContaining({ file: planted, why: 'no digest names it, though digests cover the time of its delivery' }),
    );
    expect(document).toMatchObject({ verdict: 'intact', logFiles: { missing: 0 } });
  });

  test('a digest of BOM and text is not the digest that was signed', async () => {
    const { root, digestAt } = copy('bom');
    const path = digestAt(20);
    writeFileSync(path, gzipSync(Buffer.concat([Buffer.from('\ufeff'), gunzipSync(readFileSync(path))])));
    expect((await validated(root)).document.problems).toMatchObject([{ kind: 'digest-invalid', file: path }]);
  });
});

describe('what cannot be used', () => {
  test('logs without digests prove nothing, and without keys no digest does', async () => {
    const { root } = copy('bare');
    rmSync(join(root, 'public-keys.json'));
    expect(await validated(root)).toMatchObject({
      code: 1,
      document: { verdict: 'unverified', problems: [], digests: { valid: 0, unverified: 72 } },
    });
    rmSync(join(root, 'logs', 'AWSLogs', '111122223333', 'CloudTrail-Digest'), { recursive: true });
    expect(await keytrail('validate-logs', root)).toMatchObject({ code: 3, err: expect.stringContaining('no digest file in') });
  });

  test('a file that holds no public keys is refused; one that lies in the source is told of', async () => {
    const { root } = copy('keys');
    const file = join(root, 'public-keys.json');
    writeFileSync(file, '{"PublicKeyList":[{"Value":1}]}');
    expect(await keytrail('validate-logs', root, '--public-keys', file)).toMatchObject({ code: 3, err: expect.stringContaining('list-public-keys') });
    expect((await validated(root)).document.unreadable).toEqual([{ file, why: 'it holds no list of public keys' }]);
  });
});
