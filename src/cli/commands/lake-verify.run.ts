import { lakeMissing } from '../../lake/catalogue.ts';
import { verifyLake } from '../../lake/verify-lake.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { lakeVerificationLines } from '../views/lake-verification-lines.ts';

export interface LakeVerifyFlags extends SharedFlags, LakeFlags {}

/** `keytrail lake verify` */
export async function run(this: CliContext, flags: LakeVerifyFlags): Promise<void> {
  const directory = lakeDirectory(flags, this.terminal.env);
  const verification = await verifyLake(directory);
  if (verification === null) throw lakeMissing(directory);
  openOutput(flags, this.terminal).print({ kind: 'document', document: verification, lines: () => lakeVerificationLines(verification) });
  if (verification.verdict === 'damaged') this.doesNotHold();
}
