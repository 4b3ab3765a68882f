import type { Check } from './check.ts';

export interface AwsCaller {
  readonly arn: string;
  readonly region: string | null;
}

/** What AWS is asked; each throws a KeytrailError that names the IAM action which is missing. */
export interface AwsQuestions {
  /** Who the credentials belong to. */
  readonly caller: () => Promise<AwsCaller>;
  /** Lists what lies below a place; the first object, null when there is none. */
  readonly firstObject: (bucket: string, prefix: string) => Promise<FirstObject | null>;
}

export interface FirstObject {
  readonly key: string;
  /** Reads it; null when that went well, or why it could not be had, the IAM action named. */
  readonly read: () => Promise<string | null>;
}

/** Whose credentials these are, and which region they work in. */
export const callerCheck = ({ caller }: AwsQuestions): Check => ({
  name: 'aws caller',
  run: async () => {
    const { arn, region } = await caller();
    const root = /^arn:[^:]*:iam::\d{12}:root$/.test(arn);
    const finding = `${arn}, ${region === null ? 'no region set' : `region ${region}`}`;
    return root ? { state: 'warn', finding, next: 'Do not work as root: use a role that may only read.' } : { state: 'ok', finding };
  },
});

/** Whether a source in S3 can be listed, and an object in it read: its key in KMS may be another's. */
export function sourceCheck({ firstObject }: AwsQuestions, source: string): Check {
  return {
    name: 'source',
    run: async () => {
      const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(source) ?? [];
      const object = await firstObject(bucket, prefix);
      if (object === null)
        return { state: 'warn', finding: `nothing lies below ${source}`, next: 'Check the prefix: logs lie below [PREFIX/]AWSLogs/.' };
      const why = await object.read();
      if (why === null) return { state: 'ok', finding: `${source} can be listed and read` };
      return {
        state: 'fail',
        finding: `s3://${bucket}/${object.key}: ${why}`,
        next: 'Allow that action for the caller, or name another profile: --profile NAME.',
      };
    },
  };
}
