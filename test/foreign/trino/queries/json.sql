-- JSON: requestparameters and responseelements are text that holds JSON.
SELECT eventid, json_extract_scalar(requestparameters, '$.userName'), json_extract_scalar(requestparameters, '$.tags[0].key'), json_extract_scalar(requestparameters, '$["x-amz-acl"][0]') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-%' ORDER BY eventid;
SELECT eventid, json_extract_scalar(requestparameters, '$'), json_extract_scalar(requestparameters, '$.n'), json_extract_scalar(requestparameters, '$.f'), json_extract_scalar(requestparameters, '$.e'), json_extract_scalar(requestparameters, '$.big'), json_extract_scalar(requestparameters, '$.t'), json_extract_scalar(requestparameters, '$.x') FROM irworkshopgluetablecloudtrail WHERE requestparameters IS NOT NULL ORDER BY eventid;
SELECT eventid, json_extract(requestparameters, '$.a'), json_extract(requestparameters, '$.tags'), json_extract(requestparameters, '$.x'), json_extract(requestparameters, '$.e') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-%' ORDER BY eventid;
SELECT eventid, json_extract(requestparameters, '$') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-%' ORDER BY eventid;
-- differs: json-key-order
SELECT json_parse('{"b":1,"a":[1, 2 ]}'), json_format(json_parse('{"b":1,"a":[1, 2 ]}')), json_format(json_extract('{"b" : 1, "a":"x"}', '$'));
-- differs: json-array-get
SELECT json_array_length('[1,2,3]'), json_array_length('{}'), json_array_length('x'), json_array_get('[1,"b",null]', 1), json_array_get('[1,2]', -1), json_array_get('[1]', 5);
SELECT json_array_contains('[1,2]', 2), json_array_contains('["a"]', 'a'), json_array_contains('["a"]', 'b'), json_array_contains('[true]', true), json_array_contains('[1.5]', 1.5), json_array_contains('{}', 'a'), json_array_contains('x', 'a');
SELECT json_size('{"a":{"b":1,"c":2}}', '$.a'), json_size('[1,2]', '$'), json_size('{"a":1}', '$.a'), json_size('{}', '$.a');
SELECT is_json_scalar('1'), is_json_scalar('"a"'), is_json_scalar('{}'), is_json_scalar('[1]'), is_json_scalar('null');
SELECT CAST(json_parse('"a"') AS varchar), CAST(json_parse('1') AS bigint), CAST(json_parse('"7"') AS bigint), CAST(json_parse('1.5') AS double), CAST(json_parse('true') AS boolean), CAST(json_parse('null') AS varchar), CAST(json_parse('12') AS varchar), CAST(json_parse('1.0') AS varchar), CAST(json_parse('true') AS varchar);
SELECT CAST(json_parse('[1,2,null]') AS array(bigint)), CAST(json_parse('["a","b"]') AS array(varchar)), CAST(json_parse('{"a":1,"b":2}') AS map(varchar, bigint)), CAST(json_parse('{"a":{"b":1}}') AS map(varchar, json));
SELECT CAST(json_parse('{"a":1,"b":"x"}') AS row(a bigint, b varchar)), CAST(json_parse('[1,"x"]') AS row(a bigint, b varchar)), CAST(json_parse('{"A":1,"c":2}') AS row(a bigint, b varchar));
SELECT CAST('a"b' AS json), CAST(1 AS json), CAST(true AS json), CAST(ARRAY[1, NULL] AS json), CAST(MAP(ARRAY['k'], ARRAY[1]) AS json), CAST(1.5 AS json), CAST(NULL AS json);
-- differs: json-key-order
SELECT json_format(CAST(ARRAY['a', 'b'] AS json)), json_format(CAST(MAP(ARRAY['b', 'a'], ARRAY[1, 2]) AS json)), json_format(CAST(CAST(ROW(1, 'x') AS row(a bigint, b varchar)) AS json));
SELECT e.eventid, t.tag FROM irworkshopgluetablecloudtrail e CROSS JOIN UNNEST(CAST(json_extract(requestparameters, '$.tags') AS array(json))) AS t(tag) ORDER BY e.eventid, json_format(t.tag);
SELECT e.eventid, k, v FROM irworkshopgluetablecloudtrail e CROSS JOIN UNNEST(CAST(json_parse(requestparameters) AS map(varchar, json))) AS m(k, v) WHERE json_extract_scalar(requestparameters, '$.userName') IS NOT NULL ORDER BY e.eventid, k;
SELECT json_extract_scalar(item, '$.instanceId') AS instance FROM irworkshopgluetablecloudtrail CROSS JOIN UNNEST(CAST(json_extract(requestparameters, '$.instancesSet.items') AS array(json))) AS t(item) ORDER BY 1;
SELECT json_extract_scalar(json_extract_scalar(requestparameters, '$.policyDocument'), '$.Statement[0].Effect') FROM irworkshopgluetablecloudtrail WHERE json_extract_scalar(requestparameters, '$.policyDocument') IS NOT NULL ORDER BY eventid;
SELECT json_query(requestparameters, 'lax $.tags') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-1%' ORDER BY eventid;
SELECT json_value(requestparameters, 'lax $.userName') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-1%' ORDER BY eventid;
SELECT json_value('{"a":{"b":7}}', 'lax $.a.b' RETURNING bigint), json_value('{"a":1}', 'lax $.x' DEFAULT 'none' ON EMPTY), json_value('{"a":[1,2]}', 'lax $.a[1]'), json_value('{"a":[1]}', 'strict $.a' NULL ON ERROR);
SELECT json_exists('{"a":{"b":7}}', 'lax $.a.b'), json_exists('{"a":1}', 'lax $.c'), json_exists(CAST(NULL AS varchar), 'lax $.a');
SELECT json_query('{"a":[1,2,3]}', 'lax $.a'), json_query('{"a":[1,2,3]}', 'lax $.a[*]' WITH ARRAY WRAPPER), json_query('{"a":"x"}', 'lax $.a'), json_query('{"a":"x"}', 'lax $.a' OMIT QUOTES ON SCALAR STRING), json_query('{"a":1}', 'lax $.z');
SELECT json_object('a' : 1, 'b' : 'x'), json_array(1, 'a', true), json_object(KEY 'k' VALUE eventname) FROM irworkshopgluetablecloudtrail WHERE eventid = 'odd-1';
SELECT json_parse('{bad');
SELECT json_extract_scalar('{bad', '$.a'), json_extract('{bad', '$.a'), json_extract_scalar(CAST('' AS varchar), '$.a'), json_extract_scalar(CAST(NULL AS varchar), '$.a');
-- differs: json-trailing-text
SELECT json_extract_scalar('{"a":1} x', '$.a');
SELECT json_extract('{"a":[{"b":1},{"b":2}]}', '$.a[*].b'), json_extract('{"a":{"b":{"c":3}}}', '$..c'), json_extract('{"a":{"x":1,"y":2}}', '$.a.*');
SELECT count(*) FROM irworkshopgluetablecloudtrail WHERE json_extract_scalar(requestparameters, '$.maxCount') IS NOT NULL AND CAST(json_extract_scalar(requestparameters, '$.maxCount') AS integer) > 5;
SELECT eventid FROM irworkshopgluetablecloudtrail WHERE contains(CAST(json_extract(requestparameters, '$["x-amz-acl"]') AS array(varchar)), 'public-read');
SELECT DISTINCT k FROM irworkshopgluetablecloudtrail CROSS JOIN UNNEST(map_keys(CAST(json_parse(requestparameters) AS map(varchar, json)))) AS u(k) WHERE eventsource = 'iam.amazonaws.com' ORDER BY k;
SELECT eventid FROM irworkshopgluetablecloudtrail WHERE requestparameters LIKE '%"cidrIp":"0.0.0.0/0"%' ORDER BY eventid;
SELECT json_extract_scalar('{"a":"x"}', '$.a.b'), json_extract_scalar('[1,2]', '$[1]'), json_extract_scalar('{"a b":1}', '$["a b"]'), json_extract_scalar('{"a":"\u00fc"}', '$.a'), json_extract_scalar('{"A":1}', '$.a');
SELECT json_extract('"x"', '$'), json_format(json_extract('"x"', '$')), json_extract_scalar(json_parse('{"a":1}'), '$.a'), json_extract(json_parse('{"a":[1]}'), '$.a[0]');
-- differs: json-key-order
SELECT json_parse('1') = json_parse('1'), json_parse('{"a":1,"b":2}') = json_parse('{"b":2,"a":1}'), JSON '{"a":1}' = json_parse('{"a": 1}');
SELECT TRY(json_parse('{bad')), TRY(CAST(json_parse('"x"') AS bigint)), TRY_CAST(json_parse('"x"') AS bigint), TRY(CAST(json_parse('{"a":1}') AS array(bigint)));
SELECT CAST(json_parse('{"a":1}') AS array(bigint));
SELECT requestparameters.userName FROM irworkshopgluetablecloudtrail;
SELECT json_extract_scalar(useridentity, '$.arn') FROM irworkshopgluetablecloudtrail;
SELECT json_value('{"a":1.0}', 'lax $.a'), json_value('{"a":1e3}', 'lax $.a'), json_value('{"a":null}', 'lax $.a'), json_value('{"a":[1]}', 'lax $.a'), json_value('{"a":[{"b":1}]}', 'lax $.a.b'), json_value('{"a":12345678901234567890}', 'lax $.a'), json_value('bad', 'lax $');
SELECT json_value('{"A":1}', 'lax $.a'), json_value('{"a b":1}', 'lax $."a b"'), json_value('7', 'lax $[0]'), json_value('{"a":[1,2,3]}', 'lax $.a[last]'), json_value('{"a":{"b":"x"}}', 'strict $.a.b'), json_value('{"a":[{"b":"x"}]}', 'strict $.a.b');
SELECT json_query('{"a":{"z":1,"b" : 2}}', 'lax $.a'), json_query('{"a":null}', 'lax $.a'), json_query('{"a":[1,2]}', 'lax $.a[0]'), json_query('{"a":[1,2]}', 'lax $.a[*]'), json_query('{"a":1}', 'lax $.x' EMPTY ARRAY ON EMPTY), json_query('{"a":1.0}', 'lax $.a');
SELECT json_query('{"a":[1,2]}', 'lax $.a' WITH CONDITIONAL ARRAY WRAPPER), json_query('{"a":1}', 'lax $.a' WITH CONDITIONAL ARRAY WRAPPER), json_query('{"a":[{"b":1},{"b":2}]}', 'lax $.a.b' WITH ARRAY WRAPPER), json_query('{"a":{"x":1,"y":2}}', 'lax $.a.*' WITH ARRAY WRAPPER);
SELECT json_value('{"a":"x"}', 'lax $.a' RETURNING bigint), json_value('{"a":"7"}', 'lax $.a' RETURNING bigint), json_value('{"a":7}', 'lax $.a' RETURNING varchar(3)), json_exists('{"a":[1,2]}', 'lax $.a[5]'), json_exists('{"a":null}', 'lax $.a');
SELECT json_value('{"a":7}', 'lax $.b' ERROR ON EMPTY);
SELECT json_value('{"a":1}', '$.a');
SELECT json_value('{"a":[1,2,3]}', 'lax $.a.size()'), json_query('{"a":[1,5]}', 'lax $.a[*] ? (@ > 2)');
SELECT eventid, json_value(requestparameters, 'lax $.tags[0].key'), json_query(requestparameters, 'lax $.tags.value' WITH ARRAY WRAPPER), json_exists(requestparameters, 'lax $.instancesSet.items.imageId') FROM irworkshopgluetablecloudtrail WHERE eventid LIKE 'odd-%' ORDER BY eventid;
-- differs: json-key-order
SELECT json_object('id' : eventid, 'name' : eventname, 'code' : errorcode), json_array(eventname, errorcode NULL ON NULL), json_array(1, true, 'x', NULL) FROM irworkshopgluetablecloudtrail WHERE eventid = 'odd-1';
