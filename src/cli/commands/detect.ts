import { buildCommand } from '@stricli/core';
import type { Level } from '../../core/finding.ts';
import type { CliContext } from '../context.ts';
import { tableFlags } from '../engine-flags.ts';
import { geoFlag } from '../geo-flag.ts';
import { lakeFlags, redactFlags, sharedFlags, withExample } from '../shared-flags.ts';
import { timeFlags } from '../time-flags.ts';
import type { DetectFlags } from './detect.run.ts';

/** Written again because the list in core comes with its schema, and the help is to load no schema. */
const levels: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical'];

export const detect = buildCommand<DetectFlags, [], CliContext>({
  docs: {
    brief: 'Run detection rules over the lake',
    fullDescription: withExample(
      'Runs Sigma rules over the lake and groups what they match into findings, and findings of one attack into stories. A rule that cannot be used is named, the others run.',
      'keytrail detect --min-level medium --since 2026-01-07',
    ),
  },
  parameters: {
    flags: {
      rules: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'PATH',
        brief: "Rules instead of the built-in ones; 'builtin' adds those",
      },
      placeholders: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'FILE',
        brief: "Values for the placeholders of rules ('expand'), as JSON or YAML: {name: [values]}",
      },
      allow: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'FILE',
        brief: 'Known-good list (YAML): calls that are no news; what each entry silenced is told',
      },
      minLevel: { kind: 'enum', values: levels, default: 'informational', brief: 'Leave rules below this level out' },
      ...timeFlags,
      failOn: { kind: 'enum', values: levels, optional: true, brief: 'Exit code 1 when there is a finding of this level or above' },
      hits: { kind: 'boolean', default: false, withNegated: false, brief: 'Each match by itself instead of findings' },
      ...tableFlags,
      report: {
        kind: 'parsed',
        parse: String,
        optional: true,
        variadic: true,
        placeholder: 'FILE',
        brief: 'Write the findings to a file, by its ending: .sarif, .ocsf.jsonl, .navigator.json',
      },
      explain: {
        kind: 'parsed',
        parse: String,
        optional: true,
        placeholder: 'EVENT_ID',
        brief: 'Why rules match one event, and what rules about such calls lack',
      },
      ...geoFlag,
      ...lakeFlags,
      ...redactFlags,
      ...sharedFlags,
    },
  },
  loader: async () => (await import('./detect.run.ts')).run,
});
