import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { type EvidenceEffects, type FileRead, hashLogs, isNamedBy, readDigests, readPublicKeys } from '../ingest/digests/gather-evidence.ts';
import { sortTrailFiles, type TrailFiles } from '../ingest/digests/sort-trail-files.ts';
import type { FileIdentity, FoundFile } from '../ingest/found-file.ts';
import { judgeFile, type KeyFilter } from '../ingest/key-filter.ts';
import { parseTrailKey } from '../trail/trail-key.ts';
import type { FoundDigest } from '../trail/validation/judge-digests.ts';
import { namedPlaces } from '../trail/validation/named-places.ts';
import { validate } from '../trail/validation/validate.ts';
import type { Catalogue } from './catalogue.ts';
import { type DigestLedger, type Kept, readDigestLedger, writeDigestLedger } from './digest-ledger.ts';

/** What a run of `collect` was asked for, and found. */
export interface Collected {
  readonly files: readonly FoundFile[];
  /** Files that were hashed while they were loaded. */
  readonly hashes: readonly FileRead<string>[];
  /** null for everything; `as-before` when nothing was asked for. */
  readonly filter: KeyFilter | null | 'as-before';
}

/**
 * Checks the log files of a lake against the digests that came with them, now or before, and keeps the verdict in the lake. Log files
 * of this machine are hashed here, once they are loaded, and not on the way: a digest names few of them as a rule, and hashing every inflated byte would slow
 * down the loading of all. Those that are fetched were hashed then, for nothing is fetched twice.
 *
 * @param catalogue of the lake as the run leaves it
 */
export async function checkDigests(
  directory: string,
  { files, filter, hashes: hashedBefore }: Collected,
  catalogue: Catalogue,
  effects: EvidenceEffects,
): Promise<void> {
  const ledger = await readDigestLedger(directory);
  const found = sortTrailFiles(files);
  if (found.digests.length === 0 && ledger.digests.length === 0) return;

  const digests = merged(ledger.digests, await readDigests({ ...found, digests: digestsToRead(found, ledger.digests) }, effects));
  const isNamed = isNamedBy(digests.map(({ content, ...file }) => [file, content]));
  const logs = logFilesOf(found, catalogue);
  const known = merged(
    ledger.hashes,
    hashedBefore.filter(([file]) => isNamed(file)),
  );
  const hashes = merged(known, await hashLogs(await logsToHash(logs.filter(isNamed), known), effects));
  const keys = await readPublicKeys([...found.publicKeys, ...otherKeyFiles(files, catalogue)]);
  const publicKeys = [...new Map([...ledger.publicKeys, ...keys.publicKeys].map((key) => [key.Value, key])).values()];
  const notAskedFor = notAskedForBy(filter, digests, ledger);

  const hashAt = new Map(hashes.map(({ path, content }) => [path, content]));
  const validation = validate({
    digests: digests.map(({ path, content }) => ({ file: path, content })),
    logs: logs.map((file) => ({ file: file.path, hash: isNamed(file) ? (hashAt.get(file.path) ?? null) : null })),
    publicKeys,
    unreadable: keys.unreadable,
    notAskedFor: new Set([...notAskedFor, ...ledger.forgotten]),
  });
  await writeDigestLedger(directory, { ...ledger, digests, hashes, publicKeys, notAskedFor }, validation);
}

/** Digests that are new or have changed; also those whose signature was not there when they were read, and is now. */
function digestsToRead({ digests, signatures }: TrailFiles, kept: readonly Kept<FoundDigest>[]): FoundFile[] {
  const before = contentsOf(kept);
  return digests.filter((file) => {
    const content = before(file);
    return content === null || (content.kind === 'read' && content.content.signature === null && signatures.has(file.path));
  });
}

/** Every log file of this run, and those of earlier runs, loaded or not. */
function logFilesOf({ logs }: TrailFiles, { sources }: Catalogue): FoundFile[] {
  const earlier = sources.filter(
    ({ status, path }) => status === 'loaded' || status === 'partial' || ![undefined, 'digest'].includes(parseTrailKey(path)?.family),
  );
  return [...new Map<string, FoundFile>([...earlier, ...logs].map((file) => [file.path, file])).values()];
}

/** Log files whose hash is not known yet. One that this run did not find may still lie where it lay, as it was. */
async function logsToHash(logs: readonly FoundFile[], kept: readonly Kept<string>[]): Promise<FoundFile[]> {
  const before = contentsOf(kept);
  const unknown = logs.filter((file) => before(file) === null);
  const atHand = await Promise.all(unknown.map(async (file) => file.read !== undefined || (isAbsolute(file.path) && (await isAsItWas(file)))));
  return unknown.filter((_, index) => atHand[index]);
}

const isAsItWas = ({ path, size, mtimeMs }: FoundFile): Promise<boolean> =>
  stat(path).then(
    (now) => now.size === size && now.mtimeMs === mtimeMs,
    () => false,
  );

/** Lists of public keys that have another name than `public-keys.json`: `collect` knew them by what they hold. */
function otherKeyFiles(files: readonly FoundFile[], { sources }: Catalogue): FoundFile[] {
  const paths = new Set(sources.flatMap((source) => (source.status === 'recognised' && source.what === 'public-keys' ? [source.path] : [])));
  return files.filter(({ path }) => paths.has(path));
}

/** What digests name and no run was asked to collect, this one or one before. */
function notAskedForBy(filter: Collected['filter'], digests: readonly Kept<FoundDigest>[], ledger: DigestLedger): string[] {
  if (filter === null) return [];
  if (filter === 'as-before') return [...ledger.notAskedFor];
  const placesIn = (kept: readonly Kept<FoundDigest>[]): string[] =>
    kept.flatMap(({ content }) => (content.kind === 'read' ? namedPlaces(content.content.digest) : []));
  const [before, notAskedBefore] = [new Set(placesIn(ledger.digests)), new Set(ledger.notAskedFor)];
  return [...new Set(placesIn(digests))].filter(
    (place) => judgeFile(filter, place) === 'unwanted' && (!before.has(place) || notAskedBefore.has(place)),
  );
}

/** What is kept, with what was read now in the place of what was known of the same file. */
function merged<Read>(kept: readonly Kept<Read>[], read: readonly FileRead<Read>[]): Kept<Read>[] {
  const files = new Map(kept.map((one) => [one.path, one]));
  for (const [file, content] of read) files.set(file.path, { ...identityOf(file), content });
  return [...files.values()];
}

const identityOf = ({ path, size, mtimeMs, version }: FoundFile): FileIdentity => ({
  path,
  size,
  mtimeMs,
  ...(version === undefined ? {} : { version }),
});

/** What was learnt of a file before; null when it is another by now, or could not be had. */
function contentsOf<Read>(kept: readonly Kept<Read>[]): (file: FoundFile) => Exclude<Kept<Read>['content'], { kind: 'unreadable' }> | null {
  const byPath = new Map(kept.map((one) => [one.path, one]));
  return (file) => {
    const before = byPath.get(file.path);
    const isSame = before?.size === file.size && before.mtimeMs === file.mtimeMs && before.version === file.version;
    return isSame && before.content.kind !== 'unreadable' ? before.content : null;
  };
}
