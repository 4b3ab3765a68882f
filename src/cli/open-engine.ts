import { openRemote } from '../app/open-remote.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { openLake } from '../lake/open-lake.ts';
import { type EngineFlags, remoteEngine } from './engine-flags.ts';
import { type LimitFlags, limitsOf } from './limit-flags.ts';
import { remoteEffects } from './remote-effects.ts';
import { type LakeFlags, lakeDirectory, type SharedFlags } from './shared-flags.ts';
import type { Terminal } from './terminal.ts';

/**
 * The engine that the flags name, for SQL of others; closed, it leaves nothing open.
 *
 * @param canAsk whether a question may be asked on the terminal while it works
 */
export async function openEngine(flags: EngineFlags & LakeFlags & LimitFlags & SharedFlags, terminal: Terminal, canAsk: boolean): Promise<SqlEngine> {
  const remote = remoteEngine(flags, terminal.env);
  if (remote !== null) return openRemote(remote, remoteEffects(terminal, canAsk, flags.quiet));
  const lake = await openLake(lakeDirectory(flags, terminal.env));
  return { ...lake.sandbox(limitsOf(flags)), close: () => lake.close() };
}
