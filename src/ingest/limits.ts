export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

/** No file may be set to be read that is larger: what it holds must fit into a text of V8. */
export const MOST_FILE_BYTES = 511 * MIB;

/** More than this is refused: generous, so that only what is not what it seems gets there, and settable. */
export interface Limits {
  /** Bytes of a file, as it is stored and as it inflates: CloudTrail's own stay far below. */
  readonly fileBytes: number;
  /** Bytes that an archive unpacks to, all its files together. */
  readonly archiveBytes: number;
  /** Files, folders and whatever else is in an archive. */
  readonly archiveMembers: number;
}

export const defaultLimits: Limits = { fileBytes: 256 * MIB, archiveBytes: 64 * GIB, archiveMembers: 1_000_000 };

/** A clause for the report. */
export const isLargerThan = (what: string, limit: number): string => `${what} is larger than the limit of ${limit / MIB} MiB (--max-file-size)`;

/** A clause for the report. */
export const unpacksToMore = (limit: number): string => `it unpacks to more than the limit of ${limit / GIB} GiB (--max-unpacked)`;
