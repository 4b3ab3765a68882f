import { type Span, textOf } from './scan-json.ts';

/** What lies beside logs and holds no calls. `other` are files that no log has the name of. */
export const recognisedKinds = [
  'digest',
  'digest-signature',
  'insight',
  'aggregated',
  'public-keys',
  'answer-key',
  'keytrail-document',
  'other',
] as const;
export type Recognised = (typeof recognisedKinds)[number];

const SIGNATURE_MEMBERS = ['signature-algorithm', 'x-amz-meta-signature-algorithm'] as const;

/** What a JSON object that is no record of a call is known to be, by its members; null when it may be one. */
export function recogniseObject(text: string, members: ReadonlyMap<string, Span>): Exclude<Recognised, 'other'> | null {
  if (textOf(text, members, 'eventType') === 'AwsCloudTrailInsight') return 'insight';
  if (textOf(text, members, 'eventCategory') === 'Aggregated') return 'aggregated';
  if (members.has('eventID')) return null;
  if (members.has('digestStartTime') && members.has('logFiles')) return 'digest';
  // The S3 metadata of a digest, saved beside it: without it the newest signature is lost.
  if (SIGNATURE_MEMBERS.some((name) => members.has(name))) return 'digest-signature';
  if (members.has('PublicKeyList') || (members.has('Fingerprint') && members.has('ValidityStartTime'))) return 'public-keys';
  const schema = textOf(text, members, 'schema');
  if (schema?.startsWith('keytrail.truth/')) return 'answer-key';
  return schema?.startsWith('keytrail.') ? 'keytrail-document' : null;
}
