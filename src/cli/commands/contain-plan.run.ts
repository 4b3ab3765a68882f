import { type PlanRequest, planFor } from '../../app/contain-plan.ts';
import { writeDocument } from '../../app/write-document.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { RedactFlags } from '../redaction.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { planLines } from '../views/plan-lines.ts';

export interface ContainPlanFlags extends SharedFlags, LakeFlags, RedactFlags {
  readonly out?: string;
  readonly level: PlanRequest['level'];
  readonly responder?: readonly string[];
}

/** `keytrail contain plan SUBJECT|CASE.json` */
export async function run(this: CliContext, flags: ContainPlanFlags, subject: string): Promise<void> {
  if (flags.redact) {
    throw new KeytrailError('KT_USAGE', 'contain acts on real ids: a redacted plan would fit nothing.', { hint: 'Leave --redact out.' });
  }
  const lake = lakeDirectory(flags, this.terminal.env);
  const { level, responder: responders = [], out } = flags;
  const plan = await planFor({ lake, subject, level, responders, command: this.commandLine, version: installedVersion() }, { now: () => new Date() });
  if (out !== undefined) await writeDocument(out, `${JSON.stringify(plan, null, 2)}\n`);
  openOutput(flags, this.terminal).print({ kind: 'document', document: plan, lines: (width) => planLines(plan, width) });
}
