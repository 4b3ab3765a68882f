import { openRemote } from '../app/open-remote.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { openLake } from '../lake/open-lake.ts';
import { type EngineFlags, remoteEngine } from './engine-flags.ts';
import { type LimitFlags, limitsOf } from './limit-flags.ts';
import { type LakeFlags, lakeDirectory } from './shared-flags.ts';
import type { Terminal } from './terminal.ts';

/** The engine that the flags name, for SQL of others; closed, it leaves nothing open. */
export async function openEngine(flags: EngineFlags & LakeFlags & LimitFlags, { env }: Pick<Terminal, 'env'>): Promise<SqlEngine> {
  const remote = remoteEngine(flags, env);
  if (remote !== null) return openRemote(remote);
  const lake = await openLake(lakeDirectory(flags, env));
  return { ...lake.sandbox(limitsOf(flags)), close: () => lake.close() };
}
