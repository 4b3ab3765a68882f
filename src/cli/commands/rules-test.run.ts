import { readRules } from '../../app/read-rules.ts';
import { counted } from '../../report/content/counts.ts';
import { matches } from '../../sigma/match.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { RulesFlags } from './rules-check.run.ts';

/** `keytrail rules test PATH...` */
export async function run(this: CliContext, flags: RulesFlags, ...paths: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const { rules, refused } = await readRules(paths, flags.placeholders);
  for (const { file, error } of refused) output.warn(`the rule "${file}" was left out. ${error.message}`);
  const { rows } = await output.progress.during(
    'rules test',
    async () => {
      const tested = rules.flatMap((rule) => rule.tests.map((test) => ({ rule, test, matched: matches(rule, test.event) })));
      const failed = tested.filter(({ test, matched }) => test.matches !== matched);
      return {
        tests: tested.length,
        without: rules.filter((rule) => rule.tests.length === 0).length,
        rows: failed.map(({ rule, test, matched }) => [rule.title, test.name, verb(test.matches), verb(matched), rule.source]),
      };
    },
    ({ tests, without, rows: failed }) => `${counted(tests, 'test')}, ${failed.length} failed; ${counted(without, 'rule')} without tests`,
  );
  output.print({ kind: 'rows', columns: ['rule', 'test', 'expected', 'found', 'file'], rows });
  if (rows.length + refused.length > 0) this.doesNotHold();
}

const verb = (matches: boolean): string => (matches ? 'a match' : 'no match');
