import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { sharedFlags, withExample } from '../shared-flags.ts';
import type { SimulateFlags } from './simulate-logs.run.ts';

const logs = buildCommand<SimulateFlags, [scenario?: string], CliContext>({
  docs: {
    brief: 'Write the logs of an attack, with the answer key',
    fullDescription: withExample(
      'Writes CloudTrail log files of an attack within the everyday noise of a company: DIR/logs, DIR/truth.json (the answer key), DIR/public-keys.json.',
      'keytrail simulate iam-credential-exposure --out incident --seed 7',
    ),
  },
  parameters: {
    flags: {
      out: { kind: 'parsed', parse: String, optional: true, placeholder: 'DIR', brief: 'Folder to write to' },
      list: { kind: 'boolean', default: false, withNegated: false, brief: 'List the scenarios' },
      seed: { kind: 'parsed', parse: numberParser, default: '1', placeholder: 'N', brief: 'Another seed is another company, other names and times' },
      events: { kind: 'parsed', parse: numberParser, default: '20000', placeholder: 'N', brief: 'Events of noise' },
      days: { kind: 'parsed', parse: numberParser, optional: true, placeholder: 'N', brief: 'Days that the logs cover' },
      start: { kind: 'parsed', parse: String, optional: true, placeholder: 'ISO', brief: 'Time of the first attack call, UTC' },
      ...sharedFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, optional: true, placeholder: 'SCENARIO', brief: 'See --list' }] },
  },
  loader: async () => (await import('./simulate-logs.run.ts')).run,
});

export const simulate = buildRouteMap({
  routes: { logs },
  defaultCommand: 'logs',
  docs: {
    brief: 'Write the logs of an attack whose truth is known',
    fullDescription: withExample('`keytrail simulate SCENARIO` is short for `keytrail simulate logs SCENARIO`.', 'keytrail simulate --list'),
  },
});
