import type { EventHistory } from '../event-history.ts';
import type { Findings } from '../findings.ts';
import type { Limits } from '../limits.ts';
import type { ObjectStore } from '../object-store.ts';

/** A kind of place that logs come from, known by the form of the argument that names it. */
export interface LogSource {
  readonly recognises: (argument: string) => boolean;
  /**
   * Finds the files of a source; none of them is read.
   *
   * @throws KeytrailError when the source itself is not there or cannot be searched
   */
  readonly find: (argument: string, findings: Findings, surroundings: Surroundings) => Promise<void>;
}

/** How sources beyond this machine are reached. */
export interface Reach {
  /** Opened when a source needs it. */
  readonly objectStore?: () => Promise<ObjectStore>;
  /** @param region where nothing else says one */
  readonly eventHistory?: (region: string | null) => Promise<EventHistory>;
  readonly signal?: AbortSignal;
}

/** What a source must know of the run. */
export interface Surroundings extends Reach {
  /** A folder that is not entered: the lake, which may lie in a source; null for none. */
  readonly except: string | null;
  readonly limits: Limits;
}
