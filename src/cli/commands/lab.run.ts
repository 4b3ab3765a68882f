import { type LabStep, runLab } from '../../app/lab.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { Step } from '../output/progress.ts';
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
  const spans = new Map<LabStep, number>();
  let current: { readonly name: LabStep; readonly step: Step; readonly start: number } | null = null;
  const turnTo = (name: LabStep | null): void => {
    current?.step.end();
    if (current !== null) spans.set(current.name, performance.now() - current.start);
    current = name === null ? null : { name, step: output.progress.begin(name), start: performance.now() };
  };
  const result = await runLab(
    { directory, scenario, seed, events, command: this.commandLine, version: installedVersion() },
    {
      now: () => new Date(),
      signal: this.signal,
      onProgress: (name, done, total) => {
        if (current?.name !== name) turnTo(name);
        if (total > 0) current?.step.update(done, total);
      },
    },
  );
  turnTo(null);
  output.print({ kind: 'document', document: result, lines: (width) => labLines(result, spans, width) });
  if (result.verification.discrepancies.length > 0) this.doesNotHold();
}
