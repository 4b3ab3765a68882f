import { writeFileSync } from 'node:fs';
import { KeytrailError } from '../../core/errors.ts';
import { openSession, type Session } from '../duckdb/open-session.ts';
import type { SqlValue } from '../sql-engine.ts';
import type { LimitName } from './limits.ts';
import { failureOf, type Reply, type Request } from './message.ts';

/*
 * The process of the queries. It holds nothing but the open files: no environment, no working folder, no network. It may be killed at any moment.
 */

const WATCH_MS = 50;

class LimitReached extends Error {
  readonly limit: LimitName;
  constructor(limit: LimitName) {
    super(limit);
    this.limit = limit;
  }
}

let session: Promise<Session> | undefined;
let running: AbortController | undefined;

// Ctrl-C on a terminal reaches this process too; whether a query ends by it is the parent's to say.
process.on('SIGINT', () => {});
// Without a parent there is nobody to answer.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Where the machine runs out of memory, it is this process that Linux ends.
if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '1000');

process.on('message', (request: Request) => {
  if (request.kind === 'cancel') running?.abort();
  else void reply(request.kind === 'open' ? () => open(request) : () => answer(request));
});

/** Sends what comes next; waits until the parent's end of the pipe took it, so that an answer does not pile up here. */
const send = (message: Reply): Promise<void> =>
  new Promise((resolve, reject) => process.send?.(message, undefined, undefined, (error) => (error === null ? resolve() : reject(error))));

async function reply(work: () => Promise<Reply>): Promise<void> {
  await send(await work().catch(asReply));
}

function asReply(error: unknown): Reply {
  if (error instanceof LimitReached) return { kind: 'limit', limit: error.limit };
  if (error instanceof KeytrailError && error.code === 'KT_QUERY_LIMIT') return { kind: 'limit', limit: 'memory' };
  // One value longer than any text of JavaScript can be.
  if (error instanceof Error && 'code' in error && error.code === 'ERR_STRING_TOO_LONG') return { kind: 'limit', limit: 'size' };
  return { kind: 'failed', failure: failureOf(error) };
}

async function open({ resident, ...options }: Extract<Request, { readonly kind: 'open' }>): Promise<Reply> {
  setInterval(() => {
    if (process.memoryUsage.rss() > resident) void send({ kind: 'exhausted' });
  }, WATCH_MS);
  session = openSession(options);
  const { translate } = await import('../../athena-sql/translate.ts');
  // The first statement builds the tables of the grammar, and had better not be the user's.
  translate('SELECT 1', { defaultDatabase: '', tables: [] });
  await session;
  return { kind: 'opened' };
}

async function answer({ sql, parameters, rows: maxRows, size: maxSize }: Extract<Request, { readonly kind: 'query' }>): Promise<Reply> {
  if (session === undefined) throw new Error('A query came before the files were opened.');
  running = new AbortController();
  const { signal } = running;
  let rows = 0;
  let size = 0;
  const count = (value: SqlValue): void => {
    size += sizeOf(value);
    if (size > maxSize) throw new LimitReached('size');
  };
  const { query, texts } = await session;
  await query(sql, { signal, ...(parameters === undefined ? {} : { parameters }) }, async ({ columns, warnings, pages }) => {
    await send({ kind: 'columns', columns, warnings });
    for await (const page of pages(count)) {
      rows += page.length;
      if (rows > maxRows) throw new LimitReached('rows');
      await send({ kind: 'rows', rows: page });
    }
  });
  return { kind: 'done', texts };
}

/** Bytes that a value takes, near enough. */
function sizeOf(value: SqlValue): number {
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return 8;
  if (Array.isArray(value)) return value.reduce((sum: number, element: SqlValue) => sum + sizeOf(element), 8);
  return Object.entries(value).reduce((sum, [name, member]) => sum + name.length + sizeOf(member), 8);
}
