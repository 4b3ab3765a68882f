import { parseTrailKey } from '../../trail/trail-key.ts';
import type { FoundFile } from '../found-file.ts';

/** Suffix of the file that keeps a digest's S3 metadata, and so its signature. */
const SIGNATURE_SUFFIX = '.meta.json';
const PUBLIC_KEYS = /(^|[\\/])public-keys\.json$/;

/** The files of a trail by what their names say that they are. */
export interface TrailFiles {
  readonly digests: readonly FoundFile[];
  /** The files with signatures, by the path of their digest. */
  readonly signatures: ReadonlyMap<string, FoundFile>;
  readonly publicKeys: readonly FoundFile[];
  /** Of every family: events, insights and whatever else CloudTrail delivers. */
  readonly logs: readonly FoundFile[];
  /** How many are none of these. */
  readonly others: number;
}

/** Sorts files by name alone: only digests and what they name are opened. */
export function sortTrailFiles(files: readonly FoundFile[]): TrailFiles {
  const digests: FoundFile[] = [];
  const signatures = new Map<string, FoundFile>();
  const publicKeys: FoundFile[] = [];
  const logs: FoundFile[] = [];
  for (const file of files) {
    const { path } = file;
    const family = parseTrailKey(path)?.family;
    if (family === 'digest') digests.push(file);
    else if (family !== undefined) logs.push(file);
    else if (path.endsWith(SIGNATURE_SUFFIX)) signatures.set(path.slice(0, -SIGNATURE_SUFFIX.length), file);
    else if (PUBLIC_KEYS.test(path)) publicKeys.push(file);
  }
  return { digests, signatures, publicKeys, logs, others: files.length - digests.length - signatures.size - publicKeys.length - logs.length };
}
