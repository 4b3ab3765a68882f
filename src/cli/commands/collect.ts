import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { CollectFlags } from './collect.run.ts';

export const collect = buildCommand<CollectFlags, string[], CliContext>({
  docs: {
    brief: 'Load CloudTrail log files into the lake',
    fullDescription: withExample(
      'Loads files and folders, searched through, into the lake. Again and again: what is loaded is not loaded twice. A file that cannot be read is named with the reason, and the rest goes on.',
      'keytrail collect incident --lake incident/lake',
    ),
  },
  parameters: {
    flags: {
      strict: { kind: 'boolean', default: false, withNegated: false, brief: 'Exit code 1 when files or records were set aside' },
      ...lakeFlags,
      ...documentFlags,
    },
    positional: { kind: 'array', minimum: 1, parameter: { parse: String, placeholder: 'SOURCE', brief: 'A file or a folder' } },
  },
  loader: async () => (await import('./collect.run.ts')).run,
});
