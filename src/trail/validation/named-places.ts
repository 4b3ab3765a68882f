import type { Digest } from '../digest.ts';
import { placeBefore } from './judge-digests.ts';

/** Bucket and key of every file that a digest names: its log files, and the digest before it. */
export function namedPlaces(digest: Digest): string[] {
  const before = placeBefore(digest);
  return [...digest.logFiles.map(({ s3Bucket, s3Object }) => `${s3Bucket}/${s3Object}`), ...(before === null ? [] : [before])];
}
