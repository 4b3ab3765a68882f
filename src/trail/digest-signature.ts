import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type Digest, SIGNATURE_ALGORITHM, sha256 } from './digest.ts';

/** A public key in the shape of CloudTrail's ListPublicKeys. */
export interface PublicKeyEntry {
  /** Base64 of the DER bytes. */
  readonly Value: string;
  readonly ValidityStartTime: string;
  readonly ValidityEndTime: string;
  /** MD5, hex, of exactly those DER bytes: not documented, true for every sample key of the User Guide. */
  readonly Fingerprint: string;
}

/** Whether a digest or a log file is what CloudTrail wrote. Without key or signature nothing is said about it: that is not the same as wrong. */
export type Verdict =
  | { readonly kind: 'valid' }
  | { readonly kind: 'invalid'; readonly reason: string }
  | { readonly kind: 'unverified'; readonly reason: string };

/**
 * The four lines that CloudTrail signs.
 *
 * @param hash SHA-256, hex, of the inflated bytes as they are; writing the JSON anew would change it.
 */
export const textToSign = (digest: Digest, hash: string): string =>
  [digest.digestEndTime, `${digest.digestS3Bucket}/${digest.digestS3Object}`, hash, digest.previousDigestSignature ?? 'null'].join('\n');

/** The signature of a digest: RSASSA-PKCS1-v1_5 with SHA-256, lower-case hex. */
export const signDigest = (digest: Digest, bytes: Uint8Array, privateKey: KeyObject): string =>
  sign('RSA-SHA256', Buffer.from(textToSign(digest, sha256(bytes))), privateKey).toString('hex');

/** The entry of ListPublicKeys for a key: PKCS#1, as the guide says. */
export function publicKeyEntry(publicKey: KeyObject, validity: { readonly start: string; readonly end: string }): PublicKeyEntry {
  const der = publicKey.export({ type: 'pkcs1', format: 'der' });
  return { Value: der.toString('base64'), ValidityStartTime: validity.start, ValidityEndTime: validity.end, Fingerprint: md5(der) };
}

/**
 * Judges a digest by its signature. Whether it lies where it says, and its log files, are the caller's business.
 *
 * @param hash SHA-256, hex, of the inflated digest.
 * @param signature hex; null when the object's metadata was lost and no newer digest repeats it.
 */
export function verifyDigest(digest: Digest, hash: string, signature: string | null, keys: readonly PublicKeyEntry[]): Verdict {
  if (digest.digestSignatureAlgorithm !== SIGNATURE_ALGORITHM)
    return { kind: 'unverified', reason: 'it is signed by an algorithm that keytrail does not know' };
  if (signature === null) return { kind: 'unverified', reason: 'its signature was not kept and no newer digest repeats it' };
  const entry = keys.find((key) => key.Fingerprint === digest.digestPublicKeyFingerprint);
  if (!entry) return { kind: 'unverified', reason: `no public key with fingerprint ${digest.digestPublicKeyFingerprint}` };
  const publicKey = importPublicKey(entry.Value);
  if (publicKey === null) return { kind: 'unverified', reason: `the public key ${entry.Fingerprint} cannot be read` };
  const matches = verify('RSA-SHA256', Buffer.from(textToSign(digest, hash)), publicKey, Buffer.from(signature, 'hex'));
  return matches ? { kind: 'valid' } : { kind: 'invalid', reason: 'signature verification failed' };
}

/** The documents say PKCS#1, one of their samples is SPKI: both are read. Null when it is neither. */
function importPublicKey(base64: string): KeyObject | null {
  const der = Buffer.from(base64, 'base64');
  for (const type of ['pkcs1', 'spki'] as const) {
    try {
      return createPublicKey({ key: der, format: 'der', type });
    } catch {
      // The next form, or none.
    }
  }
  return null;
}

const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
