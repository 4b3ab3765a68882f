import { filePlace, folderPlace, type KeyPlace } from './key-place.ts';

/** Which logs are wanted, as far as their place says. An empty list wants every account or region. */
export interface KeyFilter {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** ISO 8601, UTC: the first time of events wanted, and the first no longer wanted. */
  readonly since?: string;
  readonly until?: string;
}

/** `unplaced`: the place does not say enough to tell, so the file is taken. */
export type KeyVerdict = 'wanted' | 'unwanted' | 'unplaced';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a filter says of a folder or key prefix: `unwanted` only when that holds for all that can lie in it. */
export const judgeFolder = (filter: KeyFilter, path: string): KeyVerdict => judge(filter, folderPlace(path));

/** Whether everything that can lie in a folder or below a key prefix is wanted. */
export function wantsAll(filter: KeyFilter, path: string): boolean {
  const place = folderPlace(path);
  if (judge(filter, place) !== 'wanted') return false;
  const { first, last } = deliveryDays(filter);
  const days = place.days ?? '';
  const isWhole = days.length === first.length || (days > first.slice(0, days.length) && days < last.slice(0, days.length));
  return isWhole || (filter.since === undefined && filter.until === undefined);
}

/** What a filter says of a file, by its path or S3 key. */
export const judgeFile = (filter: KeyFilter, path: string): KeyVerdict => judge(filter, filePlace(path));

/**
 * Days of delivery whose files can hold the events wanted, as `yyyy/MM/dd`, both ends included. A file is delivered minutes after its events, so the day
 * after belongs to them; the day before is for clocks that are wrong.
 */
export function deliveryDays({ since, until }: KeyFilter): { readonly first: string; readonly last: string } {
  return {
    first: since === undefined ? '0000/00/00' : dayOf(Date.parse(since) - DAY_MS),
    last: until === undefined ? '9999/99/99' : dayOf(Date.parse(until) - 1 + DAY_MS),
  };
}

function judge(filter: KeyFilter, { account, region, days }: KeyPlace): KeyVerdict {
  const verdicts = [isListed(filter.accounts, account), isListed(filter.regions, region), isDelivered(filter, days)];
  if (verdicts.includes('unwanted')) return 'unwanted';
  return verdicts.includes('unplaced') ? 'unplaced' : 'wanted';
}

function isListed(list: readonly string[], value: string | null): KeyVerdict {
  if (list.length === 0) return 'wanted';
  if (value === null) return 'unplaced';
  return list.includes(value) ? 'wanted' : 'unwanted';
}

/** @param days a day, or the beginning of one: a month or year that holds a wanted day is wanted */
function isDelivered(filter: KeyFilter, days: string | null): KeyVerdict {
  if (filter.since === undefined && filter.until === undefined) return 'wanted';
  if (days === null) return 'unplaced';
  const { first, last } = deliveryDays(filter);
  return days >= first.slice(0, days.length) && days <= last.slice(0, days.length) ? 'wanted' : 'unwanted';
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10).replaceAll('-', '/');
