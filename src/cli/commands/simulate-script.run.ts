import { scriptOf } from '../../simulate/script/script-of.ts';
import type { CliContext } from '../context.ts';
import type { SharedFlags } from '../shared-flags.ts';

export type SimulateScriptFlags = Pick<SharedFlags, 'debug'>;

/** `keytrail simulate script SCENARIO`: the script itself, whatever the output is, for it goes into a file. */
export async function run(this: CliContext, _flags: SimulateScriptFlags, scenario: string): Promise<void> {
  this.terminal.stdout.write(scriptOf(scenario));
}
