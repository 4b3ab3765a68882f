import { buildCommand, buildRouteMap } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { ContainPlanFlags } from './contain-plan.run.ts';

const plan = buildCommand<ContainPlanFlags, [subject: string], CliContext>({
  docs: {
    brief: 'Plan how to stop the attacker; nothing is carried out',
    fullDescription: withExample(
      'Turns a case into steps, each one call: what it does, what it breaks for the owner, what it does not stop, how to take it back, how to see that it worked.',
      'keytrail contain plan AKIAIOSFODNN7EXAMPLE --responder arn:aws:iam::111122223333:role/responder --out plan.json',
    ),
  },
  parameters: {
    flags: {
      out: { kind: 'parsed', parse: String, optional: true, placeholder: 'FILE', brief: 'Write the plan as JSON to this file too' },
      level: {
        kind: 'enum',
        values: ['quarantine', 'contain', 'eradicate'],
        default: 'contain',
        brief: 'How far to go; each level holds those before it',
      },
      responder: { kind: 'parsed', parse: String, optional: true, variadic: true, placeholder: 'ARN', brief: 'Who must not be locked out' },
      ...lakeFlags,
      redact: { kind: 'boolean', brief: 'Refused: a plan needs the real ids', default: false, withNegated: false, hidden: true },
      ...documentFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'SUBJECT', brief: 'An access key id, or the file of a case (.json)' }] },
  },
  loader: async () => (await import('./contain-plan.run.ts')).run,
});

export const contain = buildRouteMap({ routes: { plan }, docs: { brief: 'Stop the attacker, step by step' } });
