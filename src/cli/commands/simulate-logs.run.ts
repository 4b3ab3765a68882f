import { KeytrailError } from '../../core/errors.ts';
import { makePrivateFolder } from '../../lake/private-folder.ts';
import { scenarios } from '../../simulate/scenarios/index.ts';
import { simulate } from '../../simulate/simulate.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import type { SharedFlags } from '../shared-flags.ts';
import { simulationLines, simulationSpeed } from '../views/simulation-lines.ts';

export interface SimulateFlags extends SharedFlags {
  readonly out?: string;
  readonly list: boolean;
  readonly seed: number;
  readonly events: number;
  readonly days?: number;
  readonly start?: string;
}

/** `keytrail simulate SCENARIO` */
export async function run(this: CliContext, flags: SimulateFlags, scenario?: string): Promise<void> {
  const output = openOutput(flags, this.terminal);
  if (flags.list) {
    output.print({ kind: 'rows', columns: ['scenario', 'title', 'description'], rows: scenarios.map((one) => [one.id, one.title, one.description]) });
    return;
  }
  if (scenario === undefined) throw new KeytrailError('KT_USAGE', 'no scenario was named.', { hint: 'keytrail simulate --list shows them.' });
  const { seed, events, days, start, out } = flags;
  if (out === undefined) throw new KeytrailError('KT_USAGE', 'there is no folder to write to.', { hint: 'Add --out DIR.' });
  makePrivateFolder(out);
  const options = { scenario, seed, events, out, ...(days === undefined ? {} : { days }), ...(start === undefined ? {} : { start }) };
  const report = await output.progress.during(
    'simulate',
    (update) => simulate(options, { onProgress: ({ events: done, total }) => update(done, total), signal: this.signal }),
    simulationSpeed,
  );
  output.print({ kind: 'document', document: report, lines: () => simulationLines(out, report) });
}
