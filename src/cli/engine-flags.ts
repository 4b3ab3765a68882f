import { userInfo } from 'node:os';
import type { RemoteEngine } from '../app/open-remote.ts';
import type { TableRequest } from '../app/open-remote-table.ts';
import type { AwsAccess } from '../core/aws-access.ts';
import { KeytrailError } from '../core/errors.ts';
import { awsAccess, awsFlags } from './aws-flags.ts';
import type { CliContext } from './context.ts';
import type { Terminal } from './terminal.ts';

/** Which engine answers, and where it is. */
export interface EngineFlags extends AwsAccess {
  readonly engine: (typeof engines)[number];
  readonly database?: string;
  readonly workgroup?: string;
  readonly outputLocation?: string;
  readonly maxScan?: number;
  readonly server?: string;
  readonly catalog?: string;
  readonly schema?: string;
  readonly user?: string;
}

/** The same for a command that asks questions of its own, about a table that is to be named. */
export interface TableFlags extends EngineFlags {
  readonly table?: string;
  readonly where?: string;
}

const engines = ['duckdb', 'athena', 'trino'] as const;

const GIB = 2 ** 30;
/** Half a dollar's worth. */
const DEFAULT_SCAN = 100;

const text = (placeholder: string, brief: string) => ({ kind: 'parsed', parse: String, optional: true, placeholder, brief }) as const;

/** The flags of every command that can ask another engine than the lake's own. */
export const engineFlags = {
  engine: {
    kind: 'enum',
    values: engines,
    default: 'duckdb',
    brief: 'Who answers: the lake by itself, or Athena or a Trino over a table of your own',
  },
  database: text('NAME', 'athena: database of tables that are named without one'),
  workgroup: text('NAME', 'athena: without it one is found that knows where results go'),
  outputLocation: text('S3_URL', 'athena: where results go when the workgroup does not say'),
  maxScan: {
    kind: 'parsed',
    parse: gibibytes,
    optional: true,
    placeholder: 'GIB',
    brief: `athena: how much may be read without a question, ${DEFAULT_SCAN} when not given`,
  },
  ...awsFlags,
  server: text('URL', 'trino: its address. TRINO_PASSWORD or TRINO_ACCESS_TOKEN in the environment says who asks'),
  catalog: text('NAME', 'trino, athena: catalog of tables that are named without one'),
  schema: text('NAME', 'trino: schema of tables that are named without one'),
  user: text('NAME', 'trino: who asks; without it the user of this machine'),
} as const;

/** The flags of every command that investigates, in the lake or in a table elsewhere. */
export const tableFlags = {
  ...engineFlags,
  table: text('NAME', 'athena, trino: your CloudTrail table, as DATABASE.TABLE'),
  where: text('CONDITION', 'athena, trino: SQL that holds of all that is looked at; a partition key in it saves time and money'),
} as const;

/** Flags that mean something to some engines alone. */
const owners = {
  ...{ database: ['athena'], workgroup: ['athena'], outputLocation: ['athena'], maxScan: ['athena'] },
  ...{ profile: ['athena'], region: ['athena'], endpointUrl: ['athena'] },
  ...{ server: ['trino'], catalog: ['trino', 'athena'], schema: ['trino'], user: ['trino'] },
  ...{ table: ['athena', 'trino'], where: ['athena', 'trino'] },
} as const satisfies Partial<Record<keyof TableFlags, readonly EngineFlags['engine'][]>>;

/**
 * The engine elsewhere that the flags ask for; null when the lake answers.
 *
 * @throws KeytrailError `KT_USAGE` when a flag is missing, or belongs to another engine
 */
export function remoteEngine(flags: TableFlags, env: Terminal['env']): RemoteEngine | null {
  for (const [name, those] of Object.entries(owners)) {
    if (flags[name as keyof typeof owners] === undefined || (those as readonly string[]).includes(flags.engine)) continue;
    const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new KeytrailError('KT_USAGE', `--${flag} is for --engine ${those.join(' or ')}.`, { hint: `Add --engine ${those[0]}, or leave it out.` });
  }
  switch (flags.engine) {
    case 'duckdb':
      return null;
    case 'trino':
      return { engine: 'trino', server: trinoServer(flags, env) };
    case 'athena':
      return { engine: 'athena', aws: awsAccess(flags), place: athenaPlace(flags), maxScan: (flags.maxScan ?? DEFAULT_SCAN) * GIB };
  }
}

/**
 * The table elsewhere that the flags ask for; null when the lake answers.
 *
 * @throws KeytrailError `KT_USAGE`
 */
export function remoteTable(flags: TableFlags, { terminal: { env }, signal }: Pick<CliContext, 'terminal' | 'signal'>): TableRequest | null {
  const remote = remoteEngine(flags, env);
  if (remote === null) return null;
  const { table, where } = flags;
  if (table !== undefined) return { remote, table, signal, ...(where === undefined ? {} : { where }) };
  throw new KeytrailError('KT_USAGE', `--engine ${flags.engine} needs the name of your CloudTrail table.`, { hint: 'Add --table DATABASE.TABLE.' });
}

const athenaPlace = ({ catalog, database, workgroup, outputLocation }: EngineFlags) => ({
  ...(catalog === undefined ? {} : { catalog }),
  ...(database === undefined ? {} : { database }),
  ...(workgroup === undefined ? {} : { workgroup }),
  ...(outputLocation === undefined ? {} : { outputLocation }),
});

function trinoServer({ server, catalog, schema, user = userInfo().username }: EngineFlags, env: Terminal['env']) {
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

function gibibytes(word: string): number {
  if (/^\d+(\.\d+)?$/.test(word) && Number(word) > 0) return Number(word);
  throw new KeytrailError('KT_USAGE', `--max-scan is "${word}", not a number of GiB above 0.`);
}
