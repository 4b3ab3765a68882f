import type { SqlEngine } from '../engine/sql-engine.ts';
import { openTable } from '../engine/table/open-table.ts';
import { parseTableName, tableText } from '../engine/table/table-name.ts';
import { openRemote, type RemoteEffects, type RemoteEngine } from './open-remote.ts';

/** A CloudTrail table of an engine elsewhere. */
export interface TableRequest {
  readonly remote: RemoteEngine;
  /** `database.table`, or `table` where the engine knows the database. */
  readonly table: string;
  /** A condition on the table's columns that all questions keep to. */
  readonly where?: string;
  readonly signal?: AbortSignal;
}

/**
 * Opens a table for keytrail's own questions.
 *
 * @throws KeytrailError `KT_USAGE`, `KT_INPUT_MISSING`, `KT_INPUT_UNREADABLE`, or what the engine says
 */
export async function openRemoteTable(
  { remote, table, where, signal }: TableRequest,
  effects: RemoteEffects,
): Promise<{ readonly engine: SqlEngine; readonly missing: readonly string[]; readonly name: string }> {
  const name = parseTableName(table, remote.engine === 'athena' ? remote.place.database : remote.server.schema);
  const engine = await openRemote(remote, effects, 'largest');
  const opened = await openTable(signal === undefined ? engine : untilAborted(engine, signal), name, where, signal);
  return { ...opened, name: tableText(name) };
}

/** Whoever asks passes no signal on: Ctrl-C ends whatever is asked. */
const untilAborted = (engine: SqlEngine, signal: AbortSignal): SqlEngine => ({
  ...engine,
  query: (sql, options) => engine.query(sql, { signal, ...options }),
});
