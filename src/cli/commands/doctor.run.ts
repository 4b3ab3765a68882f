import { doctor } from '../../app/doctor.ts';
import type { AwsAccess } from '../../core/aws-access.ts';
import { KeytrailError } from '../../core/errors.ts';
import { counted } from '../../report/content/counts.ts';
import { awsAccess } from '../aws-flags.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { checkLines } from '../views/check-lines.ts';

export interface DoctorFlags extends SharedFlags, LakeFlags, AwsAccess {
  readonly source?: string;
}

/** `keytrail doctor` */
export async function run(this: CliContext, flags: DoctorFlags): Promise<void> {
  const { env } = this.terminal;
  const { source } = flags;
  const checks = await doctor({ lake: lakeDirectory(flags, env), aws: awsAccess(flags), env, ...(source === undefined ? {} : { source }) });
  openOutput(flags, this.terminal).print({ kind: 'document', document: { checks }, lines: () => checkLines(checks) });
  const failed = checks.filter(({ state }) => state === 'fail').length;
  if (failed > 0) throw new KeytrailError('KT_NOT_READY', `${counted(failed, 'check')} failed.`, { hint: 'Each says its next step.' });
}
