import { userInfo } from 'node:os';
import type { RemoteEngine } from '../app/open-remote.ts';
import { KeytrailError } from '../core/errors.ts';
import type { Terminal } from './terminal.ts';

/** Which engine answers, and where it is. */
export interface EngineFlags {
  readonly engine: 'duckdb' | 'trino';
  readonly server?: string;
  readonly catalog?: string;
  readonly schema?: string;
  readonly user?: string;
}

const text = (placeholder: string, brief: string) => ({ kind: 'parsed', parse: String, optional: true, placeholder, brief }) as const;

/** The flags of every command that can ask another engine than the lake's own. */
export const engineFlags = {
  engine: { kind: 'enum', values: ['duckdb', 'trino'], default: 'duckdb', brief: 'Who answers: the lake by itself, or a Trino over your own table' },
  server: text('URL', 'trino: its address. TRINO_PASSWORD or TRINO_ACCESS_TOKEN in the environment says who asks'),
  catalog: text('NAME', 'trino: catalog of tables that are named without one'),
  schema: text('NAME', 'trino: schema of tables that are named without one'),
  user: text('NAME', 'trino: who asks; without it the user of this machine'),
} as const;

/** Flags that mean something to one engine alone. */
const owners = { server: 'trino', catalog: 'trino', schema: 'trino', user: 'trino' } as const;

/**
 * The engine elsewhere that the flags ask for; null when the lake answers.
 *
 * @throws KeytrailError `KT_USAGE` when a flag is missing, or belongs to another engine
 */
export function remoteEngine(flags: EngineFlags, env: Terminal['env']): RemoteEngine | null {
  const stray = Object.entries(owners).find(([name, owner]) => flags[name as keyof typeof owners] !== undefined && owner !== flags.engine);
  if (stray !== undefined)
    throw new KeytrailError('KT_USAGE', `--${stray[0]} is for --engine ${stray[1]}.`, { hint: `Add --engine ${stray[1]}, or leave it out.` });
  return flags.engine === 'duckdb' ? null : { engine: flags.engine, server: trinoServer(flags, env) };
}

function trinoServer({ server, catalog, schema, user = userInfo().username }: EngineFlags, env: Terminal['env']): RemoteEngine['server'] {
  if (server === undefined) throw new KeytrailError('KT_USAGE', '--engine trino needs an address.', { hint: 'Add --server https://HOST:PORT.' });
  const [password, token] = [env['TRINO_PASSWORD'] || undefined, env['TRINO_ACCESS_TOKEN'] || undefined];
  if (password !== undefined && token !== undefined) {
    throw new KeytrailError('KT_USAGE', 'TRINO_PASSWORD and TRINO_ACCESS_TOKEN are both set.', { hint: 'Unset one of them.' });
  }
  return {
    url: server,
    user,
    ...(catalog === undefined ? {} : { catalog }),
    ...(schema === undefined ? {} : { schema }),
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
  };
}
