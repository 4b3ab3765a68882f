import { buildCommand, numberParser } from '@stricli/core';
import { parseAccount } from '../account-flag.ts';
import { awsFlags } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import { timeFlags } from '../time-flags.ts';
import type { CollectFlags } from './collect.run.ts';

export const collect = buildCommand<CollectFlags, string[], CliContext>({
  docs: {
    brief: 'Load CloudTrail log files into the lake',
    fullDescription: withExample(
      'Loads files, folders and archives, searched through, objects of S3, and the Event History of an account that has no trail, into the lake. Again and again: what is loaded is not loaded twice. A file that cannot be read is named with the reason, and the rest goes on. --since, --until, --only-account and --only-region leave files out unread by their place in the layout that AWS gives them (AWSLogs/ACCOUNT/CloudTrail/REGION/yyyy/MM/dd), a day more on either side: a file is delivered after its events. What lies elsewhere is taken.',
      'keytrail collect incident --lake incident/lake',
    ),
  },
  parameters: {
    flags: {
      strict: { kind: 'boolean', default: false, withNegated: false, brief: 'Exit code 1 when files or records were set aside' },
      since: { ...timeFlags.since, brief: 'Leave out files delivered before the day of this time' },
      until: { ...timeFlags.until, brief: 'Leave out files delivered after the day of this time' },
      onlyAccount: {
        kind: 'parsed',
        parse: parseAccount('only-account'),
        optional: true,
        variadic: true,
        placeholder: 'ID',
        brief: 'Only files of this account',
      },
      onlyRegion: { kind: 'parsed', parse: String, optional: true, variadic: true, placeholder: 'REGION', brief: 'Only files of this region' },
      maxUnpacked: { kind: 'parsed', parse: numberParser, default: '64', placeholder: 'GIB', brief: 'The most that an archive may unpack to' },
      maxMembers: { kind: 'parsed', parse: numberParser, default: '1000000', placeholder: 'N', brief: 'The most files that an archive may have' },
      ...awsFlags,
      ...lakeFlags,
      ...documentFlags,
    },
    positional: {
      kind: 'array',
      minimum: 1,
      parameter: {
        parse: String,
        placeholder: 'SOURCE',
        brief: 'A file, a folder, a zip or tar archive, s3://BUCKET/PREFIX, or event-history:[REGION,...]',
      },
    },
  },
  loader: async () => (await import('./collect.run.ts')).run,
});
