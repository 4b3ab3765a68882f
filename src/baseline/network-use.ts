import { quoteList } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';

/** How others than a key use an address. */
export interface NetworkUse {
  /** Users and roles that called from it, by ARN. */
  readonly principals: readonly string[];
  /** Days (UTC) on which any of them did. */
  readonly days: number;
}

const NOBODY: NetworkUse = { principals: [], days: 0 };

/**
 * Who else calls from the addresses of a key: an address that colleagues use day after day is the company's.
 *
 * @param exceptPrincipals ARNs that do not count as others: the key's own user, and what the key itself made or assumed
 */
export async function networkUse(
  engine: SqlEngine,
  addresses: readonly string[],
  exceptPrincipals: ReadonlySet<string>,
): Promise<(address: string) => NetworkUse> {
  if (addresses.length === 0) return () => NOBODY;
  const table = await engine.query(`
    SELECT sourceipaddress, coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) AS principal, substr(eventtime, 1, 10) AS day
    FROM ${TABLE}
    WHERE sourceipaddress IN (${quoteList(addresses)})
      AND coalesce(useridentity.sessioncontext.sessionissuer.arn, useridentity.arn) IS NOT NULL
    GROUP BY 1, 2, 3`);
  const uses = new Map<string, { principals: Set<string>; days: Set<string> }>();
  for (const [address, principal, day] of table.rows.map((row) => row.map(String))) {
    if (address === undefined || principal === undefined || day === undefined || exceptPrincipals.has(principal)) continue;
    const use = uses.get(address) ?? { principals: new Set(), days: new Set() };
    use.principals.add(principal);
    use.days.add(day);
    uses.set(address, use);
  }
  return (address) => {
    const use = uses.get(address);
    return use === undefined ? NOBODY : { principals: [...use.principals], days: use.days.size };
  };
}
