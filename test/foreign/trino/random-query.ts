import fc from 'fast-check';
import { quoteLiteral } from '../../../src/athena-sql/literal.ts';
import { TABLE } from '../../../src/core/cloudtrail-table.ts';

/** Expressions of each kind, as text of Athena SQL. No part of them can fail on a row, and none is open to a difference that is known. */
type Expressions = {
  readonly text: string;
  readonly whole: string;
  readonly truth: string;
  readonly texts: string;
  readonly time: string;
  readonly fraction: string;
};

const one = (...texts: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...texts);

const columns = one(
  'eventname',
  'eventsource',
  'awsregion',
  'sourceipaddress',
  'useragent',
  'errorcode',
  'readonly',
  'eventid',
  'useridentity.type',
  'useridentity.arn',
  'useridentity.username',
  'useridentity.accesskeyid',
  'useridentity.sessioncontext.sessionissuer.username',
  'useridentity.sessioncontext.attributes.mfaauthenticated',
);

const words = fc
  .oneof(
    one('Odd1', 'us-east-1', 'IAMUser', 'AccessDenied', 'true', 'iam.amazonaws.com', '10.1.2.3', 'odd-7', '', 'e', 'ß', '🚀', '%', "it's"),
    fc.string({ unit: 'grapheme-ascii', maxLength: 4 }),
  )
  .map(quoteLiteral);

const separators = one("'.'", "'/'", "':'", "'-'", "'a'", "'am'");
const patterns = one("'^[A-Z]'", "'(\\d+)'", "'([a-z]+)-([a-z]+)'", "'(?i)odd'", "'\\.'", "'[^a-z]+'", "'\\s'", "'(a|e)(.)'", "'\\d$'");
const likes = one("'%a%'", "'Odd_'", "'%.amazonaws.com'", "'_%'", "'%\\%'", "''");
const paths = one("'$.userName'", "'$.tags[0].key'", "'$.a.z[1]'", '\'$["x-amz-acl"][0]\'', "'$.n'", "'$.t'", "'$[1]'", "'$.nothing'", "'$'");
const json = one('requestparameters', 'responseelements');
const zones = one('UTC', 'Europe/Paris', 'America/New_York', 'Asia/Kolkata').map(quoteLiteral);
const units = one("'second'", "'hour'", "'day'", "'week'", "'month'", "'quarter'", "'year'");
const small = fc.integer({ min: -3, max: 6 }).map(String);
const positive = fc.integer({ min: 1, max: 5 }).map(String);
const comparison = one('=', '<>', '<', '<=', '>', '>=', 'IS DISTINCT FROM', 'IS NOT DISTINCT FROM');

/** A text with arbitraries in its holes. */
const sql = (parts: TemplateStringsArray, ...holes: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...holes).map((values) => parts.reduce((text, part, index) => text + values[index - 1] + part));

