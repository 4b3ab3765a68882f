import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { InvestigateFlags } from './investigate.run.ts';

export const investigate = buildCommand<InvestigateFlags, [subject: string], CliContext>({
  docs: {
    brief: 'From a leaked key to all that it did, and to all it minted',
    fullDescription: withExample(
      'Makes the case of an access key: who used it since when, what it minted, created, changed and read, what is still alive, what is not known, and what to do now.',
      'keytrail investigate AKIAIOSFODNN7EXAMPLE --report case.html',
    ),
  },
  parameters: {
    flags: {
      report: { kind: 'parsed', parse: String, optional: true, variadic: true, placeholder: 'FILE', brief: 'Write a report: .html or .md' },
      ...lakeFlags,
      ...documentFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'SUBJECT', brief: 'An access key id: AKIA... or ASIA...' }] },
  },
  loader: async () => (await import('./investigate.run.ts')).run,
});
