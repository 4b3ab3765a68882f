/** The calls of Athena's API that queries need. Failures are KeytrailErrors already. */
export interface AthenaService {
  /** Names of the workgroups there are; null when the caller may not list them. */
  listWorkgroups(): Promise<readonly string[] | null>;
  /** A workgroup; null when the caller may not look at it. */
  workgroup(name: string): Promise<Workgroup | null>;
  /** @returns the id of the execution */
  start(query: AthenaQuery): Promise<string>;
  status(id: string, signal?: AbortSignal): Promise<Execution>;
  page(id: string, token: string | undefined, signal?: AbortSignal): Promise<AthenaPage>;
  stop(id: string): Promise<void>;
}

export interface Workgroup {
  readonly name: string;
  readonly enabled: boolean;
  /** Whether it says by itself where results go: a place in S3, or storage that Athena manages. */
  readonly keepsResults: boolean;
}

/** Where queries run and their results go. */
export interface AthenaPlace {
  readonly workgroup: string;
  readonly catalog?: string;
  readonly database?: string;
  readonly outputLocation?: string;
}

export interface AthenaQuery extends AthenaPlace {
  readonly sql: string;
  readonly parameters: readonly string[];
}

/** How far an execution is. */
export interface Execution {
  readonly state: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  /** What Athena says of a failure. */
  readonly reason: string;
  /** Data that was read so far, in bytes. */
  readonly scanned: number;
}

export interface AthenaPage {
  readonly columns: readonly AthenaColumn[];
  /** Texts, or null where a value is. */
  readonly rows: readonly (readonly (string | null)[])[];
  readonly next: string | undefined;
}

export interface AthenaColumn {
  readonly name: string;
  /** `varchar`, `bigint`, `row`...: of nested types the outer one alone is told. */
  readonly type: string;
  readonly precision: number;
  readonly scale: number;
}
