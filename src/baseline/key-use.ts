import { TABLE } from '../core/cloudtrail-table.ts';
import { isDenial, plainEventName } from '../core/event.ts';
import { isAddress } from '../core/source-address.ts';
import { agentFamily } from '../core/user-agent.ts';
import type { SqlEngine, SqlValue } from '../engine/sql-engine.ts';
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

/**
 * How keys are used. The engine gives each combination of what counts once, from three aggregations: what depends on the name of a call, on the day, and on neither, for all of
 * them together make nearly as many combinations as there are calls. Of the sessions of roles no hours are kept: most are machines that never rest.
 *
 * @param conditions predicates of Athena SQL that events must fulfil
 */
export async function keyUses(engine: SqlEngine, conditions: readonly string[]): Promise<readonly KeyUse[]> {
  const from = `FROM ${TABLE} WHERE ${[
    'useridentity.accesskeyid IS NOT NULL',
    "useridentity.type IN ('IAMUser', 'Root', 'AssumedRole', 'FederatedUser')",
    "sourceipaddress NOT LIKE '%.amazonaws.com'",
    ...conditions,
  ].join(' AND ')}`;
  const calls = await engine.query(`
    SELECT ${callerColumn}, CASE WHEN useridentity.type = 'AssumedRole' THEN NULL ELSE useridentity.arn END, sourceipaddress, eventname, errorcode,
      count(*), min(eventtime), max(eventtime), array_join(array_agg(DISTINCT substr(eventtime, 1, 10)), ' ')
    ${from} GROUP BY 1, 2, 3, 4, 5 ORDER BY 7, 1, 2, 3, 4, 5`);
  const days = await engine.query(
    `SELECT ${callerColumn}, sourceipaddress, substr(eventtime, 1, 10), count(*) ${from} GROUP BY 1, 2, 3 ORDER BY 3, 1, 2`,
  );
  const ways = await engine.query(`
    SELECT ${callerColumn}, sourceipaddress, useragent, awsregion, eventsource, CASE WHEN useridentity.type = 'AssumedRole' THEN NULL ELSE substr(eventtime, 12, 2) END
    ${from} GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6`);

  const keys = new Map<string, { principal: string; uses: Map<string, Gathered> }>();
  for (const [key, user, address, ...call] of calls.rows) {
    const principal = user ?? key;
    if (typeof key !== 'string' || typeof principal !== 'string' || typeof address !== 'string' || !isAddress(address)) continue;
    const entry = keys.get(key) ?? { principal, uses: new Map<string, Gathered>() };
    keys.set(key, entry);
    const use = entry.uses.get(address) ?? gathered(address);
    entry.uses.set(address, use);
    gatherCalls(use, call);
  }
  const useOf = (key: SqlValue | undefined, address: SqlValue | undefined): Gathered | undefined => keys.get(String(key))?.uses.get(String(address));
  for (const [key, address, day, count] of days.rows) useOf(key, address)?.days.set(String(day), Number(count));
  for (const [key, address, ...way] of ways.rows) {
    const use = useOf(key, address);
    if (use !== undefined) gatherWay(use, way);
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

function gatherCalls(use: Gathered, [eventName, error, count, first, last, days]: readonly SqlValue[]): void {
  const [calls, from, to, name] = [Number(count), String(first), String(last), plainEventName(String(eventName))];
  use.calls += calls;
  if (from < use.firstTime) use.firstTime = from;
  if (to > use.lastTime) use.lastTime = to;
  const known = use.nameDays.get(name) ?? new Set();
  for (const day of String(days).split(' ')) known.add(day);
  use.nameDays.set(name, known);
  const before = use.names.get(name);
  if (before === undefined || from < before) use.names.set(name, from);
  if (typeof error === 'string' && isDenial(error)) use.denials.set(name, (use.denials.get(name) ?? 0) + calls);
}

function gatherWay(use: Gathered, [userAgent, region, source, hour]: readonly SqlValue[]): void {
  const agent = typeof userAgent === 'string' ? userAgent : null;
  use.agents.add(agent ?? '');
  use.families.add(agentFamily(agent));
  use.regions.add(String(region));
  use.services.add(String(source));
  if (typeof hour === 'string') use.hours.add(Number(hour));
}

const byFirstTime = (a: Gathered, b: Gathered): number => (a.firstTime < b.firstTime ? -1 : a.firstTime > b.firstTime ? 1 : 0);
