import { buildCommand } from '@stricli/core';
import { awsFlags } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { DoctorFlags } from './doctor.run.ts';

export const doctor = buildCommand<DoctorFlags, [], CliContext>({
  docs: {
    brief: 'What is missing before keytrail can work',
    fullDescription: withExample(
      'Looks at Node, the disk, the lake and, when there are AWS credentials or a source in S3, at the caller and at what it may read: the IAM action that is missing is named. Exit code 4 when something fails.',
      'keytrail doctor --source s3://BUCKET/AWSLogs',
    ),
  },
  parameters: {
    flags: {
      source: { kind: 'parsed', parse: String, optional: true, placeholder: 's3://BUCKET/PREFIX', brief: 'Where logs are to come from' },
      ...awsFlags,
      ...lakeFlags,
      ...documentFlags,
    },
  },
  loader: async () => (await import('./doctor.run.ts')).run,
});
