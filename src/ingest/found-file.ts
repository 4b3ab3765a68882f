/**
 * A file that may be a log. Without `read` it is a file of this machine and `path` is absolute, symbolic links resolved: one file has one path. With it the
 * path is a name alone (`s3://BUCKET/KEY`), and the bytes are had by `read`.
 */
export interface FoundFile {
  readonly path: string;
  /** Bytes as they are stored, packed as a rule. */
  readonly size: number;
  readonly mtimeMs: number;
  /** What its place says of its content, when that is more than size and time: the ETag of an object in S3. */
  readonly version?: string;
  /**
   * Fetches the bytes as they are stored.
   *
   * @throws FileUnreadable when this file cannot be had and others may; KeytrailError when its whole source cannot
   */
  readonly read?: () => Promise<Uint8Array>;
  /** As `read`, with the signature that its metadata hold when it is a digest in S3; null without one. */
  readonly readSigned?: () => Promise<SignedBytes>;
}

export interface SignedBytes {
  readonly bytes: Uint8Array;
  readonly signature: string | null;
}

/** What a file is known by, without the ways to read it. */
export type FileIdentity = Omit<FoundFile, 'read' | 'readSigned'>;

/** Why one file cannot be had, while the rest goes on. The message is a clause for the report. */
export class FileUnreadable extends Error {
  override readonly name = 'FileUnreadable';
}

export interface SetAside {
  readonly file: string;
  readonly why: string;
}
