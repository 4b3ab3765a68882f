import { groupBy } from '../core/group-by.ts';
import { mayMint } from '../core/minting/index.ts';
import { eventOf } from '../engine/read-events.ts';
import type { SqlEngine, SqlValue } from '../engine/sql-engine.ts';
import { isAscii } from '../sigma/fold.ts';
import { fieldsOf } from '../sigma/items-of.ts';
import type { Rule } from '../sigma/rule.ts';
import { type AlikeEvents, byFirst, byMoment, type Candidate, type Moment, momentOf, partsOf } from './alike-events.ts';
import type { EventKind } from './event-kinds.ts';
import { pagesOf } from './event-pages.ts';
import type { RuleIndex } from './index-rules.ts';
import { tableFields } from './sql/table-fields.ts';
import { unlikeColumns } from './unlike-columns.ts';

/** What groups findings and ties them to each other. */
const tying = [
  'useridentity.type',
  'useridentity.accesskeyid',
  'useridentity.arn',
  'useridentity.principalid',
  'useridentity.invokedby',
  'useridentity.sessioncontext.sessionissuer.arn',
];
const NO_CALLER = 'coalesce(e.useridentity.accesskeyid, e.useridentity.arn, e.useridentity.principalid, e.useridentity.invokedby) IS NULL';
/** Moments as `20:` + eventTime + eventID, with the length of the time in front: nested lists would take an engine several times the memory. */
const MOMENTS =
  "json_format(CAST(array_agg(concat(CAST(length(coalesce(e.eventtime, '')) AS varchar), ':', coalesce(e.eventtime, ''), coalesce(e.eventid, ''))) AS json))";
/** What a known-good list may ask for beside. */
const allowed = ['sourceipaddress', 'useragent', 'recipientaccountid', 'useridentity.accountid'];

/** Whether all that a rule asks for lies in columns of text that many events have in common. */
export const asksLittle = ({ detection }: Pick<Rule, 'detection'>): boolean =>
  fieldsOf(detection).every((path) => {
    const field = path === null ? null : tableFields.field(path);
    return field?.kind === 'absent' || (field?.kind === 'text' && !unlikeColumns.has(field.sql));
  });

/** Whether columns of text tell all of an event of a kind that ties findings: what was minted lies elsewhere. */
export const tellsLittle = ([source, name]: EventKind['texts']): boolean => !mayMint(source ?? '', name ?? '');

/**
 * The events that rules may match, those that are alike as one: of events that rules match by the hundred thousand no more is read than what rules
 * ask for and findings show, and the engine gathers the ids of those in which that is the same.
 *
 * @param index of rules that {@link asksLittle} holds for, and kinds that {@link tellsLittle} holds for
 * @param isAllowing whether a known-good list is asked, too
 * @returns in order of their first moments
 */
export async function* leanEvents(
  engine: SqlEngine,
  index: RuleIndex,
  conditions: readonly string[],
  isAllowing: boolean,
  pageEvents: number,
): AsyncGenerator<Candidate, void, undefined> {
  const numbers = new Map([...new Set(index.kinds.flatMap(({ rules }) => rules))].map((rule, number) => [rule, number]));
  const kinds = index.kinds.filter(({ rules }) => rules.length > 0);
  const groups = [...groupBy(kinds, ({ rules }) => rules.map((rule) => numbers.get(rule)).join()).values()];
  const groupOf = new Map(groups.flatMap((alike, number) => alike.map(({ kind }) => [kind, number] as const)));
  const rulesOf = groups.map(([first]) => first?.rules ?? []);
  const columnsOfGroup = rulesOf.map((rules) => new Set([...(isAllowing ? allowed : []), ...rules.flatMap(columnsOf)]));
  const asked = [...new Set([...tying, 'sourceipaddress', ...columnsOfGroup.flatMap((columns) => [...columns])])];
  const chosen = asked.map((column) => {
    const own = columnsOfGroup.flatMap((columns, number) => (columns.has(column) ? [number] : []));
    if (own.length === groups.length || tying.includes(column)) return `e.${column}`;
    const where = [...(own.length === 0 ? [] : [`k.kindgroup IN (${own.join(', ')})`]), ...(column === 'sourceipaddress' ? [NO_CALLER] : [])];
    return `CASE WHEN ${where.join(' OR ')} THEN e.${column} END`;
  });
  const from = (all: readonly string[]): string | null => index.candidates(all, (kind) => groupOf.get(kind) ?? -1);
  for await (const bounds of pagesOf(engine, from, conditions, pageEvents)) {
    const places = ['k.kindgroup', ...asked].map((_, place) => place + 1).join(', ');
    const { rows } = await engine.query(
      `SELECT k.kindgroup, ${chosen.join(', ')}, ${MOMENTS} FROM ${from([...conditions, ...bounds])} GROUP BY ${places}`,
    );
    yield* rows.map(([group, ...row]) => ({ ...alikeEvents(asked, row), rules: rulesOf[Number(group)] ?? [] })).toSorted(byFirst);
  }
}

const columnsOf = ({ detection }: Rule): readonly string[] =>
  fieldsOf(detection).flatMap((path) => {
    const field = path === null ? null : tableFields.field(path);
    return field?.kind === 'text' ? [field.sql] : [];
  });

function alikeEvents(columns: readonly string[], row: readonly SqlValue[]): AlikeEvents {
  // A table elsewhere may hold an event twice.
  const all = (JSON.parse(String(row[columns.length])) as readonly string[]).map(counted).sort(byMoment);
  const moments = all.filter((moment, place) => moment !== all[place - 1]);
  const { eventTime, eventID } = partsOf(moments[0] ?? '0:');
  const values: Structure = { eventtime: eventTime, eventid: eventID };
  for (const [place, column] of columns.entries()) put(values, column.split('.'), row[place] ?? null);
  return { event: eventOf((name) => values[name] ?? null), moments };
}

/** Engines count code points. */
function counted(text: string): Moment {
  if (isAscii(text)) return text;
  const colon = text.indexOf(':');
  const [characters, length] = [Array.from(text.slice(colon + 1)), Number(text.slice(0, colon))];
  return momentOf({ eventTime: characters.slice(0, length).join(''), eventID: characters.slice(length).join('') });
}

interface Structure {
  [name: string]: SqlValue | Structure;
}

function put(structure: Structure, [name = '', ...inner]: readonly string[], value: SqlValue): void {
  if (inner.length === 0) structure[name] = value;
  else {
    const within = (structure[name] ?? {}) as Structure;
    structure[name] = within;
    put(within, inner, value);
  }
}
