import { describe, expect, test } from 'vitest';
import { columns, DATABASE, partitionKeys, TABLE } from '../core/cloudtrail-table.ts';
import { KeytrailError } from '../core/errors.ts';
import { translate } from './translate.ts';
import type { Catalog } from './translation.ts';

const catalog: Catalog = {
  defaultDatabase: DATABASE,
  tables: [{ database: DATABASE, name: TABLE, columns, partitionKeys: [...partitionKeys], relation: '"lake"."main"."events"' }],
};

/** What a statement is refused with. `events` stands for the table's name, so that places in the text can be counted by eye. */
function refusalOf(statement: string): KeytrailError {
  const short: Catalog = { ...catalog, tables: catalog.tables.map((table) => ({ ...table, name: 'events' })) };
  try {
    translate(statement, short);
  } catch (error) {
    if (error instanceof KeytrailError) return error;
    throw error;
  }
  throw new Error(`not refused: ${statement}`);
}

describe('a statement that Athena would refuse is KT_QUERY_INVALID, with the place and the reason', () => {
  test.each([
    [
      'SELECT requestparameters.userName FROM events',
      "line 1:8: requestparameters is text that holds JSON, not a struct. Write json_extract_scalar(requestparameters, '$.userName')",
    ],
    [
      "SELECT 1 FROM events\nWHERE requestparameters.a.b = 'x'",
      "line 2:7: requestparameters is text that holds JSON, not a struct. Write json_extract_scalar(requestparameters, '$.a.b')",
    ],
    ['SELECT eventname.x FROM events', 'line 1:8: eventname is text, not a struct'],
    ['SELECT resources.arn FROM events', 'line 1:8: resources is array(row(arn varchar, accountid varchar, type varchar)), not a struct'],
    [
      "SELECT eventname FROM events\nWHERE useridentity.accesskey = 'x'",
      'line 2:7: column "useridentity.accesskey" does not exist. Nearest: useridentity.accesskeyid',
    ],
    ['SELECT evenname FROM events', 'line 1:8: column "evenname" does not exist. Nearest: eventname'],
    ['SELECT e.evenname FROM events e', 'line 1:8: column "e.evenname" does not exist. Nearest: e.eventname'],
    ['SELECT x', 'line 1:8: column "x" does not exist: there is no FROM'],
    ['SELECT * FROM event', 'line 1:15: table "event" does not exist. Nearest: events'],
    ['SELECT * FROM other.events', 'line 1:15: table "other.events" does not exist. Nearest: events'],
    ['SELECT lower(1)', 'line 1:8: lower does not take (integer)'],
    ["SELECT 1 WHERE 'a' = 1", 'line 1:16: varchar and integer cannot be compared by ='],
    ['SELECT 1 FROM events WHERE readonly = true', 'line 1:28: varchar and boolean cannot be compared by ='],
    ['SELECT 1 FROM events WHERE eventtime > current_timestamp', 'line 1:28: varchar and timestamp with time zone cannot be compared by >'],
    ['SELECT 1 FROM events WHERE eventname IN (1, 2)', 'line 1:28: varchar and integer cannot be compared by IN'],
    ['SELECT 1 FROM events WHERE eventname', 'line 1:28: a condition is true or false; this is varchar'],
    ['SELECT 1 FROM events WHERE count(*) > 1', 'line 1:28: count cannot stand in WHERE'],
    [
      'SELECT eventname AS n, count(*) FROM events GROUP BY n',
      'line 1:54: column "n" does not exist here: a name given by AS can be used in ORDER BY alone',
    ],
    [
      'SELECT eventname, count(*) AS c FROM events GROUP BY 1 HAVING c > 1',
      'line 1:63: column "c" does not exist here: a name given by AS can be used in ORDER BY alone',
    ],
    ['SELECT eventname, count(*) FROM events', 'line 1:8: "eventname" must be in GROUP BY or inside an aggregate'],
    ['SELECT upper(eventname) FROM events GROUP BY lower(eventname)', 'line 1:14: "eventname" must be in GROUP BY or inside an aggregate'],
    ['SELECT max(count(*)) FROM events', 'line 1:12: count cannot stand in max'],
    ['SELECT DISTINCT eventname FROM events ORDER BY eventtime', 'line 1:48: with SELECT DISTINCT, ORDER BY can only use what is selected'],
    ['SELECT eventname FROM events ORDER BY 2', 'line 1:39: there is no column 2: the SELECT list ends at 1'],
    ['SELECT eventname FROM events a JOIN events b ON a.eventid = b.eventid', 'line 1:8: column "eventname" is ambiguous'],
    ['SELECT row_number() FROM events', 'line 1:8: row_number needs OVER (...)'],
    ['SELECT 1 FROM events WHERE eventname = "CreateUser"', 'line 1:40: column "CreateUser" does not exist'],
    ["SELECT 1 UNION SELECT 'a'", 'line 1:1: column 1 of UNION is integer on one side and varchar on the other'],
    ["SELECT ARRAY[1, 'a']", 'line 1:17: an array holds one type; this is varchar after integer'],
    ["SELECT DATE '2026-13-01'", "line 1:8: '2026-13-01' is not a date"],
    ['SELECT a FROM (VALUES 1, 2) AS t(a, b)', 'line 1:32: t names 2 columns of 1'],
    ['SELECT ?', 'line 1:1: values given: 0; question marks in the statement: 1'],
    ['SELECT eventname FROM events WHER x = 1', 'line 1:35: "x" does not belong here'],
    ['SELECT eventname FROM events WHERE', 'line 1:35: the statement ends too early; expected an expression'],
    ["SELECT eventname FROM events\nWHERE eventname = 'x", 'line 2:19: a text that begins with a single quote is never closed'],
    ['SELECT "eventname FROM events', 'line 1:8: a name that begins with a double quote is never closed'],
    ['SELECT count(*) FROM events GROUP eventname', 'line 1:35: "eventname" does not belong here; expected BY'],
    ['SELEC 1', 'line 1:1: "SELEC" does not belong here; expected SELECT, WITH, VALUES, SHOW or DESCRIBE'],
    ["SELECT 'a'\n'b'", 'line 2:1: "\'b\'" does not belong here'],
    ['SELECT 1; SELECT 2', 'line 1:11: a second statement begins here; one at a time'],
    ['-- nothing', 'line 1:1: there is no statement'],
    ['SELECT `eventname` FROM events', 'line 1:8: a name is quoted with double quotes in a query, not with backquotes'],
    ["SELECT now() AT TIME ZONE 'Mars'", 'line 1:8: "Mars" is not a time zone'],
    ["SELECT contains('10.0.0.0/99', CAST('10.0.0.1' AS ipaddress))", "line 1:17: '10.0.0.0/99' is not a network"],
    [`SELECT ${'('.repeat(20_000)}1${')'.repeat(20_000)}`, 'line 1:72: this is nested more than 64 levels deep'],
  ])('%s', (statement, message) => {
    const error = refusalOf(statement);
    expect(error.message).toBe(message);
    expect(error.code).toBe('KT_QUERY_INVALID');
  });
});

