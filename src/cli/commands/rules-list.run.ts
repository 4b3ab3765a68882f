import { readRules } from '../../app/read-rules.ts';
import { techniquesOf } from '../../detect/techniques.ts';
import { counted } from '../../report/content/counts.ts';
import type { Header } from '../../sigma/rule.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
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
  const row =
    (kind: string) =>
    ({ level, title, id, author, licence, references, tags, source }: Header): readonly (string | null)[] => [
      ...[level, kind, title, id, author, licence, references[0] ?? null, techniquesOf(tags).join(' '), source],
    ];
  output.print({
    kind: 'rows',
    columns: ['level', 'kind', 'title', 'id', 'author', 'licence', 'link', 'techniques', 'file'],
    rows: [...rules.map(row('rule')), ...correlations.map(row('correlation')), ...filters.map(row('filter'))],
  });
}
