import { setTimeout as pauseFor } from 'node:timers/promises';
import { refuseWrites } from '../refuse-writes.ts';
import { refuseManyRows } from '../row-limit.ts';
import { refuseLongText } from '../sandbox/limits.ts';
import type { QueryOptions, ResultTable, SqlEngine, SqlValue } from '../sql-engine.ts';
import { uniqueNames } from '../unique-names.ts';
import { athenaFailure } from './athena-failure.ts';
import type { AthenaColumn, AthenaPlace, AthenaService } from './athena-service.ts';
import { athenaTypeText, athenaValue } from './athena-value.ts';
import { findWorkgroup } from './find-workgroup.ts';
import { readEstimate } from './read-estimate.ts';
import type { ScanBudget } from './scan-budget.ts';

export interface AthenaOptions {
  /** The service of an account and region. */
  readonly service: AthenaService;
  /** Where to run; what is missing is found. */
  readonly place: Partial<AthenaPlace>;
  readonly budget: ScanBudget;
  /** How it is learnt what a query will read: the planner is asked about each, or each is taken to read as much as the largest so far. */
  readonly estimate: 'planner' | 'largest';
}

export interface AthenaEffects {
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** Pauses between two looks at a query, in milliseconds: most take a second or two. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

/** Athena as an engine. Statements go there as they are, as long as they only read. */
export function openAthena({ service, place, budget, estimate }: AthenaOptions, effects: AthenaEffects = { pause: pauseFor }): SqlEngine {
  let found: Promise<AthenaPlace> | null = null;
  let largest = 0;
  const whereToRun = (): Promise<AthenaPlace> => {
    found ??= findWorkgroup(service, place).catch((error: unknown) => {
      found = null;
      throw error;
    });
    return found;
  };
  const run = async (sql: string, { parameters = [], signal }: QueryOptions, expected: number): Promise<ResultTable> => {
    const where = await whereToRun();
    const leave = await budget.admit(expected);
    let scanned = 0;
    const see = (bytes: number, isOver: boolean): void => {
      scanned = bytes;
      if (!isOver) leave.see(bytes);
    };
    try {
      signal?.throwIfAborted();
      // A start is not broken off: nobody would know what to stop.
      const id = await service.start({ ...where, sql, parameters });
      await finish(service, id, see, effects, signal);
      return await readResult(service, id, signal);
    } finally {
      leave.end(scanned);
      largest = Math.max(largest, scanned);
    }
  };
  return {
    name: 'athena',
    query: async (sql, options = {}) => {
      refuseWrites(sql);
      refuseLongText(sql, options.parameters);
      const expected = estimate === 'largest' ? largest : await readEstimate(sql, (explain) => run(explain, options, 0));
      return run(sql, options, expected ?? 0);
    },
    close: async () => {},
  };
}

/**
 * Waits for the end of a query. Whoever does not wait for it stops it: it would go on, and be paid for.
 *
 * @param see is shown how much was read so far, in bytes, and whether that is all; what it throws ends the query
 */
async function finish(
  service: AthenaService,
  id: string,
  see: (bytes: number, isOver: boolean) => void,
  { pause }: AthenaEffects,
  signal: AbortSignal | undefined,
): Promise<void> {
  let isOver = false;
  try {
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 1.5, LONGEST_PAUSE_MS)) {
      const { state, reason, scanned } = await service.status(id, signal);
      isOver = state !== 'QUEUED' && state !== 'RUNNING';
      // What failed is not charged (Athena pricing), what was cancelled is.
      see(state === 'FAILED' ? 0 : scanned, isOver);
      if (state === 'FAILED' || state === 'CANCELLED') throw athenaFailure(reason || state.toLowerCase());
      if (isOver) return;
      await pause(wait);
      signal?.throwIfAborted();
    }
  } catch (error) {
    if (!isOver) await service.stop(id).catch(() => {});
    throw error;
  }
}

const NESTED = new Set(['row', 'map', 'array']);

async function readResult(service: AthenaService, id: string, signal: AbortSignal | undefined): Promise<ResultTable> {
  let columns: readonly AthenaColumn[] = [];
  const rows: SqlValue[][] = [];
  let token: string | undefined;
  let isFirst = true;
  do {
    const page = await service.page(id, token, signal);
    columns = page.columns;
    // A query's first row holds the names of the columns; what SHOW and DESCRIBE answer has none.
    const isNamed = isFirst && page.rows[0]?.every((text, index) => text === columns[index]?.name);
    for (const row of page.rows.slice(isNamed ? 1 : 0)) rows.push(columns.map(({ type }, index) => athenaValue(type, row[index] ?? null)));
    refuseManyRows(rows.length);
    isFirst = false;
    token = page.next;
  } while (token !== undefined);
  const { names, warnings } = uniqueNames(columns.map(({ name }) => name));
  return {
    columns: columns.map((column, index) => ({ name: names[index] as string, type: athenaTypeText(column) })),
    rows,
    warnings: [...warnings, ...columns.flatMap(({ type }, index) => (NESTED.has(type) && rows.length > 0 ? [unquoted(names[index] as string)] : []))],
  };
}

/** Names and texts in logs are chosen by the attacker, and a text without quotes lets them pass for members. */
const unquoted = (name: string): string =>
  `Athena gives "${name}" as text without quotes, so that a value with ", " and "=" in it may pass for another member. CAST(... AS JSON) is exact.`;