const expressions = fc.letrec<Expressions>((tie) => {
  const [text, whole, truth, texts, time, fraction] = [tie('text'), tie('whole'), tie('truth'), tie('texts'), tie('time'), tie('fraction')];
  const bounded = (leaf: fc.Arbitrary<string>, ...deeper: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.oneof({ maxDepth: 3, depthSize: 'small', withCrossShrink: true }, leaf, leaf, ...deeper);
  return {
    text: bounded(
      fc.oneof(columns, columns, words),
      sql`lower(${text})`,
      sql`reverse(${text})`,
      sql`trim(${text})`,
      sql`substr(${text}, ${small})`,
      sql`substr(${text}, ${small}, ${positive})`,
      sql`split_part(${text}, ${separators}, ${positive})`,
      sql`replace(${text}, ${separators}, ${words})`,
      sql`lpad(${text}, ${positive}, 'x')`,
      sql`(${text} || ${text})`,
      sql`concat(${text}, ${text}, ${words})`,
      sql`coalesce(${text}, ${text})`,
      sql`nullif(${text}, ${text})`,
      sql`IF(${truth}, ${text}, ${text})`,
      sql`CASE WHEN ${truth} THEN ${text} WHEN ${truth} THEN ${text} END`,
      sql`greatest(${text}, ${text})`,
      sql`json_extract_scalar(${json}, ${paths})`,
      sql`regexp_extract(${text}, ${patterns})`,
      sql`regexp_replace(${text}, ${patterns}, '#')`,
      sql`element_at(${texts}, ${positive})`,
      sql`array_join(${texts}, ',', '?')`,
      sql`CAST(${whole} AS varchar)`,
      sql`CAST(${truth} AS varchar)`,
      sql`CAST(${fraction} AS varchar)`,
      sql`CAST(${time} AS varchar)`,
      sql`date_format(${time}, '%Y-%m-%d %H:%i:%s')`,
      sql`CAST(TRY_CAST(${text} AS ipaddress) AS varchar)`,
      sql`to_hex(md5(to_utf8(${text})))`,
    ),
    whole: bounded(
      fc.oneof(small, sql`length(${columns})`),
      sql`length(${text})`,
      sql`strpos(${text}, ${words})`,
      sql`cardinality(${texts})`,
      sql`cardinality(resources)`,
      sql`(${whole} + ${whole})`,
      sql`(${whole} - ${whole})`,
      sql`(${whole} * ${small})`,
      sql`(${whole} / ${positive})`,
      sql`(${whole} % ${positive})`,
      sql`abs(${whole})`,
      sql`coalesce(${whole}, ${small})`,
      sql`least(${whole}, ${whole})`,
      sql`json_array_length(${json})`,
      sql`hour(${time})`,
      sql`day_of_week(${time})`,
      sql`date_diff(${units}, ${time}, ${one("TIMESTAMP '2026-01-10 11:12:13 UTC'", "TIMESTAMP '2026-04-10 11:12:13 Europe/Paris'")})`,
      sql`date_diff(${units}, ${time}, ${time})`,
      sql`TRY_CAST(${text} AS bigint)`,
      sql`CAST(${fraction} AS bigint)`,
      sql`array_position(${texts}, ${text})`,
    ),
    truth: bounded(
      fc.oneof(sql`${columns} IS NULL`, sql`${columns} ${comparison} ${words}`),
      sql`(${text} ${comparison} ${text})`,
      sql`(${whole} ${comparison} ${whole})`,
      sql`(${time} ${comparison} TIMESTAMP '2026-01-07 02:25:18 UTC')`,
      sql`(${text} LIKE ${likes})`,
      sql`(${text} IN (${words}, ${text}))`,
      sql`(${text} NOT IN (${words}, ${words}))`,
      sql`(${whole} BETWEEN ${small} AND ${whole})`,
      sql`(${truth} AND ${truth})`,
      sql`(${truth} OR ${truth})`,
      sql`(NOT ${truth})`,
      sql`regexp_like(${text}, ${patterns})`,
      sql`starts_with(${text}, ${words})`,
      sql`contains(${texts}, ${text})`,
      sql`any_match(${texts}, x -> x ${comparison} ${words})`,
      sql`all_match(${texts}, x -> length(x) > ${small})`,
      sql`any_match(resources, r -> r.arn LIKE ${likes})`,
      sql`contains('10.0.0.0/8', TRY_CAST(${text} AS ipaddress))`,
      sql`(ROW(${text}, ${whole}) = ROW(${text}, ${small}))`,
      sql`(${texts} = ${texts})`,
    ),
    texts: bounded(
      sql`split(${columns}, ${separators})`,
      sql`ARRAY[${text}, ${text}]`,
      sql`transform(${texts}, x -> x || ${words})`,
      sql`filter(${texts}, x -> x ${comparison} ${words})`,
      sql`transform(resources, r -> r.arn)`,
      sql`array_distinct(${texts})`,
      sql`array_sort(${texts})`,
      sql`slice(${texts}, ${positive}, 2)`,
      sql`reverse(${texts})`,
      sql`(${texts} || ${texts})`,
      sql`array_except(${texts}, ${texts})`,
    ),
    time: bounded(
      one('from_iso8601_timestamp(eventtime)'),
      sql`date_trunc(${units}, ${time})`,
      sql`date_add(${units}, ${small}, ${time})`,
      sql`(${time} + INTERVAL '3' HOUR)`,
      sql`(${time} - INTERVAL '45' DAY)`,
      sql`(${time} + INTERVAL '5' MONTH)`,
      sql`(${time} AT TIME ZONE ${zones})`,
    ),
    fraction: bounded(
      sql`CAST(${whole} AS double)`,
      sql`(${fraction} / 4e0)`,
      sql`(${fraction} * 2.5)`,
      sql`round(${fraction}, 1)`,
      sql`floor(${fraction})`,
      sql`TRY_CAST(${text} AS double)`,
    ),
  };
});

const { text, whole, truth, texts, time, fraction } = expressions;
const anything = fc.oneof(text, text, whole, truth, texts, time, fraction);
const aggregates = fc.oneof(
  one('count(*)', 'min(eventid)', 'max(eventtime)'),
  sql`count(${anything})`,
  sql`count(DISTINCT ${text})`,
  sql`count_if(${truth})`,
  sql`sum(${whole})`,
  sql`min(${text})`,
  sql`max(${whole})`,
  sql`bool_or(${truth})`,
  sql`array_agg(DISTINCT ${text} ORDER BY 1)`.map((aggregate) =>
    aggregate.replace(/^array_agg\(DISTINCT (.*) ORDER BY 1\)$/s, 'array_agg(DISTINCT $1 ORDER BY $1)'),
  ),
  sql`max_by(eventid, eventid)`,
  sql`count(*) FILTER (WHERE ${truth})`,
);

/** Whole queries, none of which depends on an order that is not written. */
export const queries: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: sql`SELECT ${anything}, ${anything} FROM ${one(TABLE)} WHERE ${truth}`, weight: 4 },
  { arbitrary: sql`SELECT eventid, ${anything} FROM ${one(TABLE)} ORDER BY ${text}, eventid LIMIT 9`, weight: 2 },
  { arbitrary: sql`SELECT ${text} AS k, ${aggregates}, ${aggregates} FROM ${one(TABLE)} WHERE ${truth} GROUP BY 1`, weight: 4 },
  { arbitrary: sql`SELECT awsregion, ${aggregates} FROM ${one(TABLE)} GROUP BY awsregion HAVING count(*) > ${positive}`, weight: 1 },
  { arbitrary: sql`SELECT DISTINCT ${text}, ${truth} FROM ${one(TABLE)}`, weight: 1 },
  {
    arbitrary: sql`SELECT ${text} FROM ${one(TABLE)} ${one('UNION', 'UNION ALL', 'INTERSECT', 'EXCEPT')} SELECT ${text} FROM ${one(TABLE)} WHERE ${truth}`,
    weight: 2,
  },
  {
    arbitrary: sql`SELECT eventid, ${one('row_number()', 'rank()', 'count(*)', 'lag(eventid)', 'min(eventname)')} OVER (PARTITION BY ${text} ORDER BY eventid) FROM ${one(TABLE)}`,
    weight: 1,
  },
  { arbitrary: sql`SELECT e.eventid, u.x FROM ${one(TABLE)} e CROSS JOIN UNNEST(${texts}) AS u(x)`, weight: 1 },
  {
    arbitrary: sql`WITH a AS (SELECT eventid AS id, ${anything} AS v FROM ${one(TABLE)} WHERE ${truth}) SELECT a.id, a.v, b.eventname FROM a LEFT JOIN ${one(TABLE)} b ON b.eventid = a.id`,
    weight: 1,
  },
);
