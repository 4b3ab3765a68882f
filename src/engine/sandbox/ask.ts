import type { SessionTexts } from '../../athena-sql/translation.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { QueryOptions, ResultTable, SqlValue } from '../sql-engine.ts';
import type { Child, Ending } from './child.ts';
import { limitReached, type SandboxLimits } from './limits.ts';
import { errorOf } from './message.ts';

/** How long an interrupted query has to end before its process is ended. */
const GRACE_MS = 500;
const MIB = 1024 * 1024;

/** What a query brought, and what its session holds after it. */
export interface Asked {
  readonly table: ResultTable;
  readonly texts: SessionTexts;
}

type Outcome = Asked | { readonly error: unknown };

/**
 * Has a process run one query. Whatever the query does, this settles within the limit of time and the grace after it; the process may have ended then.
 *
 * @throws KeytrailError of the query, or `KT_QUERY_LIMIT`; the reason of the signal when that was aborted
 */
export function ask(child: Child, sql: string, { signal, parameters }: QueryOptions, limits: SandboxLimits): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const rows: (readonly SqlValue[])[] = [];
    let head: Pick<ResultTable, 'columns' | 'warnings'> = { columns: [], warnings: [] };
    let state: 'opening' | 'running' | 'ended' = 'opening';
    /** Why the query was stopped; that goes before whatever came of it. */
    let stopped: { readonly why: unknown } | undefined;
    let timer: NodeJS.Timeout | undefined;

    const end = (outcome: Outcome): void => {
      state = 'ended';
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.listen(() => {});
      if (stopped !== undefined) reject(stopped.why);
      else if ('error' in outcome) reject(outcome.error);
      else resolve(outcome);
    };
    const stop = (why: unknown): void => {
      if (state === 'opening') end({ error: why });
      if (state === 'ended' || stopped !== undefined) return;
      stopped = { why };
      child.send({ kind: 'cancel' });
      clearTimeout(timer);
      timer = setTimeout(child.kill, GRACE_MS);
    };
    const onAbort = (): void => stop(signal?.reason);
    const begin = (): void => {
      if (state === 'ended') return;
      state = 'running';
      child.listen((event) => {
        if (event.kind === 'columns') head = event;
        else if (event.kind === 'rows') rows.push(...event.rows);
        else if (event.kind === 'done') end({ table: { columns: head.columns, rows, warnings: head.warnings }, texts: event.texts });
        else if (event.kind === 'limit') end({ error: limitReached(event.limit, limits) });
        else if (event.kind === 'failed') end({ error: errorOf(event.failure) });
        else if (event.kind === 'ended') end({ error: errorOfEnding(event.why, limits) });
      });
      child.send({ kind: 'query', sql, parameters, rows: limits.rows, size: limits.size * MIB });
      timer = setTimeout(() => stop(limitReached('seconds', limits)), limits.seconds * 1000);
    };

    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', onAbort);
    child.opened.then(begin, (error: unknown) => end({ error }));
  });
}

function errorOfEnding(why: Ending, limits: SandboxLimits): Error {
  if (why.kind === 'memory') return limitReached('memory', limits);
  if (why.kind === 'killed') return new Error('The sandbox was closed while a query ran.');
  return new KeytrailError('KT_QUERY_FAILED', `the query brought its process down (${why.how}).`, {
    hint: 'The next query gets a new process. Please report this one.',
  });
}
