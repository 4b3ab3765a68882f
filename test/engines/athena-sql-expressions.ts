/** The table, short enough to read past. */
const t = 'irworkshopgluetablecloudtrail';

/**
 * Statements of Athena SQL and their rows, worked out by hand from Trino's documentation and the five events of the evidence. A bigint is written as a
 * text, an integer as a number.
 */
export const goldenExpressions: readonly (readonly [statement: string, rows: readonly (readonly unknown[])[]])[] = [
  // names
  [
    `SELECT eventtime, eventname FROM ${t} WHERE useridentity.accesskeyid = 'AKIAEXAMPLEA' ORDER BY eventtime ASC LIMIT 1;`,
    [['2026-01-07T02:25:18Z', 'GetCallerIdentity']],
  ],
  [`SELECT count(*) FROM "irworkshopgluedatabase"."${t}"`, [['5']]],
  [`SELECT count(*) FROM "AwsDataCatalog"."IRWorkshopGlueDatabase"."IRWORKSHOPGLUETABLECLOUDTRAIL"`, [['5']]],
  [`SELECT "EventName" FROM ${t} WHERE UserIdentity.ACCESSKEYID = 'AKIAEXAMPLEC'`, [['DeleteUser']]],
  [`SELECT useridentity.sessioncontext.sessionissuer.userName FROM ${t} WHERE useridentity.type = 'AssumedRole'`, [['admin-role']]],
  [`SELECT ${t}.eventname FROM ${t} WHERE irworkshopgluedatabase.${t}.errorcode IS NOT NULL`, [['DeleteUser']]],
  [`SELECT e.useridentity.username FROM ${t} e WHERE e.eventname = 'DeleteUser'`, [['nwolf']]],
  [
    `SELECT requestparameters, useridentity.username FROM ${t} WHERE useridentity.accesskeyid = 'AKIAEXAMPLEC' AND eventname = 'DeleteUser'`,
    [['{"userName": "rroe"}', 'nwolf']],
  ],
  // literals
  ["SELECT 'it''s', 'a\\b', U&'\\0041b'", [["it's", 'a\\b', 'Ab']]],
  ['SELECT 0.1 + 0.2', [[0.30000000000000004]]],
  ["SELECT DECIMAL '0.1' + DECIMAL '0.2'", [['0.3']]],
  ['SELECT 2147483647, 2147483648, -5', [[2147483647, '2147483648', -5]]],
  ["SELECT NULL, TRUE, DATE '2026-01-07', X'4142' = to_utf8('AB')", [[null, true, '2026-01-07', true]]],
  ["SELECT TIMESTAMP '2026-01-07 02:25:18' = from_iso8601_timestamp('2026-01-07T02:25:18Z')", [[true]]],
  ["SELECT TIMESTAMP '2026-01-07 02:25:18 UTC' = from_iso8601_timestamp('2026-01-07T03:25:18+01:00')", [[true]]],
  // arithmetic
  ['SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 / 2.0', [[3, -3, 1, -1, 3.5]]],
  ['SELECT 1 + 2 * 3, (1 + 2) * 3, -(2 + 3), 2 - -3', [[7, 9, -5, 5]]],
  ["SELECT TRY(1 / 0), TRY(ARRAY[1][2]), TRY(CAST('x' AS integer))", [[null, null, null]]],
  ["SELECT greatest(1, NULL), least(3, 2, 5), greatest('a', 'b')", [[null, 2, 'b']]],
  ['SELECT abs(-3), round(2.5), round(-2.5), round(1.256, 2), floor(-1.5), ceil(1.2)', [[3, 3, -3, 1.26, -2, 2]]],
  ['SELECT sum(n), avg(n), min(n), max(n), count(n), count(*) FROM (VALUES 1, 2, NULL) AS t(n)', [['3', 1.5, 1, 2, '2', '3']]],
  ['SELECT sum(n) FROM (VALUES 1) AS t(n) WHERE n > 5', [[null]]],
  // text
  ["SELECT 'a' || NULL, concat('a', 'b', 'c'), concat('a', NULL)", [[null, 'abc', null]]],
  [
    "SELECT substr('hello', 0), substr('hello', 2), substr('hello', 2, 3), substr('hello', -3), substr('hello', -3, 2), substr('hello', -9), substr('hello', 9)",
    [['', 'ello', 'ell', 'llo', 'll', '', '']],
  ],
  ["SELECT substring('hello' FROM 2 FOR 2), position('l' IN 'hello'), strpos('hello', 'z')", [['el', '3', '0']]],
  ["SELECT split('a,b,c', ','), split_part('a,b,c', ',', 2), split_part('a,b,c', ',', 4)", [[['a', 'b', 'c'], 'b', null]]],
  ["SELECT trim('  a '), ltrim('  a '), rtrim('  a '), trim(BOTH 'x' FROM 'xax')", [['a', 'a ', '  a', 'a']]],
  [
    "SELECT length('héé'), upper('a'), lower('A'), reverse('abc'), replace('aXbX', 'X', '-'), replace('aXb', 'X')",
    [['3', 'A', 'a', 'cba', 'a-b-', 'ab']],
  ],
  ["SELECT lpad('7', 3, '0'), rpad('7', 3, '0'), lpad('1234', 2, '0')", [['007', '700', '12']]],
  [
    "SELECT 'a_c' LIKE 'a\\_c', 'abc' LIKE 'a_c', 'a%c' LIKE 'a!%c' ESCAPE '!', 'abc' LIKE 'a!%c' ESCAPE '!', 'ABC' LIKE 'abc'",
    [[false, true, true, false, false]],
  ],
  ["SELECT CAST('abcdef' AS varchar(3)), CAST(42 AS varchar), CAST(TRUE AS varchar)", [['abc', '42', 'true']]],
  [
    "SELECT to_base64(to_utf8('hello')), from_utf8(from_base64('aGVsbG8=')), to_hex(md5(to_utf8('')))",
    [['aGVsbG8=', 'hello', 'D41D8CD98F00B204E9800998ECF8427E']],
  ],
  ["SELECT 'B' < 'a', 'a' < 'b', '10' < '9'", [[true, true, true]]],
  // regular expressions
  [
    "SELECT regexp_like('abc', 'b'), regexp_like('abc', '^b'), regexp_extract('a1b22', '[0-9]+'), regexp_extract('a', '[0-9]+')",
    [[true, false, '1', null]],
  ],
  [
    "SELECT regexp_extract('key=val', '(\\w+)=(\\w+)', 2), regexp_extract('b', '(x)?b', 1), regexp_extract('a1b22', '(?<n>[0-9]+)', 1)",
    [['val', null, '1']],
  ],
  ["SELECT regexp_replace('a-b-c', '-', ''), regexp_replace('a-b', '(\\w)-(\\w)', '$2-$1'), regexp_replace('abc', 'b')", [['abc', 'b-a', 'ac']]],
  [
    "SELECT regexp_extract_all('a1b22', '[0-9]+'), regexp_split('a1b22c', '[0-9]+'), regexp_count('a1b22', '[0-9]')",
    [[['1', '22'], ['a', 'b', 'c'], '3']],
  ],
  // regular expressions that RE2 cannot read
  ["SELECT regexp_like('foobar', 'foo(?!baz)'), regexp_like('foobaz', 'foo(?!baz)'), regexp_like(NULL, 'a(?!b)')", [[true, false, null]]],
  [
    "SELECT regexp_extract('price: 10 EUR', '\\d+(?= EUR)'), regexp_extract('aab', '(a)(?=b)|(x)', 2), regexp_extract('a', 'b(?=c)')",
    [['10', null, null]],
  ],
  ["SELECT regexp_extract_all('aa bb cd', '(\\w)\\1', 1), regexp_count('aa bb cd', '(\\w)\\1')", [[['a', 'b'], '2']]],
  [
    "SELECT regexp_replace('aabbc', '(\\w)\\1', '<$1>'), regexp_replace('a1', '(?<=a)1', '\\$\\\\'), regexp_replace('a1', '1(?!2)')",
    [['<a><b>c', 'a$\\', 'a']],
  ],
  [
    "SELECT regexp_split('oneTwoThree', '(?=T)'), regexp_position('oneTwo', 'T(?=w)'), regexp_position('one', 'T(?=w)')",
    [[['one', 'Two', 'Three'], 4, -1]],
  ],
  // conditions
  [
    "SELECT CASE WHEN 1 > 2 THEN 'a' WHEN 2 > 1 THEN 'b' ELSE 'c' END, CASE 3 WHEN 1 THEN 'x' END, if(1 = 1, 'y'), if(1 = 2, 'y', 'z')",
    [['b', null, 'y', 'z']],
  ],
  ['SELECT coalesce(NULL, 1, 2), nullif(1, 1), nullif(1, 2), NULL IS NULL, NULL = NULL', [[1, null, 1, true, null]]],
  ['SELECT 1 IS DISTINCT FROM NULL, NULL IS NOT DISTINCT FROM NULL, 2 BETWEEN 1 AND 3, 4 NOT BETWEEN 1 AND 3', [[true, true, true, true]]],
  ['SELECT 1 IN (1, 2), 3 IN (1, NULL), 3 NOT IN (1, NULL), NOT TRUE OR TRUE', [[true, null, null, true]]],
  ["SELECT TRY_CAST('x' AS bigint), TRY_CAST('7' AS bigint), TRY_CAST(' 7' AS bigint), TRY_CAST('1.9' AS bigint)", [[null, '7', null, null]]],
  ["SELECT CAST(1.6 AS bigint), CAST(1 AS double), CAST('2026-01-07' AS date), CAST('1.50' AS decimal(5, 2))", [['2', 1, '2026-01-07', '1.50']]],
  // JSON
  [`SELECT json_extract_scalar(requestparameters, '$.userName') FROM ${t} ORDER BY eventtime`, [[null], ['nwolf'], ['rroe'], [null], [null]]],
  [
    `SELECT json_extract_scalar(requestparameters, '$.deep'), json_extract_scalar(requestparameters, '$.deep["x-y"]'), json_extract_scalar(requestparameters, '$.deep.x-y'), json_extract_scalar(requestparameters, '$.tags[1]') FROM ${t} WHERE eventname = 'CreateAccessKey'`,
    [[null, '1', '1', 'b']],
  ],
  [
    "SELECT json_extract_scalar('{\"a\": null}', '$.a'), json_extract_scalar('{\"a\": true}', '$.a'), json_extract_scalar('{bad', '$.a'), json_extract_scalar('{\"a\": 1}', '$.b')",
    [[null, 'true', null, null]],
  ],
  [
    "SELECT json_array_length('[1, 2]'), json_array_length('{}'), json_array_length('x'), json_size('{\"a\": {\"b\": 1, \"c\": 2}}', '$.a')",
    [['2', null, null, '2']],
  ],
  [
    "SELECT json_format(json_extract('{\"a\": [1, 2]}', '$.a')), json_array_contains('[\"x\", 2]', 'x'), json_array_contains('[\"x\", 2]', 2), json_array_contains('[2]', '2')",
    [['[1,2]', true, true, false]],
  ],
  [
    'SELECT CAST(json_parse(\'["a", "b"]\') AS array(varchar)), CAST(json_parse(\'"x"\') AS varchar), CAST(json_parse(\'7\') AS bigint)',
    [[['a', 'b'], 'x', '7']],
  ],
  ["SELECT CAST(json_parse('{\"a\": 1}') AS map(varchar, bigint))['a'], CAST(json_parse('{\"a\": 1}') AS row(a bigint, b varchar)).a", [['1', '1']]],
  [
    "SELECT json_format(CAST(ARRAY[1, NULL] AS json)), json_format(CAST('q' AS json)), json_array_get('[5, 6]', 1) IS NULL",
    [['[1,null]', '"q"', false]],
  ],
  [
    `SELECT x.name FROM ${t} CROSS JOIN UNNEST(CAST(json_extract(requestparameters, '$.tags') AS array(varchar))) AS x(name) ORDER BY 1`,
    [['a'], ['b']],
  ],
  // times
  ["SELECT date_trunc('hour', TIMESTAMP '2026-01-07 02:25:18'), date_trunc('month', DATE '2026-01-07')", [['2026-01-07 02:00:00', '2026-01-01']]],
  [
    `SELECT date_format(date_trunc('day', from_iso8601_timestamp(eventtime)), '%Y-%m-%d %H:%i:%s'), count(*) FROM ${t} GROUP BY 1 ORDER BY 1`,
    [
      ['2026-01-07 00:00:00', '4'],
      ['2026-01-08 00:00:00', '1'],
    ],
  ],
  [
    "SELECT date_diff('hour', TIMESTAMP '2026-01-01 00:59:59', TIMESTAMP '2026-01-01 02:00:00'), date_diff('day', DATE '2026-01-07', DATE '2026-01-01'), date_diff('month', DATE '2026-01-31', DATE '2026-02-27')",
    [['1', '-6', '0']],
  ],
  [
    "SELECT date_add('day', -7, DATE '2026-01-07'), date_add('hour', 2, TIMESTAMP '2026-01-07 23:00:00'), DATE '2026-01-31' + INTERVAL '1' MONTH, DATE '2026-01-07' - INTERVAL '7' DAY",
    [['2025-12-31', '2026-01-08 01:00:00', '2026-02-28', '2025-12-31']],
  ],
  [
    "SELECT date_parse('2026-01-07T02:25:18Z', '%Y-%m-%dT%H:%i:%sZ'), date_format(TIMESTAMP '2026-01-07 14:05:09', '%c/%e/%y %l:%i %p %W %M %j'), format_datetime(TIMESTAMP '2026-01-07 14:05:09', 'yyyy-MM-dd''T''HH:mm')",
    [['2026-01-07 02:25:18', '1/7/26 2:05 PM Wednesday January 007', '2026-01-07T14:05']],
  ],
  [
    "SELECT to_unixtime(from_iso8601_timestamp('1970-01-02T00:00:00Z')), to_iso8601(from_unixtime(86400)), to_iso8601(DATE '2026-01-07')",
    [[86400, '1970-01-02T00:00:00.000Z', '2026-01-07']],
  ],
  [
    "SELECT year(DATE '2026-01-07'), month(DATE '2026-01-07'), day_of_week(DATE '2026-01-07'), hour(from_iso8601_timestamp('2026-01-07T02:25:18Z')), EXTRACT(MINUTE FROM TIMESTAMP '2026-01-07 02:25:18'), day_of_year(DATE '2026-02-01')",
    [['2026', '1', '3', '2', '25', '32']],
  ],
  [
    "SELECT CAST(from_iso8601_timestamp('2026-01-07T23:30:00Z') AS date), date(from_iso8601_timestamp('2026-01-07T23:30:00Z')), CAST(TIMESTAMP '2026-01-07 02:25:18' AS varchar), CAST(from_iso8601_timestamp('2026-01-07') AS varchar)",
    [['2026-01-07', '2026-01-07', '2026-01-07 02:25:18.000', '2026-01-07 00:00:00.000 UTC']],
  ],
  [
    "SELECT date_format(from_iso8601_timestamp('2026-01-07T02:25:18Z') AT TIME ZONE 'America/New_York', '%Y-%m-%d %H:%i'), hour(from_iso8601_timestamp('2026-07-07T00:00:00Z') AT TIME ZONE 'Europe/Paris')",
    [['2026-01-06 21:25', '2']],
  ],
  [
    "SELECT to_iso8601(from_iso8601_timestamp('2026-03-31T00:00:00Z') + INTERVAL '1' DAY), to_iso8601(from_iso8601_timestamp('2026-04-04T12:00:00Z') + INTERVAL '1' DAY)",
    [['2026-04-01T00:00:00.000Z', '2026-04-05T12:00:00.000Z']],
  ],
  [
    "SELECT current_date = date(now()), current_timestamp = now(), date_diff('day', current_date, current_date + INTERVAL '3' DAY)",
    [[true, true, '3']],
  ],
  [
    `SELECT count(*) FROM ${t} WHERE from_iso8601_timestamp(eventtime) BETWEEN TIMESTAMP '2026-01-07 02:30:00' AND TIMESTAMP '2026-01-07 03:00:00'`,
    [['3']],
  ],
];
