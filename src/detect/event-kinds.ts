import { quoteLiteral } from '../athena-sql/literal.ts';
import { TABLE } from '../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import type { Known } from '../sigma/remaining.ts';
import type { Item } from '../sigma/rule.ts';

/** Columns of few values, which rules ask for most, and the fields that they are. */
const columns = ['eventsource', 'eventname', 'errorcode', 'useridentity.type'] as const;
export const kindFields: ReadonlySet<string> = new Set(['eventSource', 'eventName', 'errorCode', 'userIdentity.type']);

/** Texts that these columns have together, and how many events have them. */
export interface EventKind {
  /** In the order of the columns. */
  readonly texts: readonly (string | null)[];
  readonly events: number;
}

/** A company's events are of some hundred kinds; a table with more than these was not written by AWS. */
const MAX_KINDS = 5000;

/**
 * Every kind of event in the table.
 *
 * @param conditions predicates of Athena SQL that the events must fulfil
 * @returns null when there are too many to be worth knowing
 */
export async function eventKinds(engine: SqlEngine, conditions: readonly string[]): Promise<readonly EventKind[] | null> {
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const { rows } = await engine.query(
    `SELECT ${columns.join(', ')}, count(*) FROM ${TABLE}${where} GROUP BY ${columns.join(', ')} LIMIT ${MAX_KINDS + 1}`,
  );
  if (rows.length > MAX_KINDS) return null;
  return rows.map((row) => ({
    texts: columns.map((_, place) => (typeof row[place] === 'string' ? row[place] : null)),
    events: Number(row[columns.length]),
  }));
}

/**
 * What is known of the events of a kind. A name or source that is missing reads as an empty text, as in an event that is read.
 *
 * @param silent parts of rules that hold of no event at all
 */
export const knownOf = ({ texts: [source, name, errorCode, type] }: Pick<EventKind, 'texts'>, silent: ReadonlySet<Item>): Known => ({
  fields: kindFields,
  silent,
  record: {
    eventSource: source ?? '',
    eventName: name ?? '',
    ...(errorCode == null ? {} : { errorCode }),
    ...(type == null ? {} : { userIdentity: { type } }),
  },
});

/** The kind of an event that was read. */
export const textsOf = ({ eventSource, eventName, errorCode, userIdentity }: CloudTrailEvent): EventKind['texts'] => [
  eventSource,
  eventName,
  errorCode ?? null,
  userIdentity?.type ?? null,
];

/**
 * A table `k` of kinds for FROM, with numbers beside them, and the condition under which an event of the table `e` is of a kind.
 *
 * Texts of events go in as one literal of JSON: the grammar takes its time for each token.
 *
 * @param numbers by the name of their column
 */
export function kindsTable(
  kinds: readonly EventKind[],
  numbers: readonly (readonly [column: string, ofKind: (kind: EventKind) => number])[],
): { readonly from: string; readonly on: string } {
  const rows = kinds.map((kind) => [...kind.texts, ...numbers.map(([, ofKind]) => String(ofKind(kind)))]);
  const named = [
    ...columns.map((_, place) => `x[${place + 1}] AS t${place}`),
    ...numbers.map(([column], place) => `try_cast(x[${columns.length + place + 1}] AS bigint) AS ${column}`),
  ];
  return {
    from: `(SELECT ${named.join(', ')} FROM UNNEST(CAST(json_parse(${quoteLiteral(JSON.stringify(rows))}) AS array(array(varchar)))) AS u(x)) k`,
    on: columns.map((column, place) => `e.${column} IS NOT DISTINCT FROM k.t${place}`).join(' AND '),
  };
}
