import { parseAwsTime } from '../../core/aws-time.ts';
import { groupBy } from '../../core/group-by.ts';
import { parseTrailKey } from '../trail-key.ts';
import { endOf, type JudgedDigest, placeBefore, placeOf } from './judge-digests.ts';

/** The digests of one trail, account and region. Backfill digests, which name files that the hourly ones missed, are a chain of their own. */
export interface DigestChain {
  readonly accountId: string;
  readonly organizationId: string | null;
  readonly region: string;
  readonly trail: string;
  readonly homeRegion: string;
  readonly backfill: boolean;
  readonly digests: number;
  /** ISO 8601: from the start of the oldest digest to the end of the newest. */
  readonly from: string;
  readonly to: string;
  /** The digest that came before the oldest one and was not found; null when the chain begins there. */
  readonly predecessor: string | null;
  readonly gaps: readonly ChainGap[];
}

/** A stretch of time that no digest of a chain covers. */
export interface ChainGap {
  /**
   * `missing`: a digest names one that is not there; `not-asked-for`: and nobody looked for it. `restarted`: the chain begins anew. `silent`: two digests
   * follow each other and not in time.
   */
  readonly kind: 'missing' | 'not-asked-for' | 'restarted' | 'silent';
  readonly from: string;
  readonly to: string;
  /** The digest that is not there. */
  readonly digest: string | null;
}

/**
 * Sorts digests into chains. Those whose own key is none that CloudTrail gives belong to none.
 *
 * @param notAskedFor bucket and key of digests that nobody looked for
 */
export function digestChains(judged: readonly JudgedDigest[], notAskedFor: ReadonlySet<string>): DigestChain[] {
  const known = { places: new Set(judged.map(({ digest }) => placeOf(digest))), notAskedFor };
  const byChain = groupBy(judged, ({ digest }) => {
    const key = parseTrailKey(digest.digestS3Object);
    return key?.digest ? JSON.stringify([key.accountId, key.organizationId, key.region, key.digest]) : null;
  });
  byChain.delete(null);
  return [...byChain.values()].map((digests) => chainOf(oncePerPlace(digests), known));
}

/** A digest that lies in two places counts once; of different contents the better one. Oldest first. */
function oncePerPlace(digests: readonly JudgedDigest[]): JudgedDigest[] {
  const rank = { valid: 0, unverified: 1, invalid: 2 } as const;
  const best = digests.toSorted((a, b) => rank[b.verdict.kind] - rank[a.verdict.kind]);
  return [...new Map(best.map((one) => [placeOf(one.digest), one])).values()].sort((a, b) => endOf(a.digest) - endOf(b.digest));
}

interface Known {
  readonly places: ReadonlySet<string>;
  readonly notAskedFor: ReadonlySet<string>;
}

function chainOf(digests: readonly JudgedDigest[], known: Known): DigestChain {
  const [oldest, newest] = [digests[0]?.digest, digests.at(-1)?.digest];
  const key = oldest === undefined ? null : parseTrailKey(oldest.digestS3Object);
  if (oldest === undefined || newest === undefined || !key?.digest) throw new Error('a chain of no digest');
  const { accountId, organizationId, region } = key;
  const { trailName: trail, homeRegion, backfill } = key.digest;
  const before = placeBefore(oldest);
  return {
    ...{ accountId, organizationId, region, trail, homeRegion, backfill },
    digests: digests.length,
    from: oldest.digestStartTime,
    to: newest.digestEndTime,
    predecessor: before !== null && !known.places.has(before) ? before : null,
    gaps: digests.slice(1).flatMap((next, index) => gapBefore(next, digests[index] as JudgedDigest, known, backfill)),
  };
}

/** What lies between a digest and the next. An invalid one is no witness of what came before it. */
function gapBefore({ digest, verdict }: JudgedDigest, last: JudgedDigest, known: Known, backfill: boolean): ChainGap[] {
  if (verdict.kind === 'invalid') return [];
  const span = { from: last.digest.digestEndTime, to: digest.digestStartTime };
  const before = placeBefore(digest);
  if (before !== null && !known.places.has(before)) {
    return [{ kind: known.notAskedFor.has(before) ? 'not-asked-for' : 'missing', ...span, digest: before }];
  }
  // Backfill digests are made when there is need of one.
  if (backfill) return [];
  if (before === null) return [{ kind: 'restarted', ...span, digest: null }];
  return (parseAwsTime(span.to) ?? 0) > endOf(last.digest) ? [{ kind: 'silent', ...span, digest: null }] : [];
}
