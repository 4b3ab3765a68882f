import { TABLE } from '../core/cloudtrail-table.ts';
import { isDenial, plainEventName } from '../core/event.ts';
import { isAddress } from '../core/source-address.ts';
import { agentFamily } from '../core/user-agent.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { callerColumn } from './session-key.ts';

/** What one key did from one address. */
export interface AddressUse {
  readonly address: string;
  readonly calls: number;
  readonly firstTime: string;
  readonly lastTime: string;
  readonly days: ReadonlyMap<string, number>;
  readonly hours: ReadonlySet<number>;
  readonly regions: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly agents: ReadonlySet<string>;
  readonly families: ReadonlySet<string>;
  /** For each name when it was first called. */
  readonly names: ReadonlyMap<string, string>;
  /** For each name the days on which it was called. */
  readonly nameDays: ReadonlyMap<string, ReadonlySet<string>>;
  /** For each name that was refused how often. */
  readonly denials: ReadonlyMap<string, number>;
}

/** A long-term key, or sessions of one user or of one kind, and all places that it was used from, in order of first use. */
export interface KeyUse {
  /** The id of a long-term key; of the sessions of a user, and of root, the ARN; of the sessions of a role its ARN with their name, `*` for what is new in each. */
  readonly key: string;
  /** Who stands behind it: the ARN of a user; for the sessions of a role the same as the key. */
  readonly principal: string;
  readonly uses: readonly AddressUse[];
}

type Row = readonly [
  key: string,
  user: string | null,
  address: string,
  agent: string | null,
  region: string,
  source: string,
  name: string,
  ...rest: unknown[],
];

/**
 * How keys are used, from one aggregation: the engine gives each combination of what counts once, in order of first use. Of the sessions of roles no hours are kept: most are
 * machines that never rest.
 *
 * @param conditions predicates of Athena SQL that events must fulfil
 */
export async function keyUses(engine: SqlEngine, conditions: readonly string[]): Promise<readonly KeyUse[]> {
  const { rows } = await engine.query(`
    SELECT ${callerColumn}, CASE WHEN useridentity.type = 'AssumedRole' THEN NULL ELSE useridentity.arn END, sourceipaddress, useragent, awsregion,
      eventsource, eventname, errorcode, substr(eventtime, 1, CASE WHEN useridentity.type = 'AssumedRole' THEN 10 ELSE 13 END),
      count(*), min(eventtime), max(eventtime)
    FROM ${TABLE}
    WHERE ${[
      'useridentity.accesskeyid IS NOT NULL',
      "useridentity.type IN ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')",
      "sourceipaddress NOT LIKE '%.amazonaws.com'",
      ...conditions,
    ].join(' AND ')}
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
    ORDER BY 11, 1, 2, 3, 4, 5, 6, 7, 8, 9`);
  const keys = new Map<string, { principal: string; uses: Map<string, Gathered> }>();
  for (const row of rows as unknown as readonly Row[]) {
    const [key, user, address] = row;
    const principal = user ?? key;
    if (typeof key !== 'string' || typeof principal !== 'string' || typeof address !== 'string' || !isAddress(address)) continue;
    const entry = keys.get(key) ?? { principal, uses: new Map<string, Gathered>() };
    keys.set(key, entry);
    const use = entry.uses.get(address) ?? gathered(address);
    entry.uses.set(address, use);
    gather(use, row);
  }
  return [...keys].map(([key, { principal, uses }]) => ({ key, principal, uses: [...uses.values()].toSorted(byFirstTime) }));
}

type Gathered = ReturnType<typeof gathered>;

const gathered = (address: string) => ({
  address,
  calls: 0,
  firstTime: '9',
  lastTime: '',
  days: new Map<string, number>(),
  hours: new Set<number>(),
  regions: new Set<string>(),
  services: new Set<string>(),
  agents: new Set<string>(),
  families: new Set<string>(),
  names: new Map<string, string>(),
  nameDays: new Map<string, Set<string>>(),
  denials: new Map<string, number>(),
});

function gather(use: Gathered, [, , , agent, region, source, eventName, error, hour, count, first, last]: Row): void {
  const [calls, from, to, day, name] = [Number(count), String(first), String(last), String(hour).slice(0, 10), plainEventName(String(eventName))];
  use.calls += calls;
  if (from < use.firstTime) use.firstTime = from;
  if (to > use.lastTime) use.lastTime = to;
  use.days.set(day, (use.days.get(day) ?? 0) + calls);
  const clock = String(hour).slice(11, 13);
  if (clock !== '') use.hours.add(Number(clock));
  use.regions.add(region);
  use.services.add(source);
  use.agents.add(agent ?? '');
  use.families.add(agentFamily(agent));
  use.nameDays.set(name, (use.nameDays.get(name) ?? new Set()).add(day));
  const before = use.names.get(name);
  if (before === undefined || from < before) use.names.set(name, from);
  if (typeof error === 'string' && isDenial(error)) use.denials.set(name, (use.denials.get(name) ?? 0) + calls);
}

const byFirstTime = (a: Gathered, b: Gathered): number => (a.firstTime < b.firstTime ? -1 : a.firstTime > b.firstTime ? 1 : 0);
