import type { AwsAccess } from '../core/aws-access.ts';
import type { KeyFilter } from '../ingest/key-filter.ts';
import type { Limits } from '../ingest/limits.ts';
import { collect } from '../lake/collect.ts';
import type { CollectEffects, CollectReport } from '../lake/collect-report.ts';

export interface CollectRequest {
  readonly lake: string;
  readonly sources: readonly string[];
  /** Which files are wanted; without it all are. */
  readonly filter?: KeyFilter;
  readonly limits: Limits;
  /** For sources in AWS. */
  readonly aws: AwsAccess;
}

/** Loads logs from wherever they lie into a lake. The AWS SDK is loaded when a source needs it. */
export const collectLogs = (
  { lake, sources, filter, limits, aws }: CollectRequest,
  effects: Omit<CollectEffects, 'discovery'>,
): Promise<CollectReport> =>
  collect(lake, sources, {
    ...effects,
    discovery: {
      ...(effects.signal === undefined ? {} : { signal: effects.signal }),
      ...(filter === undefined ? {} : { filter }),
      limits,
      eventHistory: async (region) =>
        (await import('../aws/event-history.ts')).openEventHistory(region === null ? aws : { region, ...aws }, effects.signal),
      objectStore: async () => (await import('../aws/s3-store.ts')).openS3(aws, effects.signal),
    },
  });
