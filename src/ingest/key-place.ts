import { parseTrailKey } from '../trail/trail-key.ts';

/** What a folder, a key prefix or a file of AWS's layout says of all that lies in it; null for what it does not say. */
export interface KeyPlace {
  readonly account: string | null;
  readonly region: string | null;
  /** Days of delivery: `yyyy`, `yyyy/MM` or `yyyy/MM/dd`. */
  readonly days: string | null;
}

const ORGANIZATION = /^o-[a-z0-9]+$/;
const ACCOUNT = /^\d{12}$/;
const FAMILY = /^CloudTrail(-[A-Za-z]+)?$/;
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
const DAY_PARTS = [/^\d{4}$/, /^\d{2}$/, /^\d{2}$/];

/**
 * Reads the path of a folder or an S3 key prefix: `[prefix/]AWSLogs/[o-.../]<account>/CloudTrail[-...]/<region>/yyyy/MM/dd`, cut off anywhere.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files".
 */
export function folderPlace(path: string): KeyPlace {
  const segments = path.split(/[\\/]/).filter((segment) => segment !== '');
  const root = segments.lastIndexOf('AWSLogs');
  const below = root === -1 ? [] : segments.slice(root + 1);
  const [account = '', family = '', region = '', ...rest] = ORGANIZATION.test(below[0] ?? '') ? below.slice(1) : below;
  const hasAccount = ACCOUNT.test(account);
  const hasRegion = hasAccount && FAMILY.test(family) && REGION.test(region);
  const days = hasRegion ? daysOf(rest) : '';
  return { account: hasAccount ? account : null, region: hasRegion ? region : null, days: days === '' ? null : days };
}

/** Reads the path or S3 key of a file: its folders, and where they say nothing the name that CloudTrail gave it. */
export function filePlace(path: string): KeyPlace {
  const { account, region, days } = folderPlace(path.replace(/[^\\/]*$/, ''));
  const name = account === null || region === null || days === null ? parseTrailKey(path) : null;
  return {
    account: account ?? name?.accountId ?? null,
    region: region ?? name?.region ?? null,
    days: days ?? name?.time.slice(0, 10).replaceAll('-', '/') ?? null,
  };
}

function daysOf(segments: readonly string[]): string {
  const known = DAY_PARTS.findIndex((part, index) => !part.test(segments[index] ?? ''));
  return segments.slice(0, known === -1 ? DAY_PARTS.length : known).join('/');
}
