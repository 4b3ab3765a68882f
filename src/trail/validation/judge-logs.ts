import { parseAwsTime } from '../../core/aws-time.ts';
import { type DigestLogFile, HASH_ALGORITHM } from '../digest.ts';
import type { Verdict } from '../digest-signature.ts';
import { parseTrailKey } from '../trail-key.ts';
import type { DigestChain } from './digest-chains.ts';
import type { JudgedDigest } from './judge-digests.ts';

/** A log file that a digest names. */
export interface NamedLog extends DigestLogFile {
  readonly digest: Verdict;
}

/** Log files by {@link logName}, with all that digests say of each. */
export type NamedLogs = ReadonlyMap<string, readonly NamedLog[]>;

/** What a log file is known by wherever it lies: the name that CloudTrail gave it, packed or not. No two have the same. */
export const logName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).replace(/\.gz$/, '');

/** Collects what digests name. */
export function namedLogs(judged: readonly JudgedDigest[]): NamedLogs {
  const named = new Map<string, NamedLog[]>();
  for (const { digest, verdict } of judged) {
    for (const file of digest.logFiles) {
      const name = logName(file.s3Object);
      const others = named.get(name);
      const log = { ...file, digest: verdict };
      if (others === undefined) named.set(name, [log]);
      else others.push(log);
    }
  }
  return named;
}

/** The word of a digest that is proved counts first, that of an invalid one last. */
const byWeight = (a: NamedLog, b: NamedLog): number => weights[a.digest.kind] - weights[b.digest.kind];
const weights = { valid: 0, unverified: 1, invalid: 2 } as const;

/** The best witness of what a log file must be. */
export const witnessOf = (named: readonly NamedLog[]): NamedLog | null => named.toSorted(byWeight)[0] ?? null;

/**
 * Judges a log file by the digests that name it.
 *
 * @param hash SHA-256, hex, of its inflated bytes
 * @param named at least one
 */
export function judgeLog(hash: string, named: readonly NamedLog[]): Verdict {
  const agrees = ({ hashValue, hashAlgorithm }: NamedLog): boolean => hashAlgorithm === HASH_ALGORITHM && hashValue.toLowerCase() === hash;
  if (named.some((log) => log.digest.kind === 'valid' && agrees(log))) return { kind: 'valid' };
  const witness = witnessOf(named);
  if (witness === null) throw new Error('a log file that no digest names has no verdict');
  const { digest, hashAlgorithm } = witness;
  if (hashAlgorithm !== HASH_ALGORITHM) return { kind: 'unverified', reason: 'its digest gives a hash that keytrail does not know' };
  if (digest.kind === 'invalid') return { kind: 'unverified', reason: `the digest that names it is invalid: ${digest.reason}` };
  const reason = 'its content is not what its digest recorded';
  if (digest.kind === 'valid') return { kind: 'invalid', reason };
  return named.some(agrees)
    ? { kind: 'unverified', reason: `the digest that names it is unverified: ${digest.reason}` }
    : { kind: 'invalid', reason: `${reason}; that digest is unverified: ${digest.reason}` };
}

/** Why no digest names a log file, as far as its name tells. */
export function whyUnnamed(path: string, chains: readonly DigestChain[]): string {
  const key = parseTrailKey(path);
  if (key === null) return 'no digest names it';
  const theirs = chains.filter((chain) => !chain.backfill && chain.accountId === key.accountId && chain.region === key.region);
  if (theirs.length === 0) return `there is no digest of account ${key.accountId} in ${key.region}`;
  const at = parseAwsTime(key.time) ?? 0;
  const isIn = (span: { readonly from: string; readonly to: string }): boolean =>
    at >= (parseAwsTime(span.from) ?? 0) && at < (parseAwsTime(span.to) ?? 0);
  const covering = theirs.filter(isIn);
  if (covering.length > 0) {
    return covering.every(({ gaps }) => gaps.some(isIn))
      ? 'it was delivered in a gap between digests'
      : 'no digest names it, though digests cover the time of its delivery';
  }
  const isBefore = theirs.every(({ from }) => at < (parseAwsTime(from) ?? 0));
  return isBefore ? 'it was delivered before the first digest' : 'it was delivered after the last digest';
}
