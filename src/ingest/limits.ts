export const GIB = 1024 ** 3;

/** More than this is refused: generous, so that only what is not what it seems gets there, and settable. */
export interface Limits {
  /** Bytes that an archive unpacks to, all its files together. */
  readonly archiveBytes: number;
  /** Files, folders and whatever else is in an archive. */
  readonly archiveMembers: number;
}

export const defaultLimits: Limits = { archiveBytes: 64 * GIB, archiveMembers: 1_000_000 };

/** A clause for the report. */
export const unpacksToMore = (limit: number): string => `it unpacks to more than the limit of ${limit / GIB} GiB (--max-unpacked)`;
