import type { Findings } from '../findings.ts';
import { folderPlace } from '../key-place.ts';
import type { ObjectPage, ObjectStore, StoredObject } from '../object-store.ts';

export interface BucketPrefix {
  readonly bucket: string;
  readonly prefix: string;
}

/** Listings under way at a time. */
const PARALLEL = 16;
/** Outside of AWS's layout, a folder with more folders than this is listed as a whole: each would cost a call. */
const FEW_FOLDERS = 20;

/**
 * Lists what lies below a prefix and may be wanted. Where AWS's layout can say more (`AWSLogs/ACCOUNT/CloudTrail/REGION/yyyy/MM/dd`) it goes down folder by
 * folder, many at a time, and leaves out those that are not wanted; everything else is listed a thousand keys a call.
 */
export async function listBucket(
  { bucket, prefix }: BucketPrefix,
  findings: Findings,
  store: ObjectStore,
  signal: AbortSignal | undefined,
): Promise<StoredObject[]> {
  const objects: StoredObject[] = [];
  const take = (page: ObjectPage): void => {
    objects.push(...page.objects);
  };
  const listWhole = async (folder: string): Promise<readonly string[]> => {
    for await (const page of store.list(bucket, folder, 'all-levels')) take(page);
    return [];
  };
  const visit = async (folder: string): Promise<readonly string[]> => {
    const path = `s3://${bucket}/${folder}`;
    const place = folderPlace(path);
    if (!place.isOpen || (place.region !== null && findings.wantsAllOf(path))) return listWhole(folder);
    const pages = await pagesOf(store.list(bucket, folder, 'one-level'));
    const folders = pages.flatMap((page) => page.prefixes);
    if (!place.isInLayout && folders.length > FEW_FOLDERS) return listWhole(folder);
    pages.forEach(take);
    return folders.filter((below) => findings.enters(`s3://${bucket}/${below}`));
  };
  await visitAll(prefix, visit, signal);
  return objects;
}

async function pagesOf(listing: AsyncIterable<ObjectPage>): Promise<ObjectPage[]> {
  const pages: ObjectPage[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
}

/** Visits a folder and those that each visit gives, many at a time. */
async function visitAll(first: string, visit: (folder: string) => Promise<readonly string[]>, signal: AbortSignal | undefined): Promise<void> {
  const waiting = [first];
  const underWay = new Set<Promise<void>>();
  while (waiting.length + underWay.size > 0) {
    signal?.throwIfAborted();
    for (let folder = next(); folder !== undefined; folder = next()) {
      const visiting: Promise<void> = visit(folder).then((below) => {
        waiting.push(...below);
        underWay.delete(visiting);
      });
      underWay.add(visiting);
    }
    await Promise.race(underWay);
  }

  function next(): string | undefined {
    return underWay.size < PARALLEL ? waiting.shift() : undefined;
  }
}
