import { quoteList } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import { portalFetches, portalSignIns } from '../core/identity-center.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

/** Attempts to sign in without a key, from an address of the attacker. */
export interface SignIn {
  readonly eventName: string;
  /** Name of the user, as far as the record tells. */
  readonly who: string | null;
  readonly address: string;
  readonly calls: number;
  readonly refused: number;
  /** eventTime of the first of these calls, and its eventID. */
  readonly since: string;
  readonly eventId: string;
}

const NAMES = ['ConsoleLogin', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'GetCredentialsForIdentity', ...portalFetches, ...portalSignIns];

/** What CloudTrail writes for a name that no user has: somebody may have typed a password there. */
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * Attempts to get in by other doors, from the attacker's addresses: passwords tried at the console, Identity Center, identity providers. First tried first.
 *
 * @param known eventIDs of those that the case tells already
 */
export async function otherSignIns(engine: SqlEngine, addresses: readonly string[], known: readonly string[]): Promise<SignIn[]> {
  if (addresses.length === 0) return [];
  const isRefused = "errorcode IS NOT NULL OR json_extract_scalar(responseelements, '$.ConsoleLogin') = 'Failure'";
  const table = await engine.query(`
    SELECT eventname, useridentity.username, sourceipaddress, count(DISTINCT eventid), count(DISTINCT CASE WHEN ${isRefused} THEN eventid END),
      min(eventtime), min_by(eventid, eventtime)
    FROM ${TABLE}
    WHERE sourceipaddress IN (${quoteList(addresses)}) AND eventname IN (${quoteList(NAMES)}) AND coalesce(useridentity.accesskeyid, '') = ''
      ${known.length === 0 ? '' : `AND eventid NOT IN (${quoteList(known)})`}
    GROUP BY 1, 2, 3
    ORDER BY 6, 1, 2`);
  return table.rows.map(([eventName, who, address, calls, refused, since, eventId]) => ({
    eventName: String(eventName),
    who: typeof who === 'string' && who !== HIDDEN ? who : null,
    address: String(address),
    calls: Number(calls),
    refused: Number(refused),
    since: String(since),
    eventId: String(eventId),
  }));
}
