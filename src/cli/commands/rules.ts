import { buildCommand, buildRouteMap } from '@stricli/core';
import type { CliContext } from '../context.ts';
import { documentFlags, sharedFlags, withExample } from '../shared-flags.ts';
import type { RulesFlags } from './rules-check.run.ts';
import type { RulesMatchFlags } from './rules-match.run.ts';

const positional = {
  kind: 'array',
  minimum: 1,
  parameter: { parse: String, placeholder: 'PATH', brief: "A rule file, or a folder of .yml files; 'builtin' for the built-in rules" },
} as const;

const placeholders = {
  kind: 'parsed',
  parse: String,
  optional: true,
  placeholder: 'FILE',
  brief: "Values for the placeholders of rules ('expand'), as JSON or YAML: {name: [values]}",
} as const;

const check = buildCommand<RulesFlags, string[], CliContext>({
  docs: {
    brief: 'Say which rules cannot be used, and which look wrong',
    fullDescription: withExample(
      'Names each rule that cannot be used, with place, reason and suggestion, and warns of rules that are wrong as written: a field that no record has, a filter that never takes anything away, a selection that the condition leaves out. Exit code 1 when a rule cannot be used.',
      'keytrail rules check builtin',
    ),
  },
  parameters: { flags: { placeholders, ...sharedFlags }, positional },
  loader: async () => (await import('./rules-check.run.ts')).run,
});

const list = buildCommand<RulesFlags, string[], CliContext>({
  docs: {
    brief: 'List rules with level, author, licence and link',
    fullDescription: withExample('Lists the rules, correlations and filters of files and folders.', 'keytrail rules list builtin'),
  },
  parameters: { flags: { placeholders, ...sharedFlags }, positional },
  loader: async () => (await import('./rules-list.run.ts')).run,
});

const test = buildCommand<RulesFlags, string[], CliContext>({
  docs: {
    brief: 'Run the tests that rules bring along',
    fullDescription: withExample(
      'Evaluates each rule on the events of its `tests` block: {name, matches, event}. Exit code 1 when one does not come out as it says, or a rule cannot be used.',
      'keytrail rules test builtin',
    ),
  },
  parameters: { flags: { placeholders, ...sharedFlags }, positional },
  loader: async () => (await import('./rules-test.run.ts')).run,
});

const convert = buildCommand<RulesFlags, string[], CliContext>({
  docs: {
    brief: 'Print rules as Athena SQL',
    fullDescription: withExample(
      'Prints a statement of Athena SQL for each rule, to be run by keytrail sql, in Athena or elsewhere. Author, licence and link stay with it, in a comment.',
      'keytrail rules convert builtin > rules.sql',
    ),
  },
  parameters: { flags: { placeholders, ...sharedFlags }, positional },
  loader: async () => (await import('./rules-convert.run.ts')).run,
});

const match = buildCommand<RulesMatchFlags, string[], CliContext>({
  docs: {
    brief: 'Evaluate rules on the records of a file, with no lake',
    fullDescription: withExample(
      'Evaluates rules on the records of a JSON or JSON Lines file. For each rule: the places of the records that match, from 0, and the findings of correlations; for a rule that cannot be used: why.',
      'keytrail rules match builtin --events records.json',
    ),
  },
  parameters: {
    flags: {
      events: { kind: 'parsed', parse: String, placeholder: 'FILE', brief: 'Records: a JSON array, {"Records": [...]}, one record, or JSON Lines' },
      placeholders,
      backend: { kind: 'enum', values: ['ts', 'duckdb'], default: 'ts', brief: 'What evaluates: keytrail itself, or SQL on the embedded engine' },
      ...documentFlags,
    },
    positional,
  },
  loader: async () => (await import('./rules-match.run.ts')).run,
});

export const rules = buildRouteMap({
  routes: { check, list, test, convert, match },
  docs: { brief: 'Check, list, test, convert and try Sigma rules, without logs' },
});
