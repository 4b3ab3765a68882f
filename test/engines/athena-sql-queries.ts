/** The table, short enough to read past. */
const t = 'irworkshopgluetablecloudtrail';

/**
 * Statements of Athena SQL and their rows, worked out by hand from Trino's documentation and the five events of the evidence. A bigint is written as a
 * text, an integer as a number.
 */
export const goldenQueries: readonly (readonly [statement: string, rows: readonly (readonly unknown[])[]])[] = [
  // arrays and maps
  [
    'SELECT ARRAY[1, 2][1], cardinality(ARRAY[1, 2]), element_at(ARRAY[1, 2], 5), element_at(ARRAY[1, 2], -1), ARRAY[1] || ARRAY[2], ARRAY[1] || 2',
    [[1, '2', null, 2, [1, 2], [1, 2]]],
  ],
  [
    "SELECT contains(ARRAY['a', 'b'], 'b'), contains(ARRAY[1, NULL], 2), array_join(ARRAY['a', NULL, 'b'], ','), array_join(ARRAY[1, NULL], ',', '-')",
    [[true, null, 'a,b', '1,-']],
  ],
  [
    'SELECT array_distinct(ARRAY[3, 1, 3, NULL, NULL]), array_sort(ARRAY[3, NULL, 1]), array_max(ARRAY[1, 3]), array_max(ARRAY[1, NULL]), array_position(ARRAY[5, 6], 6), array_position(ARRAY[5], 7)',
    [[[3, 1, null], [1, 3, null], 3, null, '2', '0']],
  ],
  [
    'SELECT transform(ARRAY[1, 2], x -> x * 10), filter(ARRAY[1, 2, 3], x -> x > 1), reduce(ARRAY[1, 2, 3], 0, (s, x) -> s + x, s -> s * 10)',
    [[[10, 20], [2, 3], 60]],
  ],
  [
    'SELECT any_match(ARRAY[1, 2], x -> x = 2), all_match(ARRAY[1, 2], x -> x > 1), none_match(ARRAY[1], x -> x = 2), any_match(ARRAY[NULL, 1], x -> x = 2), all_match(ARRAY[], x -> x = 2)',
    [[true, false, true, null, true]],
  ],
  [
    'SELECT array_union(ARRAY[1, 2], ARRAY[2, 3]), array_intersect(ARRAY[1, 2], ARRAY[2, 3]), array_except(ARRAY[1, 2], ARRAY[2]), slice(ARRAY[1, 2, 3], 2, 2), sequence(1, 3), flatten(ARRAY[ARRAY[1], ARRAY[2]])',
    [[[1, 2, 3], [2], [1], [2, 3], ['1', '2', '3'], [1, 2]]],
  ],
  [
    "SELECT MAP(ARRAY['a'], ARRAY[1])['a'], element_at(MAP(ARRAY['a'], ARRAY[1]), 'b'), map_keys(MAP(ARRAY['a'], ARRAY[1])), cardinality(MAP(ARRAY['a'], ARRAY[1])), split_to_map('a=1,b=2', ',', '=')['b']",
    [[1, null, ['a'], '1', '2']],
  ],
  [`SELECT resources[1].arn, cardinality(resources) FROM ${t} WHERE resources IS NOT NULL`, [['arn:aws:iam::111122223333:role/a', '2']]],
  // UNNEST
  [
    `SELECT r.arn FROM ${t} CROSS JOIN UNNEST(resources) AS r(arn, accountid, type) ORDER BY 1`,
    [['arn:aws:iam::111122223333:role/a'], ['arn:aws:iam::111122223333:role/b']],
  ],
  [
    `SELECT r.arn FROM ${t} CROSS JOIN UNNEST(resources) AS u(r) ORDER BY 1`,
    [['arn:aws:iam::111122223333:role/a'], ['arn:aws:iam::111122223333:role/b']],
  ],
  [
    `SELECT eventname, r.arn IS NULL FROM ${t} LEFT JOIN UNNEST(resources) AS r(arn, accountid, type) ON TRUE WHERE awsregion = 'eu-west-1' ORDER BY eventtime, arn`,
    [
      ['AssumeRole', false],
      ['AssumeRole', false],
      ['GetObject', true],
    ],
  ],
  [
    "SELECT * FROM UNNEST(ARRAY[1, 2], ARRAY['a']) WITH ORDINALITY AS u(n, s, i)",
    [
      [1, 'a', '1'],
      [2, null, '2'],
    ],
  ],
  [
    "SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS m(k, v) ORDER BY k",
    [
      ['a', 1],
      ['b', 2],
    ],
  ],
  // grouping
  [
    `SELECT eventsource, count(*) AS n FROM ${t} GROUP BY eventsource ORDER BY n DESC, eventsource`,
    [
      ['iam.amazonaws.com', '2'],
      ['sts.amazonaws.com', '2'],
      ['s3.amazonaws.com', '1'],
    ],
  ],
  [
    `SELECT lower(eventsource) || '!', count(*) FROM ${t} GROUP BY lower(eventsource) HAVING count(*) > 1 ORDER BY 1`,
    [
      ['iam.amazonaws.com!', '2'],
      ['sts.amazonaws.com!', '2'],
    ],
  ],
  [
    `SELECT useridentity.username, count_if(errorcode IS NOT NULL), count(*) FILTER (WHERE readonly = 'true') FROM ${t} GROUP BY useridentity.username ORDER BY 1 NULLS FIRST`,
    [
      [null, '0', '2'],
      ['nwolf', '1', '0'],
      ['sysdev', '0', '1'],
    ],
  ],
  [
    `SELECT count(DISTINCT awsregion), approx_distinct(eventsource), array_agg(DISTINCT awsregion ORDER BY awsregion), arbitrary(errorcode) FROM ${t}`,
    [['2', '3', ['eu-west-1', 'us-east-1'], 'AccessDenied']],
  ],
  [
    `SELECT min_by(eventname, eventtime), max_by(eventname, eventtime), max_by(errorcode, eventtime), bool_or(readonly = 'true'), every(readonly = 'true') FROM ${t}`,
    [['GetCallerIdentity', 'GetObject', null, true, false]],
  ],
  [
    "SELECT map_agg(k, v)['a'], cardinality(map_agg(k, v)), listagg(k, '/') WITHIN GROUP (ORDER BY v DESC), histogram(k)['a'] FROM (VALUES ('a', 1), ('b', 2), ('a', 1)) AS t(k, v)",
    [[1, '2', 'b/a/a', '2']],
  ],
  [
    `SELECT eventsource, awsregion, count(*) FROM ${t} GROUP BY GROUPING SETS ((eventsource), (awsregion), ()) ORDER BY 3 DESC, 1, 2`,
    [
      [null, null, '5'],
      [null, 'us-east-1', '3'],
      ['iam.amazonaws.com', null, '2'],
      ['sts.amazonaws.com', null, '2'],
      [null, 'eu-west-1', '2'],
      ['s3.amazonaws.com', null, '1'],
    ],
  ],
  [
    `SELECT awsregion, grouping(awsregion), count(*) FROM ${t} GROUP BY ROLLUP (awsregion) ORDER BY 2, 1`,
    [
      ['eu-west-1', 0, '2'],
      ['us-east-1', 0, '3'],
      [null, 1, '5'],
    ],
  ],
  [`SELECT DISTINCT awsregion FROM ${t} ORDER BY awsregion DESC`, [['us-east-1'], ['eu-west-1']]],
  // order and limits
  ['SELECT n FROM (VALUES 2, NULL, 1) AS t(n) ORDER BY n', [[1], [2], [null]]],
  ['SELECT n FROM (VALUES 2, NULL, 1) AS t(n) ORDER BY n DESC', [[2], [1], [null]]],
  ['SELECT n FROM (VALUES 2, NULL, 1) AS t(n) ORDER BY n DESC NULLS FIRST', [[null], [2], [1]]],
  ['SELECT n FROM (VALUES 1, 2, 3, 4) AS t(n) ORDER BY n OFFSET 1 LIMIT 2', [[2], [3]]],
  ['SELECT n FROM (VALUES 1, 2, 3) AS t(n) ORDER BY n DESC FETCH FIRST 1 ROW ONLY', [[3]]],
  ['SELECT n AS m FROM (VALUES 1, 2, 3) AS t(n) ORDER BY -m', [[3], [2], [1]]],
  // queries in queries
  [
    `WITH k AS (SELECT eventname, eventtime FROM ${t} WHERE useridentity.accesskeyid = 'AKIAEXAMPLEA'), l(x) AS (SELECT max(eventtime) FROM k) SELECT x FROM l`,
    [['2026-01-07T02:31:04Z']],
  ],
  [
    `SELECT eventname FROM ${t} WHERE sourceipaddress IN (SELECT sourceipaddress FROM ${t} WHERE errorcode = 'AccessDenied') ORDER BY 1`,
    [['DeleteUser'], ['GetObject']],
  ],
  [
    `SELECT eventname FROM ${t} a WHERE EXISTS (SELECT 1 FROM ${t} b WHERE b.sourceipaddress = a.sourceipaddress AND b.eventtime > a.eventtime) ORDER BY 1`,
    [['DeleteUser'], ['GetCallerIdentity']],
  ],
  [
    `SELECT a.eventname, b.eventname FROM ${t} a JOIN ${t} b ON a.sourceipaddress = b.sourceipaddress AND a.eventtime < b.eventtime ORDER BY 1`,
    [
      ['DeleteUser', 'GetObject'],
      ['GetCallerIdentity', 'CreateAccessKey'],
    ],
  ],
  [
    'SELECT k, a, b FROM (VALUES (1, 10), (2, 20)) AS l(k, a) FULL JOIN (VALUES (2, 200), (3, 300)) AS r(k, b) USING (k) ORDER BY k',
    [
      [1, 10, null],
      [2, 20, 200],
      [3, null, 300],
    ],
  ],
  [`SELECT (SELECT max(eventtime) FROM ${t}), (SELECT 1 WHERE FALSE)`, [['2026-01-08T00:00:00Z', null]]],
  ['SELECT 1 AS a UNION ALL SELECT 2 UNION SELECT 2 ORDER BY a DESC', [[2], [1]]],
  ['(SELECT 1 UNION SELECT 2) EXCEPT SELECT 2', [[1]]],
  [
    "VALUES (1, 'a'), (2, NULL)",
    [
      [1, 'a'],
      [2, null],
    ],
  ],
  ['SELECT * FROM (SELECT 1 AS a, 2 AS a, 3)', [[1, 2, 3]]],
  [
    'SELECT l.n, r.m FROM (VALUES 1, 2) AS l(n) CROSS JOIN LATERAL (SELECT l.n * 10 AS m) AS r ORDER BY 1',
    [
      [1, 10],
      [2, 20],
    ],
  ],
  ['SELECT 3 > ALL (SELECT n FROM (VALUES 1, 2) AS t(n)), 3 = ANY (VALUES 1, 2)', [[true, false]]],
  // windows
  [
    `SELECT eventname, row_number() OVER (PARTITION BY sourceipaddress ORDER BY eventtime), lag(eventname) OVER (PARTITION BY sourceipaddress ORDER BY eventtime) FROM ${t} WHERE sourceipaddress LIKE '%.77' ORDER BY 2`,
    [
      ['GetCallerIdentity', '1', null],
      ['CreateAccessKey', '2', 'GetCallerIdentity'],
    ],
  ],
  [
    'SELECT n, sum(n) OVER (ORDER BY n), sum(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), rank() OVER w FROM (VALUES 1, 2, 3) AS t(n) WINDOW w AS (ORDER BY n DESC) ORDER BY n',
    [
      [1, '1', '1', '3'],
      [2, '3', '3', '2'],
      [3, '6', '5', '1'],
    ],
  ],
  [`SELECT eventsource, count(*), sum(count(*)) OVER () FROM ${t} GROUP BY 1 ORDER BY 2, 1 LIMIT 1`, [['s3.amazonaws.com', '1', '5']]],
  [
    'SELECT n, last_value(n) IGNORE NULLS OVER (ORDER BY i) FROM (VALUES (1, 7), (2, NULL)) AS t(i, n) ORDER BY i',
    [
      [7, 7],
      [null, 7],
    ],
  ],
  // IP addresses
  [
    "SELECT x, contains('10.0.0.0/8', CAST(x AS ipaddress)), contains('2001:db8::/32', CAST(x AS ipaddress)) FROM (VALUES '10.255.0.1', '11.0.0.1', '2001:DB8::1', '::ffff:a00:1') AS t(x)",
    [
      ['10.255.0.1', true, false],
      ['11.0.0.1', false, false],
      ['2001:DB8::1', false, true],
      ['::ffff:a00:1', true, false],
    ],
  ],
  [
    "SELECT TRY_CAST('ec2.amazonaws.com' AS ipaddress) IS NULL, TRY_CAST('1.2.3.256' AS ipaddress) IS NULL, TRY_CAST('1::2::3' AS ipaddress) IS NULL, CAST('::1' AS ipaddress) = CAST('0:0:0:0:0:0:0:1' AS ipaddress)",
    [[true, true, true, true]],
  ],
  [`SELECT count_if(TRY(contains('203.0.113.0/24', CAST(sourceipaddress AS ipaddress)))) FROM ${t}`, [['2']]],
  // conversions
  [
    "SELECT CAST(2.5 AS bigint), CAST(-2.5 AS integer), CAST(ARRAY['1', '2'] AS array(bigint)), CAST(ARRAY[1.5] AS array(integer))",
    [['3', -3, ['1', '2'], [2]]],
  ],
  [
    "SELECT to_iso8601(CAST('2026-01-07' AS timestamp with time zone)), to_iso8601(CAST('2026-01-07 02:25:18+01:00' AS timestamp with time zone))",
    [['2026-01-07T00:00:00.000Z', '2026-01-07T01:25:18.000Z']],
  ],
  [
    "SELECT to_iso8601(x) FROM (SELECT TIMESTAMP '2026-01-07 00:00:00' AS x UNION ALL SELECT from_unixtime(0)) ORDER BY 1",
    [['1970-01-01T00:00:00.000Z'], ['2026-01-07T00:00:00.000Z']],
  ],
  [`SELECT eventname FROM ${t} WHERE from_iso8601_timestamp(eventtime) IN (SELECT TIMESTAMP '2026-01-07 02:25:18')`, [['GetCallerIdentity']]],
  [
    "SELECT -7.5 % 2, DATE '2026-01-01' + INTERVAL '1' DAY * 2, TIMESTAMP '2026-01-02 00:00:00' - INTERVAL '90' MINUTE",
    [[-1.5, '2026-01-03', '2026-01-01 22:30:00']],
  ],
  ["SELECT url_extract_parameter('https://h/?a=1&b=x%20y', 'b'), url_extract_parameter('https://h/', 'b')", [['x y', null]]],
  [`SELECT filter(resources, r -> r.arn LIKE '%/b')[1].type FROM ${t} WHERE resources IS NOT NULL`, [['AWS::IAM::Role']]],
  [
    "SELECT CAST(ROW(1, '2') AS row(a bigint, b integer)).a, CAST(ROW(1, '2') AS row(a bigint, b integer)).b, element_at(ARRAY[ROW(1, 'x')], 1)[2]",
    [['1', 2, 'x']],
  ],
  // URLs
  [
    "SELECT url_extract_host('https://user@s3.amazonaws.com:443/b/k?x=1#f'), url_extract_path('https://h/a/b?x'), url_extract_query('https://h/a?x=1&y=2#f'), url_extract_port('https://h:8443/'), url_extract_host('none'), url_decode('a%20b+c')",
    [['s3.amazonaws.com', '/a/b', 'x=1&y=2', '8443', null, 'a b c']],
  ],
];
