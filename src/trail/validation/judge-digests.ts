import { parseAwsTime } from '../../core/aws-time.ts';
import type { Digest } from '../digest.ts';
import { type PublicKeyEntry, type Verdict, verifyDigest } from '../digest-signature.ts';

/** A digest as it was found. */
export interface FoundDigest {
  /** Where it lies now: a path, or the URI of an object. */
  readonly file: string;
  readonly digest: Digest;
  /** SHA-256, hex, of its inflated bytes. */
  readonly hash: string;
  /** Hex, from the object's metadata in S3; null when that was not kept. */
  readonly signature: string | null;
}

export interface JudgedDigest extends FoundDigest {
  readonly verdict: Verdict;
}

/** Bucket and key that a digest gives for itself. */
export const placeOf = ({ digestS3Bucket, digestS3Object }: Digest): string => `${digestS3Bucket}/${digestS3Object}`;

/** Bucket and key that a digest gives for the one before it; null in the first of a chain. */
export const placeBefore = ({ previousDigestS3Bucket, previousDigestS3Object }: Digest): string | null =>
  previousDigestS3Bucket === null || previousDigestS3Object === null ? null : `${previousDigestS3Bucket}/${previousDigestS3Object}`;

/** When the time of a digest ends, in milliseconds. */
export const endOf = ({ digestEndTime }: Digest): number => parseAwsTime(digestEndTime) ?? 0;

/** What a newer digest recorded of the one before it. */
interface Claim {
  readonly hash: string | null;
  readonly signature: string | null;
  /** Whether the digest that says so is proved itself. */
  readonly proved: boolean;
}

/**
 * Judges digests, newest first, for a newer one tells what an older one must be: its place, its hash, its signature. What an invalid digest says of others
 * counts for nothing.
 *
 * @returns newest first
 */
export function judgeDigests(found: readonly FoundDigest[], keys: readonly PublicKeyEntry[]): JudgedDigest[] {
  const claims = new Map<string, Claim>();
  return found
    .toSorted((a, b) => endOf(b.digest) - endOf(a.digest))
    .map((one) => {
      const verdict = judge(one, claims.get(placeOf(one.digest)) ?? null, keys);
      const before = placeBefore(one.digest);
      const proved = verdict.kind === 'valid';
      if (before !== null && verdict.kind !== 'invalid' && (proved || claims.get(before)?.proved !== true)) {
        claims.set(before, { hash: one.digest.previousDigestHashValue, signature: one.digest.previousDigestSignature, proved });
      }
      return { ...one, verdict };
    });
}

function judge({ digest, hash, signature }: FoundDigest, claim: Claim | null, keys: readonly PublicKeyEntry[]): Verdict {
  if (claim !== null) {
    if (claim.hash !== null && claim.hash.toLowerCase() !== hash)
      return { kind: 'invalid', reason: 'its content is not what the next digest recorded' };
    if (claim.signature !== null && signature !== null && claim.signature.toLowerCase() !== signature.toLowerCase()) {
      return { kind: 'invalid', reason: 'the signature kept with it is not the one that the next digest recorded' };
    }
  }
  const verdict = verifyDigest(digest, hash, signature ?? claim?.signature ?? null, keys);
  // The hash in a digest that is proved is as good as a signature: no key is needed for it.
  return verdict.kind === 'unverified' && claim?.proved === true && claim.hash !== null ? { kind: 'valid' } : verdict;
}
