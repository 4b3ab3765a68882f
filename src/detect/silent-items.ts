import { TABLE } from '../core/cloudtrail-table.ts';
import { groupBy } from '../core/group-by.ts';
import type { SqlEngine } from '../engine/sql-engine.ts';
import { itemsOf } from '../sigma/items-of.ts';
import { testHolds } from '../sigma/match.ts';
import type { Item, Rule } from '../sigma/rule.ts';
import { kindFields } from './event-kinds.ts';
import { anyFound, guardsOf } from './guards.ts';
import { tableFields } from './sql/table-fields.ts';
import { unlikeColumns } from './unlike-columns.ts';

/** What no more than so many ask of a column is asked of the events sooner. */
const FEW = 8;
/** Values that are looked at at a time. */
const VALUES = 500;
/** How often values of a column are asked for. Rules that find something drop out each time. */
const ROUNDS = 4;

/**
 * What rules ask of a column of text, and no event has: no tool of that name, nobody from that network. The texts of a column are far fewer than the
 * events, so they are asked first, and the rules that look for nothing but such things need no event.
 *
 * @param conditions predicates of Athena SQL that the events must fulfil
 * @returns parts of the rules' trees, themselves; perhaps not all
 */
export async function silentItems(engine: SqlEngine, rules: readonly Rule[], conditions: readonly string[]): Promise<ReadonlySet<Item>> {
  const asked = rules.flatMap(({ detection }) => itemsOf(detection)).flatMap((item) => columnItem(item) ?? []);
  const columns = [...groupBy(asked, ({ column }) => column)].filter(([, items]) => items.length > FEW);
  return new Set((await Promise.all(columns.map(([column, items]) => silentIn(engine, column, items, conditions)))).flat());
}

/** What is asked of a column, and what a text shows in which that is found. */
interface ColumnItem {
  readonly item: Item;
  readonly column: string;
  readonly guards: readonly (readonly [subject: string, regexes: readonly string[]])[];
}

function columnItem(item: Item): ColumnItem | null {
  if (item.field === null || kindFields.has(item.field)) return null;
  const field = tableFields.field(item.field);
  if (field.kind !== 'text' || unlikeColumns.has(field.sql)) return null;
  const guards = [...guardsOf(item)];
  // A text that is missing in the table may read as an empty one in an event.
  return guards.length === 0 || holdsOf(item, '') ? null : { item, column: field.sql, guards };
}

const holdsOf = (item: Item, text: string): boolean => item.tests.some((test) => testHolds(test, [text], {}));

async function silentIn(engine: SqlEngine, column: string, items: readonly ColumnItem[], conditions: readonly string[]): Promise<readonly Item[]> {
  let open = items;
  for (let round = 0; round < ROUNDS && open.length > 0; round += 1) {
    const { rows } = await engine.query(textsQuery(column, open, conditions));
    const texts = rows.map(([text]) => String(text));
    open = open.filter(({ item }) => !texts.some((text) => holdsOf(item, text)));
    if (texts.length < VALUES) return open.map(({ item }) => item);
  }
  return [];
}

/** The CASE keeps an engine from asking every event before it gathers their texts. */
function textsQuery(column: string, items: readonly ColumnItem[], conditions: readonly string[]): string {
  const bySubject = groupBy(
    items.flatMap(({ guards }) => guards),
    ([subject]) => subject,
  );
  const found = [...bySubject].map(([subject, guards]) =>
    anyFound(
      subject === column ? 'v' : 'lower(v)',
      guards.flatMap(([, regexes]) => regexes),
    ),
  );
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const texts = `SELECT ${column} AS v, count(*) AS n FROM ${TABLE}${where} GROUP BY ${column}`;
  return `SELECT v FROM (${texts}) q WHERE CASE WHEN n > 0 THEN ${found.join(' OR ')} ELSE FALSE END LIMIT ${VALUES}`;
}
