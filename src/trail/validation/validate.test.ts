import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Digest, nextDigest, type SignedDigest } from '../digest.ts';
import { publicKeyEntry, signDigest } from '../digest-signature.ts';
import type { FoundDigest } from './judge-digests.ts';
import { logValidationSchema } from './log-validation.ts';
import { type Evidence, type FoundLog, validate } from './validate.ts';

/*
 * A chain of five hourly digests, 01:00 to 06:00, one log file in each but the third. The signatures are those of `signDigest`, which its own test checks
 * against another verifier. Expected verdicts follow from what was done to the chain.
 */
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const validity = { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' };
const publicKeys = [publicKeyEntry(publicKey, validity)];

const hour = (h: number): string => `2026-01-07T0${h}:00:00Z`;
const digestKey = (h: number, region = 'us-east-1'): string =>
  `AWSLogs/111122223333/CloudTrail-Digest/${region}/2026/01/07/111122223333_CloudTrail-Digest_${region}_t_us-east-1_20260107T0${h}0000Z.json.gz`;
const logKey = (h: number, region = 'us-east-1'): string =>
  `AWSLogs/111122223333/CloudTrail/${region}/2026/01/07/111122223333_CloudTrail_${region}_20260107T0${h}30Z_EXAMPLEEXAMPLE0${h}.json.gz`;
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const file = (key: string): string => `/copy/${key}`;

const named = (h: number, region?: string) => ({
  s3Bucket: 'b',
  s3Object: logKey(h, region),
  hashValue: hashOf(`log ${h}`),
  hashAlgorithm: 'SHA-256',
  newestEventTime: `2026-01-07T0${h}:20:00Z`,
  oldestEventTime: `2026-01-07T0${h}:10:00Z`,
});

function seal(digest: Digest, key: KeyObject = privateKey): SignedDigest {
  const bytes = Buffer.from(JSON.stringify(digest));
  return { digest, bytes, signature: signDigest(digest, bytes, key) };
}

const digestOf = (h: number, previous: SignedDigest | null, region = 'us-east-1', logFiles = h === 3 ? [] : [named(h, region)]): Digest => {
  const facts = {
    accountId: '111122223333',
    start: hour(h),
    end: hour(h + 1),
    bucket: 'b',
    key: digestKey(h + 1, region),
    fingerprint: publicKeys[0]?.Fingerprint ?? '',
  };
  return nextDigest({ ...facts, logFiles }, previous);
};

function chainOf(hours: readonly number[], region?: string): SignedDigest[] {
  const chain: SignedDigest[] = [];
  for (const h of hours) chain.push(seal(digestOf(h, chain.at(-1) ?? null, region)));
  return chain;
}

const found = ({ digest, bytes, signature }: SignedDigest): FoundDigest => ({
  file: file(digest.digestS3Object),
  digest,
  hash: createHash('sha256').update(bytes).digest('hex'),
  signature,
});
const asFound = (digest: FoundDigest) => ({ file: digest.file, content: { kind: 'read' as const, content: digest } });
const log = (h: number, text = `log ${h}`, region?: string): FoundLog => ({
  file: file(logKey(h, region)),
  hash: { kind: 'read', content: hashOf(text) },
});

const chain = chainOf([1, 2, 3, 4, 5]);
const at = (index: number): SignedDigest => chain[index] as SignedDigest;
const logs = [1, 2, 4, 5].map((h) => log(h));
type Changes = Partial<Omit<Evidence, 'digests'>> & { readonly digests?: readonly FoundDigest[]; readonly noDigests?: Evidence['digests'] };
const judged = ({ digests = chain.map(found), noDigests = [], ...changes }: Changes = {}) =>
  validate({ digests: [...digests.map(asFound), ...noDigests], logs, publicKeys, unreadable: [], ...changes });
/** The chain with one digest in place of another; null takes it away. */
const withDigest = (index: number, digest: SignedDigest | null) => ({
  digests: chain.flatMap((one, place) => (place !== index ? [found(one)] : digest === null ? [] : [found(digest)])),
});
const kinds = (changes: Changes) => judged(changes).problems.map(({ kind, file: where }) => [kind, where]);

describe('a chain that nobody touched', () => {
  test('is intact: every digest, and every log file that is named', () => {
    const validation = judged();
    expect(validation).toMatchObject({
      verdict: 'intact',
      digests: { valid: 5, invalid: 0, unverified: 0, missing: 0 },
      logFiles: { valid: 4, invalid: 0, unverified: 0, missing: 0 },
      problems: [],
      moved: [],
    });
    expect(validation.chains).toEqual([
      {
        accountId: '111122223333',
        organizationId: null,
        region: 'us-east-1',
        trail: 't',
        homeRegion: 'us-east-1',
        backfill: false,
        digests: 5,
        from: hour(1),
        to: hour(6),
        predecessor: null,
        gaps: [],
      },
    ]);
    expect(logValidationSchema.parse(validation)).toEqual(validation);
  });

  test('is intact in whatever order its files are found', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: 5 }), fc.shuffledSubarray(logs, { minLength: 4 }), (digests, files) => {
        expect(judged({ digests: digests.map(found), logs: files }).verdict).toBe('intact');
      }),
      { numRuns: 20 },
    );
  });

  test('stands beside that of another region; each is judged by itself', () => {
    const other = chainOf([1, 2], 'eu-west-1');
    const validation = judged({
      digests: [...chain, ...other].map(found),
      logs: [...logs, log(1, 'log 1', 'eu-west-1'), log(2, 'changed', 'eu-west-1')],
    });
    expect(validation.chains.map(({ region, digests }) => [region, digests])).toEqual([
      ['us-east-1', 5],
      ['eu-west-1', 2],
    ]);
    expect(validation.problems.map(({ file: where }) => where)).toEqual([file(logKey(2, 'eu-west-1'))]);
  });
});

