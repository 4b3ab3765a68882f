import { quoteList } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

/** A credential outside the lineage that was used from an address of the attacker. */
export interface OtherKey {
  readonly id: string;
  readonly principal: string | null;
  readonly address: string;
  readonly calls: number;
  /** eventTime of the first of these calls, and its eventID. */
  readonly since: string;
  readonly eventId: string;
}

/** Credentials that the same actor may hold as well: used from the attacker's addresses, and not of the lineage. First used first. */
export async function otherKeysAt(engine: SqlEngine, addresses: readonly string[], lineage: readonly string[]): Promise<OtherKey[]> {
  if (addresses.length === 0) return [];
  const known = lineage.length === 0 ? '' : `AND useridentity.accesskeyid NOT IN (${quoteList(lineage)})`;
  const table = await engine.query(`
    SELECT useridentity.accesskeyid, min(useridentity.arn), sourceipaddress, count(DISTINCT eventid), min(eventtime), min_by(eventid, eventtime)
    FROM ${TABLE}
    WHERE sourceipaddress IN (${quoteList(addresses)}) AND coalesce(useridentity.accesskeyid, '') <> '' AND useridentity.invokedby IS NULL ${known}
    GROUP BY useridentity.accesskeyid, sourceipaddress
    ORDER BY 5, 1`);
  return table.rows.map(([id, principal, address, calls, since, eventId]) => ({
    id: String(id),
    principal: principal === null || principal === undefined ? null : String(principal),
    address: String(address),
    calls: Number(calls),
    since: String(since),
    eventId: String(eventId),
  }));
}
