import { verifyCase } from '../../app/verify.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type RedactFlags, type Redaction, redacting } from '../redaction.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { discrepancyLines, verificationSummary } from '../views/verification-lines.ts';

export interface VerifyFlags extends SharedFlags, LakeFlags, RedactFlags {
  readonly truth: string;
}

/** `keytrail verify [CASE.json] --truth FILE` */
export async function run(this: CliContext, flags: VerifyFlags, caseFile?: string): Promise<void> {
  await redacting(flags, this.terminal.env, (redaction) => compare(this, flags, caseFile, redaction));
}

async function compare(context: CliContext, flags: VerifyFlags, caseFile: string | undefined, redaction: Redaction): Promise<void> {
  const { terminal, commandLine, doesNotHold } = context;
  const request = { lake: lakeDirectory(flags, terminal.env), truthFile: flags.truth, command: commandLine, version: installedVersion() };
  const verified = await verifyCase({ ...request, ...(caseFile === undefined ? {} : { caseFile }) }, { now: () => new Date() });
  const verification = redaction.value(verified.verification);
  openOutput(flags, terminal).print({
    kind: 'document',
    document: verification,
    lines: () => [verificationSummary(verification), ...discrepancyLines(verification)],
  });
  if (verification.discrepancies.length > 0) doesNotHold();
}
