import { buildCommand, numberParser } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, withExample } from '../shared-flags.ts';
import type { LabFlags } from './lab.run.ts';

export const lab = buildCommand<LabFlags, [], CliContext>({
  docs: {
    brief: 'The whole job, with no cloud account: start here',
    fullDescription: withExample(
      "Simulates an attack, collects its logs, answers the workshop's questions, investigates, reports, and verifies the case against the truth. A difference makes exit code 1.",
      'keytrail lab --seed 2',
    ),
  },
  parameters: {
    flags: {
      ask: { kind: 'boolean', brief: 'You find the answers: questions, hints in steps, a score', default: false, withNegated: false },
      seed: { kind: 'parsed', parse: numberParser, default: '1', placeholder: 'N', brief: 'Another seed is another company, other names and times' },
      scenario: { kind: 'parsed', parse: String, default: 'iam-credential-exposure', placeholder: 'NAME', brief: 'See keytrail simulate --list' },
      events: { kind: 'parsed', parse: numberParser, default: '20000', placeholder: 'N', brief: 'Events of noise' },
      dir: { kind: 'parsed', parse: String, default: '.keytrail/lab', placeholder: 'DIR', brief: 'Where everything goes' },
      ...documentFlags,
    },
  },
  loader: async () => (await import('./lab.run.ts')).run,
});
