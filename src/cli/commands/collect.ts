import { buildCommand, numberParser } from '@stricli/core';
import { KeytrailError } from '../../core/errors.ts';
import { MIB, MOST_FILE_BYTES } from '../../ingest/limits.ts';
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
      maxFileSize: {
        kind: 'parsed',
        parse: parseFileSize,
        default: '256',
        placeholder: 'MIB',
        brief: 'The largest file that is read, packed or not',
      },
      maxUnpacked: { kind: 'parsed', parse: numberParser, default: '64', placeholder: 'GIB', brief: 'The most that an archive may unpack to' },
      maxMembers: { kind: 'parsed', parse: numberParser, default: '1000000', placeholder: 'N', brief: 'The most files that an archive may have' },
      ignoreSpace: { kind: 'boolean', default: false, withNegated: false, brief: 'Load even when the disk seems to have no room for it' },
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

function parseFileSize(text: string): number {
  const size = Number(text);
  if (size >= 1 && size * MIB <= MOST_FILE_BYTES) return size;
  throw new KeytrailError('KT_USAGE', `--max-file-size is "${text}", not a number of MiB from 1 to ${MOST_FILE_BYTES / MIB}.`, {
    hint: 'Split what is larger: gunzip -c FILE | split -C 400m - part- for one record a line.',
  });
}
