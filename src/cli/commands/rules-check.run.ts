import { readRules } from '../../app/read-rules.ts';
import { counted } from '../../report/content/counts.ts';
import { lintRule } from '../../sigma/lint-rule.ts';
import { RuleError, type RulePlace } from '../../sigma/rule-error.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { SharedFlags } from '../shared-flags.ts';

export interface RulesFlags extends SharedFlags {
  readonly placeholders?: string;
}

type Row = readonly [verdict: string, file: string, place: string, reason: string, suggestion: string, code: string];

/** `keytrail rules check PATH...` */
export async function run(this: CliContext, flags: RulesFlags, ...paths: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const set = await output.progress.during(
    'rules check',
    () => readRules(paths, flags.placeholders),
    ({ rules, correlations, filters, refused }) =>
      `${counted(rules.length + correlations.length + filters.length, 'document')} can be used, ${refused.length} cannot`,
  );
  const refusals = set.refused.map(({ file, error }): Row => {
    if (!(error instanceof RuleError)) return ['refused', file, '', error.message, error.hint ?? '', error.code];
    return ['refused', file, spotOf(error.place), error.reason, error.hint ?? '', error.fault];
  });
  const warnings = [...set.rules.flatMap(lintRule), ...set.doubts].map(
    ({ place, reason }): Row => ['warning', place.source, spotOf(place), reason, '', 'lint'],
  );
  output.print({ kind: 'rows', columns: ['verdict', 'file', 'place', 'reason', 'suggestion', 'code'], rows: [...refusals, ...warnings] });
  if (refusals.length > 0) this.doesNotHold();
}

/** The place within a file. */
const spotOf = ({ document, selection, field }: RulePlace): string =>
  [
    ...(document === undefined ? [] : [`document ${document}`]),
    ...(selection === undefined ? [] : [`selection "${selection}"`]),
    ...(field === undefined ? [] : [`field "${field}"`]),
  ].join(', ');
