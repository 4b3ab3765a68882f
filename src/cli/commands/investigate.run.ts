import { investigateLake } from '../../app/investigate.ts';
import { writeDocument } from '../../app/write-document.ts';
import { renderReport, reportEndingOf } from '../../report/render-report.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { caseLines } from '../views/case-lines.ts';

export interface InvestigateFlags extends SharedFlags, LakeFlags {
  readonly report?: readonly string[];
  readonly mine?: readonly string[];
  readonly attacker?: readonly string[];
}

/** `keytrail investigate SUBJECT...` */
export async function run(this: CliContext, flags: InvestigateFlags, ...subjects: string[]): Promise<void> {
  const { mine = [], attacker: attackers = [] } = flags;
  // Endings are looked at first: a case may take minutes.
  const reports = (flags.report ?? []).map((file) => ({ file, ending: reportEndingOf(file) }));
  const document = await investigateLake(
    { lake: lakeDirectory(flags, this.terminal.env), subjects, mine, attackers, command: this.commandLine, version: installedVersion() },
    { now: () => new Date() },
  );
  for (const { file, ending } of reports) await writeDocument(file, renderReport(document, ending));
  openOutput(flags, this.terminal).print({ kind: 'document', document, lines: (width) => caseLines(document, width) });
}
