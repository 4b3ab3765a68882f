import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, sharedFlags, withExample } from '../shared-flags.ts';
import { timeParser } from '../time-flags.ts';
import type { SimulateFlags } from './simulate-logs.run.ts';
import type { SimulateScriptFlags } from './simulate-script.run.ts';

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
      start: { kind: 'parsed', parse: timeParser('start'), optional: true, placeholder: 'ISO', brief: 'Time of the first attack call, UTC' },
      ...documentFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, optional: true, placeholder: 'SCENARIO', brief: 'See --list' }] },
  },
  loader: async () => (await import('./simulate-logs.run.ts')).run,
});

const script = buildCommand<SimulateScriptFlags, [scenario: string], CliContext>({
  docs: {
    brief: 'The same attack as a bash script of AWS CLI calls',
    fullDescription: withExample(
      'Prints a script for CloudShell in a sandbox account that holds the lab stack. It asks for the account it may act in, and takes away what it made.',
      'keytrail simulate script iam-credential-exposure > attack.sh',
    ),
  },
  parameters: {
    flags: { debug: sharedFlags.debug },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'SCENARIO', brief: 'See keytrail simulate --list' }] },
  },
  loader: async () => (await import('./simulate-script.run.ts')).run,
});

export const simulate = buildRouteMap({
  routes: { logs, script },
  defaultCommand: 'logs',
  docs: {
    brief: 'Write the logs of an attack whose truth is known',
    fullDescription: withExample('`keytrail simulate SCENARIO` is short for `keytrail simulate logs SCENARIO`.', 'keytrail simulate --list'),
  },
});