describe('what only this translation does not answer is KT_QUERY_UNSUPPORTED, with the way around', () => {
  test.each([
    ['SELECT nvl(errorcode, 1) FROM events', 'line 1:8: Athena has no function nvl'],
    ['SELECT lowr(eventname) FROM events', 'line 1:8: function lowr is not supported. Nearest: lower'],
    ['SELECT * FROM information_schema.tables', 'line 1:15: information_schema is not supported'],
    ["SELECT CAST(INTERVAL '1' DAY AS varchar)", 'line 1:8: a CAST of interval day to second to varchar is not supported'],
    ['SELECT array_sort(ARRAY[2, 1], (a, b) -> a - b)', 'line 1:32: array_sort with an order of its own is not supported'],
    ["SELECT regexp_like('a', '\\h(?=a)')", 'line 1:25: "\\h" beside look-ahead in a regular expression is not supported'],
    [
      "SELECT regexp_like('a', '(a)?\\1')",
      'line 1:25: a reference to an optional group beside a back reference in a regular expression is not supported',
    ],
    ["SELECT json_extract('{}', '$.a[*]')", 'line 1:27: "$.a[*]" names many values, which is not supported'],
    ["SELECT date_format(now(), '%U')", 'line 1:27: "%U" in a date format is not supported'],
    ['DROP TABLE events', 'line 1:1: DROP is not supported: the logs are evidence and can only be read'],
    ['SELECT (SELECT 1, 2)', 'line 1:9: a subquery here gives one column, not 2'],
    ['EXPLAIN ANALYZE SELECT 1', 'line 1:1: EXPLAIN is not supported'],
    ['SELECT * FROM events TABLESAMPLE BERNOULLI (10)', 'line 1:15: TABLESAMPLE is not supported: a sample hides evidence'],
    [
      "SELECT json_value(requestparameters, 'lax $.a.size()') FROM events",
      "line 1:38: 'lax $.a.size()' is not supported: a JSON path here has names, places and * alone",
    ],
  ])('%s', (statement, message) => {
    const error = refusalOf(statement);
    expect(error.message).toBe(message);
    expect(error.code).toBe('KT_QUERY_UNSUPPORTED');
  });
});

