import type { FoundDigest } from '../../trail/validation/judge-digests.ts';
import { logName } from '../../trail/validation/judge-logs.ts';
import type { Evidence, FoundLog } from '../../trail/validation/validate.ts';
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
  /** Told how many of the digests and of the log files that they name are read. */
  readonly onProgress?: (progress: { readonly filesDone: number; readonly files: number }) => void;
  readonly signal?: AbortSignal;
}

/** Reads digests, the keys that lie beside them, and hashes the log files that a digest names; others are not opened. */
export async function gatherEvidence(files: TrailFiles, effects: EvidenceEffects = {}): Promise<Evidence> {
  const digests: FoundDigest[] = [];
  const noDigests: Evidence['noDigests'][number][] = [];
  let filesDone = 0;
  const done = (total: number): void => {
    effects.signal?.throwIfAborted();
    effects.onProgress?.({ filesDone: ++filesDone, files: total });
  };
  for await (const [file, content] of readAhead(files.digests, AHEAD, (one) => readDigest(one, files.signatures.get(one.path)))) {
    if (content.kind === 'read') digests.push(content.content);
    else noDigests.push({ file: file.path, content });
    done(files.digests.length);
  }
  const named = new Set(digests.flatMap(({ digest }) => digest.logFiles.map(({ s3Object }) => logName(s3Object))));
  const isNamed = ({ path }: FoundFile): boolean => named.has(logName(path));
  const witnessed = files.logs.filter(isNamed);
  const logs: FoundLog[] = files.logs.filter((file) => !isNamed(file)).map(({ path }) => ({ file: path, hash: null }));
  for await (const [file, hash] of readAhead(witnessed, AHEAD, inflatedHash)) {
    logs.push({ file: file.path, hash });
    done(files.digests.length + witnessed.length);
  }
  return { digests, noDigests, logs, ...(await keysIn(files.publicKeys)) };
}

async function keysIn(files: readonly FoundFile[]): Promise<Pick<Evidence, 'publicKeys' | 'unreadable'>> {
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
