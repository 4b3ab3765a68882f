import { matchRules } from '../../app/match-rules.ts';
import { counted } from '../../report/content/counts.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { tableLines } from '../output/table-lines.ts';
import type { RulesFlags } from './rules-check.run.ts';

export interface RulesMatchFlags extends RulesFlags {
  readonly events: string;
  readonly backend: 'ts' | 'duckdb';
}

/** `keytrail rules match PATH... --events FILE` */
export async function run(this: CliContext, flags: RulesMatchFlags, ...paths: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const { events, placeholders, backend } = flags;
  const { results, unreadable } = await matchRules({ rules: paths, events, backend, ...(placeholders === undefined ? {} : { placeholders }) });
  if (unreadable > 0) output.warn(`${counted(unreadable, 'line or element', 'lines or elements')} of "${events}" are no record and match nothing.`);
  const rows = results.map((result) =>
    'error' in result
      ? ['refused', result.rule, null, null, result.error.message]
      : [result.title, result.rule, result.matches.length, result.findings.length, result.matches.join(' ')],
  );
  output.print({
    kind: 'document',
    document: results,
    lines: (width) => tableLines({ columns: ['rule', 'file', 'matches', 'findings', 'records, or why not'], rows }, width),
  });
}
