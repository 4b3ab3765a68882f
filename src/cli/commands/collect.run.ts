import { collect } from '../../lake/collect.ts';
import { counted, formatCount } from '../../report/content/counts.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { collectionLines, collectionSummary } from '../views/collection-lines.ts';

export interface CollectFlags extends SharedFlags, LakeFlags {
  readonly strict: boolean;
}

/** `keytrail collect SOURCE...` */
export async function run(this: CliContext, flags: CollectFlags, ...sources: string[]): Promise<void> {
  const output = openOutput(flags, this.terminal);
  const step = output.progress.begin('collect');
  const report = await collect(lakeDirectory(flags, this.terminal.env), sources, {
    onProgress: ({ filesDone, files, bytesDone, bytes }) => step.update(bytesDone, bytes, `${formatCount(filesDone)} of ${counted(files, 'file')}`),
    signal: this.signal,
  });
  step.end(collectionSummary(report));
  output.print({ kind: 'document', document: report, lines: () => collectionLines(report) });
  if (flags.strict && report.setAside.length + report.recordsGivenUp.length > 0) this.doesNotHold();
}
