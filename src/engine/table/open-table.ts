import { TABLE } from '../../core/cloudtrail-table.ts';
import { KeytrailError } from '../../core/errors.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { ownColumns } from './own-columns.ts';
import { readColumns, type TableColumns } from './read-columns.ts';
import { type TableName, tableSql, tableText } from './table-name.ts';

/** A CloudTrail table of others, seen as keytrail's own. */
export interface OpenTable {
  /** Answers keytrail's own questions about its table, each a SELECT. Closing it is the business of whoever opened the engine below. */
  readonly engine: SqlEngine;
  /** Columns and members that the table has not. */
  readonly missing: readonly string[];
}

/** Without these there is nothing to investigate. */
const NEEDED = ['eventid', 'eventtime', 'eventname', 'eventsource', 'useridentity', 'useridentity.accesskeyid', 'useridentity.arn'];

/**
 * Opens a table of an engine elsewhere.
 *
 * @param where a condition on its columns, which all questions keep to: of a partition key, so that less is read
 * @throws KeytrailError `KT_INPUT_MISSING`, or `KT_INPUT_UNREADABLE` when it is no CloudTrail table
 */
export async function openTable(engine: SqlEngine, name: TableName, where: string | undefined, signal?: AbortSignal): Promise<OpenTable> {
  return tableOver(engine, name, where, await readColumns(engine, name, signal));
}

/** The same with columns that are known. */
export function tableOver(engine: SqlEngine, name: TableName, where: string | undefined, columns: TableColumns): OpenTable {
  const { items, missing } = ownColumns(columns);
  const lacking = NEEDED.filter((needed) => missing.includes(needed));
  if (lacking.length > 0) {
    throw new KeytrailError('KT_INPUT_UNREADABLE', `the table ${tableText(name)} is no CloudTrail table: ${lacking.join(', ')} is missing.`, {
      hint: 'Name a table whose useridentity is a structure, as the CloudTrail console makes it.',
    });
  }
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const view = `WITH ${TABLE} AS (SELECT ${items.join(', ')} FROM ${tableSql(name)}${condition})\n`;
  return { engine: { ...engine, query: (sql, options) => engine.query(view + sql.trimStart(), options), close: async () => {} }, missing };
}
