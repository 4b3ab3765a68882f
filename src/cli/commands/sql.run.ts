import { text as readAll } from 'node:stream/consumers';
import { namedQueries, namedQuery } from '../../app/named-queries.ts';
import { readText } from '../../app/read-document.ts';
import { bindStatements, type NamedValues } from '../../athena-sql/bind-names.ts';
import { bindNamedQuery } from '../../athena-sql/named-query.ts';
import { splitStatements } from '../../athena-sql/split-statements.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { CliContext } from '../context.ts';
import type { EngineFlags } from '../engine-flags.ts';
import type { LimitFlags } from '../limit-flags.ts';
import { type AliasFlags, openEngine } from '../open-engine.ts';
import { openOutput } from '../output/output.ts';
import { namedValues, type Param } from '../param-flag.ts';
import { type RedactFlags, type Redaction, redacting } from '../redaction.ts';
import type { LakeFlags, SharedFlags } from '../shared-flags.ts';
import { historyFile } from '../shell/history.ts';
import { openPager } from '../shell/pager.ts';
import { redactedEngine } from '../shell/redacted-engine.ts';
import { runStatements } from '../shell/run-statements.ts';
import { runShell } from '../shell/shell.ts';
import { queryList } from '../views/query-list.ts';

export interface SqlFlags extends SharedFlags, LakeFlags, LimitFlags, RedactFlags, EngineFlags, AliasFlags {
  readonly file?: string;
  readonly named?: string;
  readonly list: boolean;
  readonly param?: readonly Param[];
}

/** `keytrail sql [QUERY]` */
export async function run(this: CliContext, flags: SqlFlags, query?: string): Promise<void> {
  if (flags.list) openOutput(flags, this.terminal).print(queryList(namedQueries()));
  else await redacting(flags, this.terminal.env, (redaction) => ask(this, flags, query, redaction));
}

async function ask(context: CliContext, flags: SqlFlags, query: string | undefined, redaction: Redaction): Promise<void> {
  const { terminal, signal } = context;
  const values = namedValues(flags.param ?? []);
  const statements = await boundStatements(flags, query, values, context);
  const output = openOutput(flags, terminal);
  const engine = redactedEngine(await openEngine(flags, terminal, statements !== null), redaction);
  try {
    if (statements === null) {
      const session = { format: flags.format ?? 'table', vertical: false, timing: false, values: new Map(values) };
      await runShell(engine, session, terminal, { history: historyFile('.keytrail'), pager: openPager(terminal.env), now: () => performance.now() });
    } else await runStatements(engine, statements, output, signal);
  } finally {
    await engine.close();
  }
}

/** What to run, in order, with the values in it; null when a person is to be asked. */
async function boundStatements({ named, file }: SqlFlags, query: string | undefined, values: NamedValues, context: CliContext) {
  if (named === undefined) {
    const texts = await statementsOf(file, query, context);
    return texts && bindStatements(texts, values);
  }
  if (query === undefined && file === undefined) return bindNamedQuery(namedQuery(named), values);
  throw new KeytrailError('KT_USAGE', '--named was given beside a query or --file, there is one place for statements.', { hint: 'Leave one out.' });
}

/** The texts of the statements. */
async function statementsOf(file: string | undefined, query: string | undefined, { terminal }: CliContext): Promise<readonly string[] | null> {
  if (query !== undefined) return oneStatement(query, file);
  if (file !== undefined) return someStatements(await readText(file), `"${file}"`);
  if (terminal.stdin.isTTY) return null;
  return someStatements(await readAll(terminal.stdin), 'standard input');
}

function oneStatement(query: string, file: string | undefined): readonly string[] {
  if (file !== undefined)
    throw new KeytrailError('KT_USAGE', 'a query and --file were given, there is one place for statements.', { hint: 'Leave one out.' });
  const statements = someStatements(query, 'the query');
  if (statements.length === 1) return statements;
  throw new KeytrailError('KT_USAGE', `the query holds ${statements.length} statements of 1.`, {
    hint: 'Give several by --file F or on standard input.',
  });
}

function someStatements(text: string, where: string): readonly string[] {
  const statements = splitStatements(text);
  if (statements.length > 0) return statements;
  throw new KeytrailError('KT_USAGE', `there is no statement in ${where}.`, { hint: 'Try: keytrail sql "SHOW TABLES"' });
}
