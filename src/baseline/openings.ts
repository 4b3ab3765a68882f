import { TABLE } from '../core/cloudtrail-table.ts';
import { groupBy } from '../core/group-by.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { callerColumn, foldedSession } from './session-key.ts';

/** That sessions were opened, or a key made, with a credential from an address. */
export interface Opening {
  /** As {@link KeyUse.key}. */
  readonly by: string;
  readonly address: string;
  readonly firstTime: string;
}

/**
 * Who opened sessions, or made a long-term key, with a key or another session; by the key of what was opened. Sessions that a service, an identity provider or another account opened are not among them: no
 * credential of these logs stands behind them.
 *
 * @param conditions predicates of Athena SQL that events must fulfil
 */
export async function openings(engine: SqlEngine, conditions: readonly string[]): Promise<ReadonlyMap<string, readonly Opening[]>> {
  const { rows } = await engine.query(`
    SELECT CASE eventname
        WHEN 'AssumeRole' THEN ${foldedSession("json_extract_scalar(responseelements, '$.assumedRoleUser.arn')")}
        WHEN 'CreateAccessKey' THEN json_extract_scalar(responseelements, '$.accessKey.accessKeyId')
        WHEN 'GetFederationToken' THEN json_extract_scalar(responseelements, '$.federatedUser.arn')
        ELSE useridentity.arn END,
      ${callerColumn}, sourceipaddress, min(eventtime)
    FROM ${TABLE}
    WHERE ${[
      "eventsource IN ('sts.amazonaws.com', 'iam.amazonaws.com')",
      "eventname IN ('AssumeRole', 'GetFederationToken', 'GetSessionToken', 'CreateAccessKey')",
      'errorcode IS NULL',
      'useridentity.accesskeyid IS NOT NULL',
      ...conditions,
    ].join(' AND ')}
    GROUP BY 1, 2, 3
    ORDER BY 4, 1, 2, 3`);
  const all = rows
    .filter(([session, by]) => session !== null && by !== null)
    .map(([session, by, address, firstTime]) => ({
      session: String(session),
      opening: { by: String(by), address: String(address), firstTime: String(firstTime) },
    }));
  return new Map([...groupBy(all, ({ session }) => session)].map(([session, some]) => [session, some.map(({ opening }) => opening)]));
}
