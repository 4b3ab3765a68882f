import { buildCommand } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { engineFlags } from '../engine-flags.ts';
import { limitFlags } from '../limit-flags.ts';
import { parseParam } from '../param-flag.ts';
import { lakeFlags, redactFlags, sharedFlags, withExample } from '../shared-flags.ts';
import type { SqlFlags } from './sql.run.ts';

export const sql = buildCommand<SqlFlags, [query?: string], CliContext>({
  docs: {
    brief: 'Ask the lake in Athena SQL; without a query, a shell',
    fullDescription: withExample(
      'Runs Athena SQL over the table irworkshopgluetablecloudtrail. Without QUERY: a shell on a terminal, else the statements on standard input.',
      `keytrail sql "SELECT eventname, count(*) AS calls FROM irworkshopgluetablecloudtrail GROUP BY 1 ORDER BY 2 DESC LIMIT 10"`,
    ),
  },
  parameters: {
    flags: {
      file: { kind: 'parsed', parse: String, optional: true, placeholder: 'F', brief: 'Run the statements of this file, in order' },
      named: { kind: 'parsed', parse: String, optional: true, placeholder: 'ID', brief: 'Run the query of this name; --list shows them' },
      list: { kind: 'boolean', brief: 'List the named queries with their questions', default: false, withNegated: false },
      param: {
        kind: 'parsed',
        parse: (text: string) => parseParam(text),
        optional: true,
        variadic: true,
        placeholder: 'NAME=VALUE',
        brief: 'Text that stands for :NAME in the statements',
      },
      table: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'NAME',
        brief: 'duckdb: what your queries call the table, as cloudtrail_logs',
      },
      ...engineFlags,
      ...limitFlags,
      ...lakeFlags,
      ...redactFlags,
      ...sharedFlags,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, optional: true, placeholder: 'QUERY', brief: 'One statement, in quotes' }] },
  },
  loader: async () => (await import('./sql.run.ts')).run,
});
