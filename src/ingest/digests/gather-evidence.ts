import type { FoundDigest } from '../../trail/validation/judge-digests.ts';
import { logName } from '../../trail/validation/judge-logs.ts';
import type { Content, Evidence } from '../../trail/validation/validate.ts';
import type { FoundFile, SetAside } from '../found-file.ts';
import { readText } from '../inflate.ts';
import { readAhead } from '../read-ahead.ts';
import { inflatedHash } from './inflated-hash.ts';
import { parsePublicKeys } from './public-keys.ts';
import { readDigest } from './read-digest.ts';
import type { TrailFiles } from './sort-trail-files.ts';

/** Read before their turn: zlib works on four threads, and S3 takes its time. */
const AHEAD = { items: 16, bytes: 32 * 1024 * 1024 };

export interface EvidenceEffects {
  /** Told how many of the digests, and then of the log files that they name, are read. */
  readonly onProgress?: (progress: { readonly filesDone: number; readonly files: number }) => void;
  readonly signal?: AbortSignal;
}

/** A file, and what it holds. */
export type FileRead<Read> = readonly [file: FoundFile, content: Content<Read>];

/** Reads digests, the keys that lie beside them, and hashes the log files that a digest names; others are not opened. */
export async function gatherEvidence(files: TrailFiles, effects: EvidenceEffects = {}): Promise<Evidence> {
  const digests = await readDigests(files, effects);
  const isNamed = isNamedBy(digests);
  const hashes = await hashLogs(files.logs.filter(isNamed), effects);
  return {
    digests: digests.map(([{ path }, content]) => ({ file: path, content })),
    logs: [
      ...files.logs.filter((file) => !isNamed(file)).map(({ path }) => ({ file: path, hash: null })),
      ...hashes.map(([{ path }, hash]) => ({ file: path, hash })),
    ],
    ...(await readPublicKeys(files.publicKeys)),
  };
}

/** Reads digests, each with its signature. */
export const readDigests = (
  { digests, signatures }: Pick<TrailFiles, 'digests' | 'signatures'>,
  effects: EvidenceEffects,
): Promise<FileRead<FoundDigest>[]> => readAll(digests, (file) => readDigest(file, signatures.get(file.path)), effects);

/** Hashes log files. */
export const hashLogs = (logs: readonly FoundFile[], effects: EvidenceEffects): Promise<FileRead<string>[]> => readAll(logs, inflatedHash, effects);

/** Whether a digest names a file, wherever that lies. */
export function isNamedBy(digests: readonly FileRead<FoundDigest>[]): (file: { readonly path: string }) => boolean {
  const logs = digests.flatMap(([, digest]) => (digest.kind === 'read' ? digest.content.digest.logFiles : []));
  const names = new Set(logs.map(({ s3Object }) => logName(s3Object)));
  return ({ path }) => names.has(logName(path));
}

/** Reads lists of public keys; what is none is named. */
export async function readPublicKeys(files: readonly FoundFile[]): Promise<Pick<Evidence, 'publicKeys' | 'unreadable'>> {
  const publicKeys: Evidence['publicKeys'][number][] = [];
  const unreadable: SetAside[] = [];
  for (const file of files) {
    const read = await readText(file);
    const keys = read.kind === 'text' ? parsePublicKeys(read.text) : null;
    if (keys === null) unreadable.push({ file: file.path, why: read.kind === 'unreadable' ? read.why : 'it holds no list of public keys' });
    else publicKeys.push(...keys);
  }
  return { publicKeys, unreadable };
}

async function readAll<Read>(
  files: readonly FoundFile[],
  read: (file: FoundFile) => Promise<Content<Read>>,
  { onProgress, signal }: EvidenceEffects,
): Promise<FileRead<Read>[]> {
  const contents: FileRead<Read>[] = [];
  for await (const pair of readAhead(files, AHEAD, read)) {
    signal?.throwIfAborted();
    contents.push(pair);
    onProgress?.({ filesDone: contents.length, files: files.length });
  }
  return contents;
}
