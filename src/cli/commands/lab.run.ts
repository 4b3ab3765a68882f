import { join } from 'node:path';
import { type LabOutcomes, type LabStep, runLab } from '../../app/lab.ts';
import { readTruth } from '../../app/read-document.ts';
import { openLake } from '../../lake/open-lake.ts';
import { makePrivateFolder } from '../../lake/private-folder.ts';
import { counted } from '../../report/content/counts.ts';
import { askStudent } from '../ask/ask-student.ts';
import type { CliContext } from '../context.ts';
import { type Output, openOutput } from '../output/output.ts';
import type { Summary } from '../output/progress.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { collectionSummary } from '../views/collection-lines.ts';
import { labLines } from '../views/lab-lines.ts';
import { simulationSummary } from '../views/simulation-lines.ts';
import { verificationSummary } from '../views/verification-lines.ts';

export interface LabFlags extends SharedFlags {
  readonly ask: boolean;
  readonly seed: number;
  readonly scenario: string;
  readonly events: number;
  readonly dir: string;
}

/** `keytrail lab` */
export async function run(this: CliContext, flags: LabFlags): Promise<void> {
  const { dir: directory, scenario, seed, events, quiet } = flags;
  const output = openOutput(flags, this.terminal);
  makePrivateFolder(directory);
  if (!quiet) this.terminal.stderr.write(`keytrail lab  seed ${seed}  scenario ${scenario}\n\n`);
  const result = await runLab(
    { directory, scenario, seed, events, command: this.commandLine, version: installedVersion() },
    { now: () => new Date(), signal: this.signal, during: (step, work) => output.progress.during(step, work, summaries[step]) },
  );
  if (result.verification.discrepancies.length > 0) this.doesNotHold();
  if (flags.ask) await ask(directory, output, this);
  else output.print({ kind: 'document', document: result, lines: (width) => labLines(result, width) });
}

/** What each step came to, in a line. */
const summaries: { readonly [Step in LabStep]: Summary<LabOutcomes[Step]> } = {
  simulate: simulationSummary,
  collect: collectionSummary,
  investigate: ({ subject, credentials, findings }) =>
    `${subject.id}, ${counted(credentials.length, 'credential')}, ${counted(findings.length, 'finding')}`,
  report: (file) => file,
  verify: verificationSummary,
};

async function ask(directory: string, output: Output, { terminal }: CliContext): Promise<void> {
  const lake = await openLake(join(directory, 'lake'));
  try {
    const truth = await readTruth(join(directory, 'truth.json'));
    const { points, most, answered, questions } = await askStudent(truth, lake.sandbox(), output, terminal);
    terminal.stdout.write(`\nYou answered ${answered} of ${questions} questions: ${points} of ${most} points.\n`);
  } finally {
    await lake.close();
  }
}