describe('tampering', () => {
  test('a changed log file is invalid, with the times of its events', () => {
    expect(judged({ logs: [log(1), log(2, 'log 2 '), log(4), log(5)] }).problems).toEqual([
      {
        kind: 'log-invalid',
        file: file(logKey(2)),
        from: '2026-01-07T02:10:00Z',
        to: '2026-01-07T02:20:00Z',
        why: 'its content is not what its digest recorded',
      },
    ]);
  });

  test('a log file that is damaged is invalid, one that could not be opened is not', () => {
    const hashes = (kind: 'damaged' | 'unreadable') => ({ logs: [{ file: file(logKey(1)), hash: { kind, why: 'w' } }, ...logs.slice(1)] });
    expect(kinds(hashes('damaged'))).toEqual([['log-invalid', file(logKey(1))]]);
    expect(judged(hashes('unreadable'))).toMatchObject({ verdict: 'intact', unverified: [{ kind: 'log', file: file(logKey(1)), why: 'w' }] });
  });

  test('a deleted log file is missing', () => {
    expect(judged({ logs: logs.slice(1) })).toMatchObject({
      verdict: 'tampered',
      logFiles: { valid: 3, missing: 1 },
      problems: [{ kind: 'log-missing', file: `b/${logKey(1)}`, from: '2026-01-07T01:10:00Z', to: '2026-01-07T01:20:00Z' }],
    });
  });

  test('a deleted digest cuts the chain, and its log file has no proof', () => {
    expect(judged(withDigest(1, null))).toMatchObject({
      verdict: 'tampered',
      digests: { valid: 4, missing: 1 },
      problems: [{ kind: 'digest-missing', file: `b/${digestKey(3)}`, from: hour(2), to: hour(3) }],
      unverified: [{ kind: 'log', file: file(logKey(2)), why: 'it was delivered in a gap between digests' }],
    });
  });

  test('several deleted digests in a row are one gap', () => {
    const digests = [0, 4].map((index) => found(at(index)));
    expect(judged({ digests }).chains[0]?.gaps).toEqual([{ kind: 'missing', from: hour(2), to: hour(5), digest: `b/${digestKey(5)}` }]);
  });

  test('a digest that was edited is invalid; what it names is no longer proved, what others name is', () => {
    const edited = { ...at(1).digest, logFiles: [] };
    const bytes = Buffer.from(JSON.stringify(edited));
    const validation = judged(withDigest(1, { digest: edited, bytes, signature: at(1).signature }));
    expect(validation.problems).toMatchObject([
      { kind: 'digest-invalid', file: file(digestKey(3)), why: 'its content is not what the next digest recorded' },
    ]);
    expect(validation.logFiles).toEqual({ valid: 3, invalid: 0, unverified: 1, missing: 0 });
  });

  test('a digest signed with another key is invalid, whether it names that key or not', () => {
    const edited = digestOf(2, at(0), 'us-east-1', []);
    const why = 'its content is not what the next digest recorded';
    const own = { ...edited, digestPublicKeyFingerprint: publicKeyEntry(stranger.publicKey, validity).Fingerprint };
    expect(judged(withDigest(1, seal(edited, stranger.privateKey))).problems).toMatchObject([{ kind: 'digest-invalid', why }]);
    expect(judged(withDigest(1, seal(own, stranger.privateKey))).problems).toMatchObject([{ kind: 'digest-invalid', why }]);
  });

  test('the newest digest signed with another key is invalid; when it names a key that nobody has, nothing is claimed', () => {
    const edited = digestOf(5, at(3), 'us-east-1', []);
    const own = { ...edited, digestPublicKeyFingerprint: 'f00d' };
    expect(judged(withDigest(4, seal(edited, stranger.privateKey))).problems).toMatchObject([
      { kind: 'digest-invalid', why: 'signature verification failed' },
    ]);
    expect(judged(withDigest(4, seal(own, stranger.privateKey)))).toMatchObject({ problems: [], digests: { valid: 4, unverified: 1 } });
  });

  test('a chain that was signed anew from some digest on breaks where it leaves the true one', () => {
    const forged = seal(digestOf(2, at(0), 'us-east-1', []), stranger.privateKey);
    const anew = [forged];
    for (const h of [3, 4, 5]) anew.push(seal(digestOf(h, anew.at(-1) ?? null), stranger.privateKey));
    expect(judged({ digests: [at(0), ...anew].map(found) })).toMatchObject({ verdict: 'tampered', digests: { valid: 1, invalid: 4 } });
  });

  test('a copy of another digest in the place of one hides nothing', () => {
    const replay = { ...found(at(0)), file: file(digestKey(3)) };
    const validation = judged({ digests: chain.map((one, index) => (index === 1 ? replay : found(one))) });
    expect(validation.problems).toMatchObject([{ kind: 'digest-missing', file: `b/${digestKey(3)}` }]);
    expect(validation.moved).toEqual([{ file: file(digestKey(3)), from: `b/${digestKey(2)}` }]);
  });

  test('a file with the name of a digest that is none is invalid', () => {
    const noDigests = [{ file: file(digestKey(3)), content: { kind: 'damaged' as const, why: 'it is no digest of CloudTrail' } }];
    expect(kinds({ ...withDigest(1, null), noDigests })).toContainEqual(['digest-invalid', file(digestKey(3))]);
  });

  test('a log file that was added has no proof, though digests cover its time', () => {
    const added = { file: file(logKey(4).replace('EXAMPLE0', 'PLANTED0')), hash: null };
    expect(judged({ logs: [...logs, added] }).unverified).toEqual([
      { kind: 'log', file: added.file, time: '2026-01-07T04:30:00Z', why: 'no digest names it, though digests cover the time of its delivery' },
    ]);
  });
});

