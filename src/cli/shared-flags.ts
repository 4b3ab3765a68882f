import { join } from 'node:path';
import type { TypedFlagParameter } from '@stricli/core';
import type { CliContext } from './context.ts';
import { type Format, formats } from './output/answer.ts';
import type { RedactFlags } from './redaction.ts';

/** The options that every command takes (contracts, section 1). */
export interface SharedFlags {
  readonly format?: Format;
  readonly quiet: boolean;
  readonly noColor: boolean;
  readonly debug: boolean;
}

export interface LakeFlags {
  readonly lake?: string;
}

type Flags<T> = { readonly [Name in keyof T]-?: TypedFlagParameter<T[Name], CliContext> };

const off = (brief: string) => ({ kind: 'boolean', brief, default: false, withNegated: false }) as const;

const formatBrief = 'Form of the result; without it table on a terminal, json in a pipe';

export const sharedFlags: Flags<SharedFlags> = {
  format: { kind: 'enum', values: formats, optional: true, brief: formatBrief },
  quiet: off('No progress on standard error'),
  noColor: off('Plain text, as with the variable NO_COLOR'),
  debug: off('Show where an error arose'),
};

/** The same for commands whose result is one document: it has no form in CSV. */
export const documentFlags: Flags<SharedFlags> = {
  ...sharedFlags,
  format: { kind: 'enum', values: formats.filter((format) => format !== 'csv'), optional: true, brief: formatBrief },
};

export const lakeFlags: Flags<LakeFlags> = {
  lake: { kind: 'parsed', parse: String, optional: true, placeholder: 'DIR', brief: 'The lake; without it $KEYTRAIL_LAKE, then .keytrail/lake' },
};

export const redactFlags: Flags<RedactFlags> = {
  redact: off('Pseudonyms for key ids, account ids and addresses; the same each time for one lake'),
};

/** The lake that a command works on. */
export const lakeDirectory = ({ lake }: LakeFlags, env: Readonly<Record<string, string | undefined>>): string =>
  lake ?? (env['KEYTRAIL_LAKE'] || join('.keytrail', 'lake'));

/** Text for `fullDescription`: what the command does, and one worked example. */
export const withExample = (description: string, example: string): string => `${description}\n\nExample:\n  ${example}`;
