import { homedir } from 'node:os';
import type { AwsAccess } from '../core/aws-access.ts';
import { KeytrailError } from '../core/errors.ts';
import { openLake } from '../lake/open-lake.ts';
import { type AwsQuestions, callerCheck, sourceCheck } from '../setup/aws-checks.ts';
import { isAwsPresent } from '../setup/aws-present.ts';
import { type CheckResult, runChecks } from '../setup/check.ts';
import { diskCheck } from '../setup/disk-check.ts';
import { type LakeState, lakeCheck } from '../setup/lake-check.ts';
import { nodeCheck } from '../setup/node-check.ts';

/** What each check found, in their order. */
export type DoctorReport = readonly CheckResult[];

export interface DoctorRequest {
  readonly lake: string;
  /** `s3://BUCKET/PREFIX`, when logs are to come from there. */
  readonly source?: string;
  readonly aws: AwsAccess;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Looks at everything that keytrail needs. AWS is asked when a source or a flag names it, or when the machine has credentials.
 *
 * @throws KeytrailError `KT_USAGE` for a source that is not in S3
 */
export async function doctor({ lake, source, aws, env }: DoctorRequest): Promise<DoctorReport> {
  if (source !== undefined && !source.startsWith('s3://')) {
    throw new KeytrailError('KT_USAGE', `"${source}" is no place in S3.`, { hint: 'Give it as s3://BUCKET/PREFIX; files on disk need no check.' });
  }
  const asksAws = source !== undefined || Object.keys(aws).length > 0 || (await isAwsPresent(env, homedir()));
  const questions = awsQuestions(aws);
  return runChecks([
    nodeCheck(process.versions.node),
    diskCheck(lake),
    lakeCheck(lake, () => lakeState(lake)),
    ...(asksAws ? [callerCheck(questions)] : []),
    ...(source === undefined ? [] : [sourceCheck(questions, source)]),
  ]);
}

async function lakeState(directory: string): Promise<LakeState | null> {
  const lake = await openLake(directory).catch((error: unknown) => {
    if (error instanceof KeytrailError && error.code === 'KT_LAKE_MISSING') return null;
    throw error;
  });
  if (lake === null) return null;
  try {
    const { events, files, unreadable } = await lake.coverage();
    return { events, files, unreadable: unreadable.length };
  } finally {
    await lake.close();
  }
}

/** The AWS SDK is loaded when AWS is asked. */
const awsQuestions = (aws: AwsAccess): AwsQuestions => ({
  caller: async () => (await import('../aws/caller.ts')).callerOf(aws),
  firstObject: async (bucket, prefix) => {
    const store = await (await import('../aws/s3-store.ts')).openS3(aws);
    for await (const { objects } of store.list(bucket, prefix, 'all-levels')) {
      const object = objects.find(({ size }) => size > 0);
      if (object === undefined) continue;
      return {
        key: object.key,
        read: async () => {
          const reading = await store.read(bucket, object);
          return reading.kind === 'bytes' ? null : reading.why;
        },
      };
    }
    return null;
  },
});
