import { lakeMissing } from '../../lake/catalogue.ts';
import { compactLake } from '../../lake/compact-lake.ts';
import { counted } from '../../report/content/counts.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';

export interface LakeCompactFlags extends SharedFlags, LakeFlags {}

/** `keytrail lake compact` */
export async function run(this: CliContext, flags: LakeCompactFlags): Promise<void> {
  const directory = lakeDirectory(flags, this.terminal.env);
  const compaction = await compactLake(directory);
  if (compaction === null) throw lakeMissing(directory);
  const { before, after } = compaction;
  const line = before === after ? `Nothing to merge: ${counted(after, 'Parquet file')}.` : `${counted(before, 'Parquet file')} before, now ${after}.`;
  openOutput(flags, this.terminal).print({ kind: 'document', document: compaction, lines: () => [line] });
}
