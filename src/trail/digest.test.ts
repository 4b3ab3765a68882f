import { createHash, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Digest, nextDigest, parseDigest, type SignedDigest, sha256 } from './digest.ts';
import { publicKeyEntry, signDigest, textToSign, verifyDigest } from './digest-signature.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const entry = publicKeyEntry(publicKey, { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' });

function signed(hour: number, previous: SignedDigest | null): SignedDigest {
  const log = {
    s3Bucket: 'b',
    s3Object: `log-${hour}`,
    hashValue: 'ab',
    hashAlgorithm: 'SHA-256',
    newestEventTime: `2026-01-07T0${hour}:50:00Z`,
    oldestEventTime: `2026-01-07T0${hour}:10:00Z`,
  };
  const digest = nextDigest(
    {
      accountId: '111122223333',
      start: `2026-01-07T0${hour}:00:00Z`,
      end: `2026-01-07T0${hour + 1}:00:00Z`,
      bucket: 'b',
      key: `digest-${hour}`,
      fingerprint: entry.Fingerprint,
      logFiles: hour === 2 ? [] : [log],
    },
    previous,
  );
  const bytes = Buffer.from(JSON.stringify(digest));
  return { digest, bytes, signature: signDigest(digest, bytes, privateKey) };
}
const first = signed(1, null);
const second = signed(2, first);

describe('a chain of digests', () => {
  test('begins with nothing before it', () => {
    expect(first.digest).toMatchObject({ previousDigestS3Object: null, previousDigestSignature: null, newestEventTime: '2026-01-07T01:50:00Z' });
  });

  test('names what came before, by place, hash and signature', () => {
    expect(second.digest).toMatchObject({
      previousDigestS3Bucket: 'b',
      previousDigestS3Object: 'digest-1',
      previousDigestHashValue: createHash('sha256').update(first.bytes).digest('hex'),
      previousDigestHashAlgorithm: 'SHA-256',
      previousDigestSignature: first.signature,
      newestEventTime: null,
      oldestEventTime: null,
    });
  });

  test('is read back, and refused when a member that validation needs is missing', () => {
    expect(parseDigest(second.bytes)).toEqual(second.digest);
    const { digestEndTime: _, ...rest } = first.digest;
    expect(parseDigest(Buffer.from(JSON.stringify(rest)))).toBeNull();
    expect(parseDigest(Buffer.from('{"logFiles":[1]}'))).toBeNull();
    expect(parseDigest(Buffer.from('no JSON'))).toBeNull();
  });
});

describe('signatures', () => {
  test('are over four lines: end, place, hash of the bytes, and the signature before', () => {
    const digest = { ...first.digest, digestEndTime: 'END', digestS3Bucket: 'BUCKET', digestS3Object: 'KEY' };
    // SHA-256 of "abc" is the example of FIPS 180.
    const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256('abc')).toBe(hash);
    expect(textToSign(digest, hash)).toBe(`END\nBUCKET/KEY\n${hash}\nnull`);
    expect(textToSign({ ...digest, previousDigestSignature: 'f00d' }, hash)).toBe(`END\nBUCKET/KEY\n${hash}\nf00d`);
  });

  test('are RSASSA-PKCS1-v1_5 with SHA-256, as another verifier agrees', () => {
    const verifier = createVerify('sha256').update(textToSign(second.digest, sha256(second.bytes)));
    expect(verifier.verify(publicKey, second.signature, 'hex')).toBe(true);
  });

  test('hold for what was signed, and no longer when a byte changes', () => {
    expect(verifyDigest(second.digest, sha256(second.bytes), second.signature, [entry])).toEqual({ kind: 'valid' });
    const changed: Digest = { ...second.digest, logFiles: first.digest.logFiles };
    expect(verifyDigest(changed, sha256(JSON.stringify(changed)), second.signature, [entry]).kind).toBe('invalid');
    expect(verifyDigest({ ...second.digest, digestEndTime: '2026-01-07T04:00:00Z' }, sha256(second.bytes), second.signature, [entry]).kind).toBe(
      'invalid',
    );
    expect(verifyDigest(second.digest, sha256(second.bytes), first.signature, [entry]).kind).toBe('invalid');
    expect(verifyDigest(second.digest, sha256(second.bytes), 'no hex', [entry]).kind).toBe('invalid');
  });

  test('without key or signature nothing is claimed', () => {
    expect(verifyDigest(first.digest, sha256(first.bytes), null, [entry]).kind).toBe('unverified');
    expect(verifyDigest(first.digest, sha256(first.bytes), first.signature, []).kind).toBe('unverified');
    expect(verifyDigest(first.digest, sha256(first.bytes), first.signature, [{ ...entry, Value: 'AAAA' }]).kind).toBe('unverified');
  });
});

test('a public key is PKCS#1 under the MD5 of its bytes; SPKI is read too', () => {
  const der = publicKey.export({ type: 'pkcs1', format: 'der' });
  expect(entry.Value).toBe(der.toString('base64'));
  expect(entry.Fingerprint).toBe(createHash('md5').update(der).digest('hex'));
  const spki = { ...entry, Value: publicKey.export({ type: 'spki', format: 'der' }).toString('base64') };
  expect(verifyDigest(first.digest, sha256(first.bytes), first.signature, [spki])).toEqual({ kind: 'valid' });
});
