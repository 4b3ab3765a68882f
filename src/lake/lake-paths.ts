import { join } from 'node:path';

/** Where things lie in a lake. */
export const lakePaths = (directory: string) => ({
  catalogue: join(directory, 'catalogue.json'),
  lock: join(directory, 'lock'),
  /** Parquet files that the catalogue names; what it does not name is left over from a run that was killed. */
  events: join(directory, 'events'),
  /** Ids of the events of each Parquet file, sixteen bytes an event. */
  ids: join(directory, 'ids'),
  /** Which texts stand in which row groups of each Parquet file. */
  index: join(directory, 'index'),
  /** Untouched records, as gzip. */
  raw: join(directory, 'raw'),
  /** Digests that came with the logs, and what they prove of them; there is none in a lake without digests. */
  digests: join(directory, 'digests.json'),
  validation: join(directory, 'validation.json'),
  /** Of the pseudonyms that stand in redacted output. */
  redactionKey: join(directory, 'redaction.key'),
  /** Work of the run that goes on. */
  work: join(directory, 'work'),
});
