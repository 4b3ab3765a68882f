import { parseTrailKey } from '../trail/trail-key.ts';
import { folderPlace } from './key-place.ts';

/** What the place of a file says of its content: AWS's layout of log files in S3. */
export interface LogKey {
  /** Account that the folders or, without folders, the file's name give. Records are trusted before it. */
  readonly account: string | null;
  /** Partition keys that the folders give: day of delivery `yyyy/MM/dd`, region, account. */
  readonly partition: { readonly day: string; readonly region: string; readonly account: string } | null;
}

/**
 * Reads a path or an S3 key; whatever stands before `AWSLogs` does not count. Partition keys come from folders alone, as Glue takes them: the name of a
 * file that was copied out of its folder is a weaker witness than its records.
 */
export function parseLogKey(path: string): LogKey {
  const { account, region, days } = folderPlace(path.replace(/[^\\/!]*$/, ''));
  if (account !== null && region !== null && days?.length === 'yyyy/MM/dd'.length) return { account, partition: { day: days, region, account } };
  return { account: parseTrailKey(path)?.accountId ?? null, partition: null };
}
