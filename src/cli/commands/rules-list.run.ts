import { readRules } from '../../app/read-rules.ts';
import { counted } from '../../report/content/counts.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { ruleList } from '../views/rule-list.ts';
import type { RulesFlags } from './rules-check.run.ts';

/** `keytrail rules list PATH...` */
export async function run(this: CliContext, flags: RulesFlags, ...paths: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const { rules, correlations, filters, refused } = await output.progress.during(
    'rules list',
    () => readRules(paths, flags.placeholders),
    (set) => `${counted(set.rules.length, 'rule')}, ${counted(set.correlations.length, 'correlation')}, ${counted(set.filters.length, 'filter')}`,
  );
  for (const { file, error } of refused) output.warn(`the rule "${file}" was left out. ${error.message}`);
  output.print(
    ruleList([
      ...rules.map((header) => ({ kind: 'rule' as const, header })),
      ...correlations.map((header) => ({ kind: 'correlation' as const, header })),
      ...filters.map((header) => ({ kind: 'filter' as const, header })),
    ]),
  );
}