describe('the hint', () => {
  test('shows the line with a caret under the place, then the next step', () => {
    expect(refusalOf("SELECT eventname\nFROM events\nWHERE readonly = true AND eventname = 'x'").hint).toBe(
      "  WHERE readonly = true AND eventname = 'x'\n        ^\nWrite 'true' or 'false' in quotes: the column is text.",
    );
  });
  test('names the misspelt keyword before the place', () => {
    expect(refusalOf('SELECT eventname FORM events').hint).toBe(
      '  SELECT eventname FORM events\n                        ^\nDid you mean FROM in place of "FORM"?',
    );
  });
  test.each([
    ["SELECT date_trunc('day', eventtime) FROM events", 'Get a time from text with from_iso8601_timestamp(...).'],
    ["SELECT json_extract_scalar(useridentity, '$.arn') FROM events", 'It is a struct, not JSON: name its member, as in useridentity.arn.'],
    ['SELECT lower(1)', 'It takes lower(varchar).'],
    ['SELECT eventname FROM events LIMIT 1 OFFSET 2', 'In Athena OFFSET stands before LIMIT.'],
    [
      "SELECT 1 FROM events WHERE json_extract(requestparameters, '$.a') = 'b'",
      'Write json_extract_scalar(...), which gives text, in place of json_extract(...).',
    ],
    ['SELECT nvl(errorcode, 1) FROM events', 'Write coalesce(a, b).'],
    ['SELECT 1 FROM events WHERE eventid = <KEY>', 'A placeholder was left in: put the value there, in single quotes, or ? and --param.'],
    ['SELECT 1 FROM events WHERE eventid = {{key}}', 'A placeholder was left in: put the value there, in single quotes, or ? and --param.'],
    ['SELECT 1 FROM events WHERE eventid = KEY', 'If "KEY" stands for a value, put the value there, in single quotes.'],
    ['SELECT 1 FROM events WHERE eventid = "a-1"', "A text is written in single quotes: 'a-1'."],
    ["SELECT 1 FROM events WHERE eventid == 'x'", 'Equality is written with one sign: =.'],
    ['SELECT 1 FROM events WHERE eventid = ‘x’', "These quotes are typographic: texts stand in straight single quotes, '...'."],
    ["SELECT 1 FROM events WHERE eventid = 'it's'", "A quote within a text is written twice: 'it''s'."],
    ['SELECT eventtime::timestamp FROM events', "A cast is written CAST(value AS type); a member of JSON is json_extract_scalar(json, '$.name')."],
    ["SELECT requestparameters->>'$.a' FROM events", "A member of JSON is json_extract_scalar(json, '$.name')."],
    ["SELECT 1 FROM events WHERE eventname ILIKE 'a%'", "Athena has no ILIKE: write lower(column) LIKE 'text%'."],
    ["SELECT 1 FROM events WHERE eventname RLIKE 'a'", "Write regexp_like(column, 'pattern')."],
    ['SELECT 1 FROM events LIMIT 5, 10', 'Write OFFSET 5 LIMIT 10.'],
    ['SELECT now() - INTERVAL 7 DAY', "The number of an interval stands in quotes: INTERVAL '7' DAY."],
    ['SELECT TOP 5 eventname FROM events', 'Write LIMIT at the end of the query in place of TOP.'],
    ['SELECT eventname, FROM events', 'A comma too many stands before it.'],
    ['SELECT 1 FROM events WHERE eventname IN ()', 'A list of IN has at least one value.'],
    ['SELECT 1 FROM my-table', 'A name with a hyphen stands in double quotes: "my-table".'],
    ['SELECT 1 FROM events WHERE sourceipaddress = 10.0.0.1', "An address is a text: '10.0.0.1'."],
    ['SELECT 1 FROM events QUALIFY row_number() OVER () = 1', 'Athena has no QUALIFY: put the window function into a subquery and use WHERE on it.'],
    ['SELECT `eventname` FROM events', 'Write "eventname", or leave the quotes away.'],
    ["SELECT 1 FROM events WHERE useridentity = 'x'", 'It is a struct: name its member, as in useridentity.arn.'],
    ["SELECT 1 FROM events WHERE resources LIKE 'x'", 'Write any_match(resources, x -> x.arn LIKE ...).'],
    ["SELECT 1 FROM events WHERE eventname = 'a' OR 'b'", "Repeat the comparison, a = 'x' OR a = 'y', or write a IN ('x', 'y')."],
    [
      "SELECT 1 FROM events WHERE contains(eventname, 'x')",
      "For a part of a text write strpos(text, part) > 0 or text LIKE '%part%'; contains asks an array, or a network of addresses.",
    ],
    ['MSCK REPAIR TABLE events', 'keytrail reads the table of its lake and changes nothing; ask with SELECT, SHOW or DESCRIBE.'],
    ['SELECT 1 FROM events WHERE eventtime > now()', 'Write from_iso8601_timestamp(eventtime) to get a time from text.'],
  ])('of %s names the cure', (statement, cure) => {
    expect(refusalOf(statement).hint?.split('\n').at(-1)).toBe(cure);
  });
  test('cuts a long line around the place', () => {
    const [line, caret] = (refusalOf(`SELECT ${'1, '.repeat(100)}x`).hint ?? '').split('\n');
    expect(line?.trimStart().endsWith('1, x')).toBe(true);
    expect(caret).toBe(`${' '.repeat(52)}^`);
  });
});
