import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, redactFlags, withExample } from '../shared-flags.ts';
import type { VerifyFlags } from './verify.run.ts';

export const verify = buildCommand<VerifyFlags, [caseFile?: string], CliContext>({
  docs: {
    brief: 'Compare a case with an answer key',
    fullDescription: withExample(
      'Compares statement by statement and names each difference; one makes exit code 1. Without CASE.json the case is made now.',
      'keytrail verify --truth incident/truth.json --lake incident/lake',
    ),
  },
  parameters: {
    flags: {
      truth: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'The answer key: truth.json' },
      ...lakeFlags,
      ...redactFlags,
      ...documentFlags,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, optional: true, placeholder: 'CASE.json', brief: 'The case that investigate printed' }],
    },
  },
  loader: async () => (await import('./verify.run.ts')).run,
});
