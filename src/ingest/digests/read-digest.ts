import { parseJsonObject, textAt } from '../../core/json.ts';
import { parseDigest } from '../../trail/digest.ts';
import { parseTrailKey } from '../../trail/trail-key.ts';
import type { FoundDigest } from '../../trail/validation/judge-digests.ts';
import type { Content } from '../../trail/validation/validate.ts';
import type { FoundFile } from '../found-file.ts';
import { readText } from '../inflate.ts';
import { inflatedHash } from './inflated-hash.ts';

/** Where the metadata of an object holds the signature: as it is, as HTTP headers, as `head-object` prints it. */
const SIGNATURE_PATHS = ['signature', 'x-amz-meta-signature', 'Metadata.signature'] as const;

/**
 * Reads a digest, with the signature that lies beside it.
 *
 * @param signature the file with the object's metadata; undefined when there is none
 */
export async function readDigest(file: FoundFile, signature: FoundFile | undefined): Promise<Content<FoundDigest>> {
  const hash = await inflatedHash(file);
  if (hash.kind !== 'read') return hash;
  const read = await readText(file);
  if (read.kind === 'unreadable') return { kind: 'damaged', why: read.why };
  const digest = parseDigest(Buffer.from(read.text));
  if (digest === null || parseTrailKey(digest.digestS3Object)?.family !== 'digest') return { kind: 'damaged', why: 'it is no digest of CloudTrail' };
  return {
    kind: 'read',
    content: { file: file.path, digest, hash: hash.content, signature: signature === undefined ? null : await readSignature(signature) },
  };
}

async function readSignature(file: FoundFile): Promise<string | null> {
  const read = await readText(file);
  const metadata = read.kind === 'text' ? parseJsonObject(read.text) : null;
  return SIGNATURE_PATHS.map((path) => textAt(metadata, path)).find((text) => text !== null) ?? null;
}
