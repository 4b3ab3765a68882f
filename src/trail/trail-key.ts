/** What a file of a trail's bucket holds; `other` is a family newer than this list. */
export type TrailFamily = 'log' | 'digest' | 'insight' | 'network-activity' | 'aggregated' | 'other';

/** What the S3 key of a trail's file says. */
export interface TrailKey {
  readonly family: TrailFamily;
  /** Everything before `AWSLogs/`, without the slash at its end; empty for none. */
  readonly prefix: string;
  readonly organizationId: string | null;
  readonly accountId: string;
  readonly region: string;
  /** ISO 8601, UTC, whole seconds: when a log file was delivered, or when a digest's hour ended. */
  readonly time: string;
  /** Digests only: the trail and its home region, and whether it names files that the hourly digest missed. */
  readonly digest: { readonly trailName: string; readonly homeRegion: string; readonly backfill: boolean } | null;
}

const families: Readonly<Record<string, TrailFamily>> = {
  CloudTrail: 'log',
  'CloudTrail-Digest': 'digest',
  'CloudTrail-Insight': 'insight',
  'CloudTrail-NetworkActivity': 'network-activity',
  'CloudTrail-Aggregated': 'aggregated',
};

const FILE_NAME =
  /^(\d{12})_(CloudTrail(?:-[A-Za-z]+)?)_([a-z0-9-]+)_(?:(.+)_([a-z0-9-]+)_)?(\d{8}T\d{4}(?:\d\d)?Z)(_backfill)?(?:_([A-Za-z0-9]+))?\.json(?:\.gz)?$/;
const FOLDERS = /(?:^|\/)AWSLogs\/(?:(o-[a-z0-9]+)\/)?\d{12}\/CloudTrail/;

/**
 * Reads the key, or the path or bare name, of a trail's file. The file name decides: it alone is left when files were copied out of their folders.
 *
 * @returns null when it is no name that CloudTrail gives.
 */
export function parseTrailKey(key: string): TrailKey | null {
  // Between an archive and its member there is an exclamation mark.
  const path = key.replaceAll(/[\\!]/g, '/');
  const match = FILE_NAME.exec(path.slice(path.lastIndexOf('/') + 1));
  if (!match) return null;
  const [, accountId = '', folder = '', region = '', trailName, homeRegion, stamp = '', backfill] = match;
  const time = isoOfStamp(stamp);
  const family = families[folder] ?? 'other';
  if (time === null || (family === 'digest') !== (trailName !== undefined)) return null;
  const folders = FOLDERS.exec(path);
  return {
    family,
    prefix: folders ? path.slice(0, folders.index) : '',
    organizationId: folders?.[1] ?? null,
    accountId,
    region,
    time,
    digest: trailName === undefined || homeRegion === undefined ? null : { trailName, homeRegion, backfill: backfill !== undefined },
  };
}

/** Where a trail puts its files: below `[prefix/]AWSLogs/[o-.../]<account>/`. */
export interface TrailPlace {
  readonly prefix?: string;
  readonly organizationId?: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * S3 key of a log file.
 *
 * @param delivered milliseconds; the name carries the minute.
 * @param suffix sixteen letters and digits that tell apart the files of one minute.
 */
export function logFileKey(place: TrailPlace, delivered: number, suffix: string): string {
  const stamp = stampOf(delivered);
  return `${folder(place, 'CloudTrail', stamp)}/${place.accountId}_CloudTrail_${place.region}_${stamp.slice(0, 13)}Z_${suffix}.json.gz`;
}

/**
 * S3 key of a digest.
 *
 * @param end milliseconds; when the digest's hour ended.
 */
export function digestFileKey(place: TrailPlace, trail: { readonly name: string; readonly homeRegion: string }, end: number): string {
  const stamp = stampOf(end);
  const name = `${place.accountId}_CloudTrail-Digest_${place.region}_${trail.name}_${trail.homeRegion}_${stamp}.json.gz`;
  return `${folder(place, 'CloudTrail-Digest', stamp)}/${name}`;
}

function folder(place: TrailPlace, name: string, stamp: string): string {
  const day = `${stamp.slice(0, 4)}/${stamp.slice(4, 6)}/${stamp.slice(6, 8)}`;
  const root = [place.prefix, 'AWSLogs', place.organizationId, place.accountId].filter((part) => part !== undefined && part !== '').join('/');
  return `${root}/${name}/${place.region}/${day}`;
}

/** `20260107T022518Z` */
const stampOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

function isoOfStamp(stamp: string): string | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?Z$/.exec(stamp);
  if (!match) return null;
  const [, year, month, day, hour, minute, second = '00'] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 19) !== iso.slice(0, 19) ? null : iso;
}