describe('what is no tampering', () => {
  test('without public keys nothing is proved, and nothing is invalid', () => {
    expect(judged({ publicKeys: [] })).toMatchObject({
      verdict: 'unverified',
      problems: [],
      digests: { unverified: 5 },
      logFiles: { unverified: 4 },
    });
  });

  test('yet a log file that is not what even an unverified digest says is invalid', () => {
    expect(judged({ publicKeys: [], logs: [log(1, 'x'), ...logs.slice(1)] })).toMatchObject({
      verdict: 'tampered',
      logFiles: { invalid: 1, unverified: 3 },
    });
  });

  test('signatures that were not kept: each digest but the newest has its own in the next one', () => {
    const digests = chain.map((one) => ({ ...found(one), signature: null }));
    expect(judged({ digests })).toMatchObject({ verdict: 'intact', digests: { valid: 4, unverified: 1 } });
    const withNewest = digests.map((one, index) => (index === 4 ? found(at(4)) : one));
    expect(judged({ digests: withNewest })).toMatchObject({ verdict: 'intact', digests: { valid: 5 } });
  });

  test('a digest whose key nobody has is proved by the hash in the next one, which is proved', () => {
    const foreign = seal({ ...digestOf(1, null), digestPublicKeyFingerprint: 'f00d' }, stranger.privateKey);
    const next = seal(digestOf(2, foreign));
    expect(judged({ digests: [foreign, next].map(found), logs: [log(1), log(2)] })).toMatchObject({ verdict: 'intact', digests: { valid: 2 } });
  });

  test('digests before the first one were not collected: it is said what is not covered', () => {
    const validation = judged({ ...withDigest(0, null), logs: [log(1), ...logs.slice(1)] });
    expect(validation).toMatchObject({ verdict: 'intact', chains: [{ predecessor: `b/${digestKey(2)}`, gaps: [] }] });
    expect(validation.unverified.map(({ why }) => why)).toEqual(['it was delivered before the first digest']);
  });

  test('a chain that begins anew has a gap: logging or validation was off', () => {
    const anew = seal(digestOf(5, null));
    const validation = judged({ digests: [at(0), at(1), anew].map(found), logs: [log(1), log(2), log(5)] });
    expect(validation).toMatchObject({ verdict: 'intact', chains: [{ gaps: [{ kind: 'restarted', from: hour(3), to: hour(5), digest: null }] }] });
  });

  test('two digests that follow each other, and not in time, leave a silent gap', () => {
    const late = seal(digestOf(4, at(1)));
    expect(judged({ digests: [at(0), at(1), late].map(found) }).chains[0]?.gaps).toEqual([
      { kind: 'silent', from: hour(3), to: hour(4), digest: null },
    ]);
  });

  test('a backfill digest names what the hourly one missed, and is a chain of its own', () => {
    const late = { ...named(3), s3Object: logKey(3).replace('EXAMPLE0', 'LATEONE0') };
    const digest = digestOf(3, null, 'us-east-1', [late]);
    const backfill = seal({ ...digest, digestS3Object: digest.digestS3Object.replace('.json.gz', '_backfill.json.gz') });
    const validation = judged({
      digests: [...chain, backfill].map(found),
      logs: [...logs, { file: file(late.s3Object), hash: { kind: 'read', content: hashOf('log 3') } }],
    });
    expect(validation).toMatchObject({ verdict: 'intact', digests: { valid: 6 }, logFiles: { valid: 5, unverified: 0 } });
    expect(validation.chains.map(({ backfill: kind, gaps }) => [kind, gaps])).toEqual([
      [false, []],
      [true, []],
    ]);
  });

  test('files that were copied elsewhere are known by their names', () => {
    const flat = logs.map(({ file: path, hash }) => ({ file: `/flat/${path.split('/').at(-1)?.replace(/\.gz$/, '')}`, hash }));
    expect(judged({ logs: flat })).toMatchObject({ verdict: 'intact', logFiles: { valid: 4 }, moved: [] });
    const otherDay = { file: file(logKey(1)).replace('/07/', '/08/'), hash: logs[0]?.hash ?? null };
    expect(judged({ logs: [otherDay, ...logs.slice(1)] })).toMatchObject({
      verdict: 'intact',
      logFiles: { valid: 4 },
      moved: [{ file: otherDay.file, from: `b/${logKey(1)}` }],
    });
  });

  test('of objects in S3 the bucket counts', () => {
    const inS3 = (bucket: string) => logs.map(({ hash }, index) => ({ file: `s3://${bucket}/${logKey([1, 2, 4, 5][index] ?? 0)}`, hash }));
    expect(judged({ logs: inS3('b') }).moved).toEqual([]);
    expect(judged({ logs: inS3('c') }).moved).toHaveLength(4);
  });

  test('files that nobody asked for are not missing, and the gap in the chain says so', () => {
    const digests = [0, 3, 4].map((index) => found(at(index)));
    const notAskedFor = new Set([`b/${digestKey(4)}`, `b/${logKey(5)}`]);
    expect(judged({ digests, logs: [log(1), log(4)], notAskedFor })).toMatchObject({
      verdict: 'intact',
      problems: [],
      chains: [{ gaps: [{ kind: 'not-asked-for', from: hour(2), to: hour(4), digest: `b/${digestKey(4)}` }] }],
    });
  });

  test('a bucket that changed on the way does not break the chain', () => {
    const moved = seal({ ...digestOf(3, at(1)), digestS3Bucket: 'new' });
    const digests = [at(0), at(1), moved, seal(digestOf(4, moved))].map(found);
    expect(judged({ digests, logs: [log(1), log(2), log(4)] })).toMatchObject({ verdict: 'intact', chains: [{ digests: 4, gaps: [] }] });
  });
});

test('whatever is changed in one log or digest of the chain, something is named', () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 1, 3, 4), fc.boolean(), fc.string({ minLength: 1 }), (index, ofLog, text) => {
      const h = index + 1;
      const logFiles = at(index).digest.logFiles.map((one) => ({ ...one, hashValue: hashOf(text) }));
      const bytes = Buffer.from(JSON.stringify({ ...at(index).digest, logFiles }));
      const changed = ofLog
        ? { logs: logs.map((one) => (one.file === file(logKey(h)) ? log(h, `log ${h}${text}`) : one)) }
        : withDigest(index, { digest: { ...at(index).digest, logFiles }, bytes, signature: at(index).signature });
      expect(kinds(changed)).toEqual([ofLog ? ['log-invalid', file(logKey(h))] : ['digest-invalid', file(digestKey(h + 1))]]);
    }),
    { numRuns: 40 },
  );
});
