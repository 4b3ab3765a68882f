import { readRules } from '../../app/read-rules.ts';
import { convertRule } from '../../detect/convert-rule.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { RulesFlags } from './rules-check.run.ts';

/** `keytrail rules convert PATH...` */
export async function run(this: CliContext, flags: RulesFlags, ...paths: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const { rules, correlations, base, refused } = await readRules(paths, flags.placeholders);
  for (const { file, error } of refused) output.warn(`the rule "${file}" was left out. ${error.message}`);
  for (const { title } of correlations)
    output.warn(`the correlation "${title}" was left out: one statement cannot tell it. keytrail detect runs it.`);
  const converted = rules.filter((rule) => !base.has(rule)).map((rule) => ({ rule, sql: convertRule(rule) }));
  // Without a form that was asked for, it is what keytrail sql takes, on a terminal and in a pipe.
  if (flags.format === undefined || flags.format === 'table') this.terminal.stdout.write(converted.map(({ sql }) => `${sql}\n`).join('\n'));
  else {
    output.print({
      kind: 'rows',
      columns: ['rule', 'id', 'title', 'sql'],
      rows: converted.map(({ rule, sql }) => [rule.source, rule.id, rule.title, sql]),
    });
  }
  if (refused.length > 0) this.doesNotHold();
}
