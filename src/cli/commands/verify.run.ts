import { verifyCase } from '../../app/verify.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { discrepancyLines, verificationSummary } from '../views/verification-lines.ts';

export interface VerifyFlags extends SharedFlags, LakeFlags {
  readonly truth: string;
}

/** `keytrail verify [CASE.json] --truth FILE` */
export async function run(this: CliContext, flags: VerifyFlags, caseFile?: string): Promise<void> {
  const request = { lake: lakeDirectory(flags, this.terminal.env), truthFile: flags.truth, command: this.commandLine, version: installedVersion() };
  const { verification } = await verifyCase({ ...request, ...(caseFile === undefined ? {} : { caseFile }) }, { now: () => new Date() });
  openOutput(flags, this.terminal).print({
    kind: 'document',
    document: verification,
    lines: () => [verificationSummary(verification), ...discrepancyLines(verification)],
  });
  if (verification.discrepancies.length > 0) this.doesNotHold();
}
