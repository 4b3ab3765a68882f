import { readFile } from 'node:fs/promises';
import { parseJsonObject, textAt } from '../../core/json.ts';
import { parseDigest } from '../../trail/digest.ts';
import { parseTrailKey } from '../../trail/trail-key.ts';
import type { FoundDigest } from '../../trail/validation/judge-digests.ts';
import type { Content } from '../../trail/validation/validate.ts';
import type { FoundFile, SignedBytes } from '../found-file.ts';
import { readFailure, readText, sizeFailure } from '../inflate.ts';
import { defaultLimits } from '../limits.ts';
import { inflatedHash } from './inflated-hash.ts';

/** Where the metadata of an object holds the signature: as it is, as HTTP headers, as `head-object` prints it. */
const SIGNATURE_PATHS = ['signature', 'x-amz-meta-signature', 'Metadata.signature'] as const;

/**
 * Reads a digest, with the signature that lies beside it, or that its object in S3 has.
 *
 * @param signature the file with the object's metadata; undefined when there is none
 */
export async function readDigest(file: FoundFile, signature: FoundFile | undefined): Promise<Content<FoundDigest>> {
  const stored = await fetched(file);
  if (stored.kind !== 'read') return stored;
  const { bytes } = stored.content;
  const held = { path: file.path, size: bytes.length, read: async () => bytes };
  const hash = await inflatedHash(held);
  if (hash.kind !== 'read') return hash;
  const read = await readText(held);
  if (read.kind === 'unreadable') return { kind: 'damaged', why: read.why };
  const digest = parseDigest(Buffer.from(read.text));
  if (digest === null || parseTrailKey(digest.digestS3Object)?.family !== 'digest') return { kind: 'damaged', why: 'it is no digest of CloudTrail' };
  return {
    kind: 'read',
    content: {
      ...{ file: file.path, digest, hash: hash.content },
      signature: signature === undefined ? stored.content.signature : await readSignature(signature),
    },
  };
}

/** The bytes of a digest, once for all that is read from them. */
async function fetched(file: FoundFile): Promise<Content<SignedBytes>> {
  const why = sizeFailure(file.size, defaultLimits.fileBytes);
  if (why !== null) return { kind: 'unreadable', why };
  try {
    if (file.readSigned !== undefined) return { kind: 'read', content: await file.readSigned() };
    return { kind: 'read', content: { bytes: await (file.read ?? (() => readFile(file.path)))(), signature: null } };
  } catch (error) {
    return { kind: 'unreadable', why: readFailure(error) };
  }
}

async function readSignature(file: FoundFile): Promise<string | null> {
  const read = await readText(file);
  const metadata = read.kind === 'text' ? parseJsonObject(read.text) : null;
  return SIGNATURE_PATHS.map((path) => textAt(metadata, path)).find((text) => text !== null) ?? null;
}
