import { openLake } from '../../lake/open-lake.ts';
import type { CliContext } from '../context.ts';
import { openOutput } from '../output/output.ts';
import { visibleLines } from '../output/visible-lines.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from '../shared-flags.ts';

export interface LakeRawFlags extends SharedFlags, LakeFlags {}

/** `keytrail lake raw EVENT_ID` */
export async function run(this: CliContext, flags: LakeRawFlags, eventId: string): Promise<void> {
  const { stdout } = this.terminal;
  const lake = await openLake(lakeDirectory(flags, this.terminal.env));
  try {
    const record = await lake.rawRecord(eventId);
    openOutput(flags, this.terminal).warn('this is the record as it came; it may hold secrets.');
    // Byte for byte where it goes on to a program or a file; a terminal would obey what the record says.
    stdout.write(`${stdout.isTTY ? visibleLines(record) : record}\n`);
  } finally {
    await lake.close();
  }
}
