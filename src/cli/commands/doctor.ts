import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { DoctorFlags } from './doctor.run.ts';

export const doctor = buildCommand<DoctorFlags, [], CliContext>({
  docs: {
    brief: 'What is missing before keytrail can work',
    fullDescription: withExample(
      'Looks at Node, the disk and the lake, and says the next step for what fails. Exit code 4 when something does.',
      'keytrail doctor',
    ),
  },
  parameters: { flags: { ...lakeFlags, ...documentFlags } },
  loader: async () => (await import('./doctor.run.ts')).run,
});
