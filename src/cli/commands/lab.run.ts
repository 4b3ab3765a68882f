import { type LabResult, type LabStep, runLab } from '../../app/lab.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { stepSequence } from '../output/step-sequence.ts';
import { makePrivateFolder } from '../private-folder.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { installedVersion } from '../version.ts';
import { labLines } from '../views/lab-lines.ts';

export interface LabFlags extends SharedFlags {
  readonly seed: number;
  readonly scenario: string;
  readonly events: number;
  readonly dir: string;
}

/** `keytrail lab` */
export async function run(this: CliContext, flags: LabFlags): Promise<void> {
  const { dir: directory, scenario, seed, events } = flags;
  const output = openOutput(flags, this.terminal);
  makePrivateFolder(directory);
  const steps = stepSequence<LabStep>(output.progress);
  let result: LabResult;
  try {
    const origin = { command: this.commandLine, version: installedVersion() };
    result = await runLab(
      { directory, scenario, seed, events, ...origin },
      { now: () => new Date(), signal: this.signal, onProgress: (name, done, total) => steps.update(name, done, total) },
    );
    steps.end();
  } finally {
    steps.drop();
  }
  output.print({ kind: 'document', document: result, lines: (width) => labLines(result, steps.spans, width) });
  if (result.verification.discrepancies.length > 0) this.doesNotHold();
}
