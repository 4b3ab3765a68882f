import { openRemote } from '../app/open-remote.ts';
import { DATABASE } from '../core/cloudtrail-table.ts';
import { KeytrailError } from '../core/errors.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { parseTableName } from '../engine/table/table-name.ts';
import { openLake } from '../lake/open-lake.ts';
import { type EngineFlags, remoteEngine } from './engine-flags.ts';
import { type LimitFlags, limitsOf } from './limit-flags.ts';
import { remoteEffects } from './remote-effects.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from './shared-flags.ts';
import type { Terminal } from './terminal.ts';

/** How statements call the table of the lake, beside its own name. */
export interface AliasFlags {
  readonly table?: string;
}

/**
 * The engine that the flags name, for SQL of others; closed, it leaves nothing open.
 *
 * @param canAsk whether a question may be asked on the terminal while it works
 */
export async function openEngine(
  { table, ...flags }: EngineFlags & AliasFlags & LakeFlags & LimitFlags & SharedFlags,
  terminal: Terminal,
  canAsk: boolean,
): Promise<SqlEngine> {
  const remote = remoteEngine(flags, terminal.env);
  if (remote !== null && table !== undefined) {
    throw new KeytrailError(
      'KT_USAGE',
      `--table says how your queries call the table of the lake, and --engine ${flags.engine} asks tables by their own names.`,
      {
        hint: 'Leave it out.',
      },
    );
  }
  const alias = table === undefined ? undefined : parseTableName(table, DATABASE);
  if (remote !== null) return openRemote(remote, remoteEffects(terminal, canAsk, flags.quiet));
  const lake = await openLake(lakeDirectory(flags, terminal.env));
  return { ...lake.sandbox(limitsOf(flags), alias), close: () => lake.close() };
}
