import { quoteList } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { type Bound, type Correlation, isCorrelation } from '../sigma/correlation.ts';
import type { Rule } from '../sigma/rule.ts';
import { joined, type Narrowed, narrow } from './narrow.ts';
import { tableFields } from './sql/table-fields.ts';

/** More groups than a statement should list: then events are read without asking for their group. */
const MAX_GROUPS = 5000;

/**
 * What must hold of an event beside its rule, for rules that only feed correlations: everyday calls are worth reading only for the few groups (mostly
 * keys) in which the correlation can hold at all. The engine counts them; windows of time are left to the correlation.
 *
 * @param correlations that give findings
 * @param conditions predicates of Athena SQL that the events must fulfil, too
 * @returns predicates of Athena SQL by rule; events without a value to group by pass, so that they are counted
 */
export async function promisingGroups(
  engine: SqlEngine,
  correlations: readonly Correlation[],
  conditions: readonly string[],
): Promise<ReadonlyMap<Rule, Narrowed>> {
  const limits = new Map<Rule, Narrowed>();
  const found = await Promise.all(correlations.map((correlation) => limitsOf(engine, correlation, conditions)));
  for (const [rule, by] of found.flat()) limits.set(rule, joined('or', [limits.get(rule) ?? false, by]));
  return limits;
}

/** What must hold of the events of a rule for one of the correlations that it feeds. */
type Limit = readonly [rule: Rule, by: Narrowed];

async function limitsOf(engine: SqlEngine, correlation: Correlation, conditions: readonly string[]): Promise<readonly Limit[]> {
  const query = correlation.groupBy.map((field) => groupQuery(correlation, field, conditions));
  const place = query.findIndex((one) => one !== null);
  const groups = place < 0 ? null : await groupsOf(engine, query[place] ?? '');
  if (groups !== null) return ofSteps(correlation, place, groups);
  const steps = correlation.steps.map(({ rule }) => (isCorrelation(rule) ? limitsOf(engine, rule, conditions) : [[rule, true] as const]));
  return (await Promise.all(steps)).flat();
}

const ofSteps = (correlation: Correlation, place: number, groups: readonly string[]): readonly Limit[] =>
  correlation.steps.flatMap(({ rule, groupFields }) => {
    const field = groupFields[place] ?? '';
    return isCorrelation(rule) ? ofSteps(rule, rule.groupBy.indexOf(field), groups) : [[rule, inGroups(textColumn(field), groups)] as const];
  });

async function groupsOf(engine: SqlEngine, query: string): Promise<readonly string[] | null> {
  const { rows } = await engine.query(`SELECT g FROM (${query}) q WHERE g IS NOT NULL GROUP BY g LIMIT ${MAX_GROUPS + 1}`);
  return rows.length > MAX_GROUPS ? null : rows.map(([group]) => String(group));
}

function inGroups(column: string | null, groups: readonly string[]): Narrowed {
  if (column === null) return true;
  return groups.length === 0 ? `(${column} IS NULL)` : `(${column} IS NULL OR ${column} IN (${quoteList(groups)}))`;
}

/** A query whose column `g` has every value of the field for which the rule or correlation can hold, perhaps more; null when SQL cannot tell. */
function groupQuery(rule: Rule | Correlation, field: string, conditions: readonly string[]): string | null {
  if (!isCorrelation(rule)) return eventsOf(rule, field, null, conditions);
  const place = rule.groupBy.indexOf(field);
  if (place < 0) return null;
  switch (rule.type) {
    case 'temporal':
    case 'temporal_ordered': {
      if (leastOf(rule.bounds) < rule.steps.length) return null;
      const queries = rule.steps.map((step) => groupQuery(step.rule, step.groupFields[place] ?? '', conditions));
      return queries.includes(null) ? null : queries.map((query) => `SELECT g FROM (${query}) q`).join(' INTERSECT ');
    }
    case 'event_count':
    case 'value_count':
      return countQuery(rule, place, conditions);
    default:
      return null;
  }
}

/** A group needs as many events, or values, over the whole time as the correlation asks for within one window. */
function countQuery({ type, fields, steps, bounds }: Correlation, place: number, conditions: readonly string[]): string | null {
  const counted = type === 'event_count' ? { sql: '1', having: 'count(*)' } : countedValue(fields);
  if (counted === null) return null;
  const queries = steps.map(({ rule, groupFields }) =>
    isCorrelation(rule) ? null : eventsOf(rule, groupFields[place] ?? '', counted.sql, conditions),
  );
  if (queries.includes(null)) return null;
  return `SELECT g FROM (${queries.join(' UNION ALL ')}) c GROUP BY g HAVING ${counted.having} >= ${leastOf(bounds)}`;
}

/** Texts of JSON differ where values in them do; one that holds a list may hold any number of values. */
function countedValue([name, ...more]: readonly string[]): { readonly sql: string; readonly having: string } | null {
  const field = name === undefined || more.length > 0 ? null : tableFields.field(name);
  if (field?.kind === 'text') return { sql: field.sql, having: 'count(DISTINCT v)' };
  if (field?.kind !== 'json') return null;
  return { sql: field.sql, having: `CASE WHEN max(strpos(v, '[')) > 0 THEN ${Number.MAX_SAFE_INTEGER} ELSE count(DISTINCT v) END` };
}

function eventsOf(rule: Rule, field: string, value: string | null, conditions: readonly string[]): string | null {
  const column = textColumn(field);
  if (column === null) return null;
  const narrowed = narrow(rule.detection);
  const where = [...(narrowed === true ? [] : [narrowed === false ? '1 = 0' : narrowed]), ...conditions];
  return `SELECT ${column} AS g${value === null ? '' : `, ${value} AS v`} FROM ${TABLE}${where.length === 0 ? '' : ` WHERE ${where.join(' AND ')}`}`;
}

function textColumn(path: string): string | null {
  const field = tableFields.field(path);
  return field.kind === 'text' ? field.sql : null;
}

const leastOf = (bounds: readonly Bound[]): number =>
  Math.max(0, ...bounds.map(({ operator, value }) => (operator === 'gte' || operator === 'eq' || operator === 'gt' ? Math.ceil(value) : 0)));
