import { parseTrailKey } from '../trail/trail-key.ts';

/** What a folder, a key prefix or a file of AWS's layout says of all that lies in it; null for what it does not say. */
export interface KeyPlace {
  readonly account: string | null;
  readonly region: string | null;
  /** Days of delivery: `yyyy`, `yyyy/MM` or `yyyy/MM/dd`. */
  readonly days: string | null;
}

const ORGANIZATION = /^o-[a-z0-9]+$/;
const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
/** The levels below `AWSLogs/[o-.../]`: account, family, region, year, month, day. */
const LEVELS = [/^\d{12}$/, /^CloudTrail(-[A-Za-z]+)?$/, REGION, /^\d{4}$/, /^\d{2}$/, /^\d{2}$/];

/** What a folder says, and whether folders below it may say more. */
export interface FolderPlace extends KeyPlace {
  readonly isInLayout: boolean;
  /** Outside of the layout, which may begin below, or on the way to its days. */
  readonly isOpen: boolean;
}

/**
 * Reads the path of a folder or an S3 key prefix: `[prefix/]AWSLogs/[o-.../]<account>/CloudTrail[-...]/<region>/yyyy/MM/dd`, cut off anywhere.
 * Source: CloudTrail User Guide, "Finding your CloudTrail log files".
 */
export function folderPlace(path: string): FolderPlace {
  const segments = path.split(/[\\/!]/).filter((segment) => segment !== '');
  const root = segments.lastIndexOf('AWSLogs');
  const below = segments.slice(root + 1);
  const levels = root === -1 ? [] : ORGANIZATION.test(below[0] ?? '') ? below.slice(1) : below;
  const depth = levels.findIndex((level, index) => !LEVELS[index]?.test(level));
  const known = depth === -1 ? levels.length : depth;
  const [account = null, , region = null, ...days] = levels.slice(0, known);
  return {
    account,
    region,
    days: days.length === 0 ? null : days.join('/'),
    isInLayout: root !== -1,
    isOpen: known === levels.length && known < LEVELS.length,
  };
}

/** Whether a text has the form of a region's name. */
export const isRegion = (text: string): boolean => REGION.test(text);

/** Reads the path or S3 key of a file: its folders, and where they say nothing the name that CloudTrail gave it. */
export function filePlace(path: string): KeyPlace {
  const { account, region, days } = folderPlace(path.replace(/[^\\/!]*$/, ''));
  const name = account === null || region === null || days === null ? parseTrailKey(path) : null;
  return {
    account: account ?? name?.accountId ?? null,
    region: region ?? name?.region ?? null,
    days: days ?? name?.time.slice(0, 10).replaceAll('-', '/') ?? null,
  };
}
