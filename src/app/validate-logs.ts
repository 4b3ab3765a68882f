import type { AwsAccess } from '../core/aws-access.ts';
import { KeytrailError } from '../core/errors.ts';
import { type EvidenceEffects, gatherEvidence } from '../ingest/digests/gather-evidence.ts';
import { parsePublicKeys } from '../ingest/digests/public-keys.ts';
import { sortTrailFiles } from '../ingest/digests/sort-trail-files.ts';
import { discover } from '../ingest/discover.ts';
import type { PublicKeyEntry } from '../trail/digest-signature.ts';
import type { LogValidation } from '../trail/validation/log-validation.ts';
import { validate } from '../trail/validation/validate.ts';
import { readText } from './read-document.ts';

export interface ValidationRequest {
  /** Files, folders and places in S3 with digests and the log files that they name. */
  readonly sources: readonly string[];
  /** Files of public keys; without any, those that lie in the sources are taken. */
  readonly publicKeyFiles: readonly string[];
  /** For sources in S3. */
  readonly aws: AwsAccess;
}

export interface Validated {
  readonly validation: LogValidation;
  /** Whether the public keys lay beside the logs: who could change the one could change the other. */
  readonly keysFromSource: boolean;
}

/**
 * Checks log files against the digests that CloudTrail signed.
 *
 * @throws KeytrailError `KT_NO_DIGEST` when there is none; `KT_PUBLIC_KEYS_INVALID`; as `discover`
 */
export async function validateLogs({ sources, publicKeyFiles, aws }: ValidationRequest, effects: EvidenceEffects = {}): Promise<Validated> {
  const given = await Promise.all(publicKeyFiles.map(readPublicKeys));
  const { files, setAside } = await discover(sources, null, {
    ...(effects.signal === undefined ? {} : { signal: effects.signal }),
    objectStore: async () => (await import('../aws/s3-store.ts')).openS3(aws, effects.signal),
  });
  const sorted = sortTrailFiles(files);
  if (sorted.digests.length === 0) {
    throw new KeytrailError('KT_NO_DIGEST', `no digest file in ${sources.map((source) => `"${source}"`).join(', ')}, so nothing can be proved.`, {
      hint: 'Digests lie in AWSLogs/ACCOUNT/CloudTrail-Digest of the bucket, when the trail has log file validation on.',
    });
  }
  const evidence = await gatherEvidence(sorted, effects);
  const publicKeys = given.length > 0 ? given.flat() : evidence.publicKeys;
  return { validation: validate({ ...evidence, publicKeys, unreadable: [...setAside, ...evidence.unreadable] }), keysFromSource: given.length === 0 };
}

async function readPublicKeys(file: string): Promise<readonly PublicKeyEntry[]> {
  const keys = parsePublicKeys(await readText(file));
  if (keys !== null) return keys;
  throw new KeytrailError('KT_PUBLIC_KEYS_INVALID', `"${file}" holds no list of public keys.`, {
    hint: 'Make one for each region: aws cloudtrail list-public-keys --region REGION --start-time START --end-time END > keys.json',
  });
}
