import { buildCommand } from '@stricli/core';
import { awsFlags } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { documentFlags, withExample } from '../shared-flags.ts';
import type { ValidateLogsFlags } from './validate-logs.run.ts';

export const validateLogs = buildCommand<ValidateLogsFlags, string[], CliContext>({
  docs: {
    brief: 'Check log files against the digests that CloudTrail signed',
    fullDescription: withExample(
      'Follows the digest chain of each trail, account and region as `aws cloudtrail validate-logs` does; what lies on this machine without the network. Exit code 1 when something was changed or is missing, or when no digest could be verified.',
      'keytrail validate-logs incident --public-keys keys.json',
    ),
  },
  parameters: {
    flags: {
      publicKeys: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'FILE',
        brief: 'What `aws cloudtrail list-public-keys` printed (repeatable); without it public-keys.json in the source',
      },
      ...awsFlags,
      ...documentFlags,
    },
    positional: { kind: 'array', minimum: 1, parameter: { parse: String, placeholder: 'SOURCE', brief: 'A file, a folder, or s3://BUCKET/PREFIX' } },
  },
  loader: async () => (await import('./validate-logs.run.ts')).run,
});
