import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseAwsTime } from '../core/aws-time.ts';
import { parseJsonObject } from '../core/json.ts';

/** A log file as a digest names it. */
export interface DigestLogFile {
  readonly s3Bucket: string;
  readonly s3Object: string;
  /** Lower-case hex SHA-256 of the inflated bytes. */
  readonly hashValue: string;
  readonly hashAlgorithm: string;
  readonly newestEventTime: string | null;
  readonly oldestEventTime: string | null;
}

/** What CloudTrail writes once an hour to vouch for its log files. Source: CloudTrail User Guide, digest file structure. */
export interface Digest {
  readonly awsAccountId: string;
  readonly digestStartTime: string;
  readonly digestEndTime: string;
  readonly digestS3Bucket: string;
  readonly digestS3Object: string;
  readonly digestPublicKeyFingerprint: string;
  readonly digestSignatureAlgorithm: string;
  readonly newestEventTime: string | null;
  readonly oldestEventTime: string | null;
  /** The five `previous` members are null in the first digest of a chain. */
  readonly previousDigestS3Bucket: string | null;
  readonly previousDigestS3Object: string | null;
  readonly previousDigestHashValue: string | null;
  readonly previousDigestHashAlgorithm: string | null;
  readonly previousDigestSignature: string | null;
  readonly logFiles: readonly DigestLogFile[];
}

/** What is known of a digest when it is made; the rest follows from the chain. */
export interface DigestFacts {
  readonly accountId: string;
  readonly start: string;
  readonly end: string;
  readonly bucket: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly logFiles: readonly DigestLogFile[];
}

/** A digest as it lies in the bucket: its bytes before compression, and the hex signature of its metadata. */
export interface SignedDigest {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly signature: string;
}

export const SIGNATURE_ALGORITHM = 'SHA256withRSA';
export const HASH_ALGORITHM = 'SHA-256';

/** Lower-case hex SHA-256. */
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The next digest of a chain; `previous` is null at the chain's start. */
export function nextDigest(facts: DigestFacts, previous: SignedDigest | null): Digest {
  const newest = facts.logFiles.flatMap((file) => file.newestEventTime ?? []).sort();
  const oldest = facts.logFiles.flatMap((file) => file.oldestEventTime ?? []).sort();
  return {
    awsAccountId: facts.accountId,
    digestStartTime: facts.start,
    digestEndTime: facts.end,
    digestS3Bucket: facts.bucket,
    digestS3Object: facts.key,
    digestPublicKeyFingerprint: facts.fingerprint,
    digestSignatureAlgorithm: SIGNATURE_ALGORITHM,
    newestEventTime: newest.at(-1) ?? null,
    oldestEventTime: oldest[0] ?? null,
    previousDigestS3Bucket: previous?.digest.digestS3Bucket ?? null,
    previousDigestS3Object: previous?.digest.digestS3Object ?? null,
    previousDigestHashValue: previous ? sha256(previous.bytes) : null,
    previousDigestHashAlgorithm: previous ? HASH_ALGORITHM : null,
    previousDigestSignature: previous?.signature ?? null,
    logFiles: facts.logFiles,
  };
}

const place = z.string();
const time = z.string().refine((text) => parseAwsTime(text) !== null);
const timeOrNull = time.nullish().transform((text) => text ?? null);
const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** What validation stands on has to be there; what it can do without becomes null. */
export const digestSchema = z.object({
  awsAccountId: z.string(),
  digestStartTime: time,
  digestEndTime: time,
  digestS3Bucket: place,
  digestS3Object: place,
  digestPublicKeyFingerprint: z.string(),
  digestSignatureAlgorithm: z.string(),
  newestEventTime: timeOrNull,
  oldestEventTime: timeOrNull,
  previousDigestS3Bucket: textOrNull,
  previousDigestS3Object: textOrNull,
  previousDigestHashValue: textOrNull,
  previousDigestHashAlgorithm: textOrNull,
  previousDigestSignature: textOrNull,
  logFiles: z.array(
    z.object({
      s3Bucket: place,
      s3Object: place,
      hashValue: z.string(),
      hashAlgorithm: z.string(),
      newestEventTime: timeOrNull,
      oldestEventTime: timeOrNull,
    }),
  ),
});

/** Reads a digest from its inflated bytes; null when a member that validation needs is missing or of a wrong type. */
export const parseDigest = (bytes: Uint8Array): Digest | null =>
  digestSchema.safeParse(parseJsonObject(new TextDecoder().decode(bytes))).data ?? null;
