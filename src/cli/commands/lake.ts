import { buildCommand, buildRouteMap } from '@stricli/core';
import { parseAccount } from '../account-flag.ts';
import type { CliContext } from '../context.ts';
import { documentFlags, lakeFlags, redactFlags, withExample } from '../shared-flags.ts';
import { timeParser } from '../time-flags.ts';
import type { LakeCompactFlags } from './lake-compact.run.ts';
import type { LakeForgetFlags } from './lake-forget.run.ts';
import type { LakeRawFlags } from './lake-raw.run.ts';
import type { LakeStatusFlags } from './lake-status.run.ts';
import type { LakeVerifyFlags } from './lake-verify.run.ts';

const status = buildCommand<LakeStatusFlags, [], CliContext>({
  docs: {
    brief: 'What the lake holds, and what was set aside',
    fullDescription: withExample(
      'Says what the lake holds: events, time, accounts, regions, days without an event, size on disk, and each file that was set aside.',
      'keytrail lake status',
    ),
  },
  parameters: { flags: { ...lakeFlags, ...redactFlags, ...documentFlags } },
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

const compact = buildCommand<LakeCompactFlags, [], CliContext>({
  docs: {
    brief: 'Merges small files of the lake',
    fullDescription: withExample(
      'Merges all small Parquet files into one; collect does so by itself when they are many. Who reads the lake meanwhile is not disturbed.',
      'keytrail lake compact',
    ),
  },
  parameters: { flags: { ...lakeFlags, ...documentFlags } },
  loader: async () => (await import('./lake-compact.run.ts')).run,
});

const verify = buildCommand<LakeVerifyFlags, [], CliContext>({
  docs: {
    brief: 'Whether every file of the lake is as it was written',
    fullDescription: withExample(
      'Reads every file of the lake and compares size, SHA-256 and rows with the catalogue, and looks for events that are there twice. Exit code 1 when something is wrong.',
      'keytrail lake verify',
    ),
  },
  parameters: { flags: { ...lakeFlags, ...documentFlags } },
  loader: async () => (await import('./lake-verify.run.ts')).run,
});

const forget = buildCommand<LakeForgetFlags, [], CliContext>({
  docs: {
    brief: 'Takes events out of the lake for good',
    fullDescription: withExample(
      'Takes out events of before a time, of an account, of a source, or all: rows and untouched records. It says what goes and asks for a word; in a script --yes stands for the word. The log files themselves are not touched, and may be collected again.',
      'keytrail lake forget --before 2026-01-01 --yes',
    ),
  },
  parameters: {
    flags: {
      before: { kind: 'parsed', parse: timeParser('before'), optional: true, placeholder: 'ISO', brief: 'Events earlier than this time, UTC' },
      account: { kind: 'parsed', parse: parseAccount('account'), optional: true, placeholder: 'ID', brief: 'Events of this account' },
      source: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'PATH',
        brief: 'Events that came from this file, folder, archive or S3 prefix',
      },
      all: { kind: 'boolean', default: false, withNegated: false, brief: 'All events' },
      yes: { kind: 'boolean', default: false, withNegated: false, brief: 'Do it without asking' },
      ...lakeFlags,
      ...documentFlags,
    },
  },
  loader: async () => (await import('./lake-forget.run.ts')).run,
});

export const lake = buildRouteMap({
  routes: { status, compact, verify, forget, raw },
  defaultCommand: 'status',
  docs: {
    brief: 'What the lake holds, its upkeep; one record as it came',
    fullDescription: withExample('`keytrail lake` is short for `keytrail lake status`.', 'keytrail lake'),
  },
});
