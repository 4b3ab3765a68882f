/** An object as a listing names it. */
export interface StoredObject {
  readonly key: string;
  readonly size: number;
  readonly modifiedMs: number;
  /** Identity of the content. */
  readonly etag: string;
}

/** A page of a listing. `prefixes` are the folders of the next level, each with a slash at its end; there are none in a listing of all levels. */
export interface ObjectPage {
  readonly objects: readonly StoredObject[];
  readonly prefixes: readonly string[];
}

/** The bytes of an object, with the metadata that its owner gave it; or why this one cannot be had, `denied` when the caller lacks the right to read it. */
export type ObjectReading =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly metadata?: Readonly<Record<string, string>> }
  | { readonly kind: 'unreadable'; readonly why: string; readonly denied: boolean };

/** What the S3 source needs of S3: implemented in `aws`, and by a map in tests. */
export interface ObjectStore {
  /**
   * Pages of the objects whose keys begin with a prefix.
   *
   * @param depth `one-level`: what lies deeper shows as a prefix
   * @throws KeytrailError `KT_REMOTE_REFUSED` or `KT_REMOTE_UNREACHABLE`
   */
  list(bucket: string, prefix: string, depth: 'one-level' | 'all-levels'): AsyncIterable<ObjectPage>;
  /**
   * Reads an object that has not changed since it was listed.
   *
   * @throws KeytrailError as `list`, when no object of the store can be had
   */
  read(bucket: string, object: StoredObject): Promise<ObjectReading>;
}
