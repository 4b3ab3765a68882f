import { buildCommand, buildRouteMap } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, withExample } from '../shared-flags.ts';
import type { LakeRawFlags } from './lake-raw.run.ts';
import type { LakeStatusFlags } from './lake-status.run.ts';

const status = buildCommand<LakeStatusFlags, [], CliContext>({
  docs: {
    brief: 'What the lake holds, and what was set aside',
    fullDescription: withExample(
      'Says what the lake holds: events, time, accounts, regions, and each file that was set aside.',
      'keytrail lake status',
    ),
  },
  parameters: { flags: { ...lakeFlags, ...documentFlags } },
  loader: async () => (await import('./lake-status.run.ts')).run,
});

const raw = buildCommand<LakeRawFlags, [eventId: string], CliContext>({
  docs: {
    brief: 'One record as it came, secrets included',
    fullDescription: withExample(
      'Prints the record of an event byte for byte. It is the one command that shows secrets which the record holds.',
      'keytrail lake raw 3038ebd2-c98a-4c65-9b6e-e22506292313',
    ),
  },
  parameters: {
    flags: { ...lakeFlags, ...documentFlags },
    positional: { kind: 'tuple', parameters: [{ parse: String, placeholder: 'EVENT_ID', brief: 'The eventID of the record' }] },
  },
  loader: async () => (await import('./lake-raw.run.ts')).run,
});

export const lake = buildRouteMap({
  routes: { status, raw },
  defaultCommand: 'status',
  docs: {
    brief: 'What the lake holds; one record as it came',
    fullDescription: withExample('`keytrail lake` is short for `keytrail lake status`.', 'keytrail lake'),
  },
});
