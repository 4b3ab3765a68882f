import { describe, expect, test } from 'vitest';
import { columns } from '../core/cloudtrail-table.ts';
import { MAX_RECORD_CHARACTERS } from './event-row.ts';
import { readLog } from './read-log.ts';

const record = (eventID: string, more = ''): string =>
  `{"eventVersion":"1.08","eventTime":"2026-01-07T02:25:18Z","awsRegion":"eu-west-1","recipientAccountId":"111122223333","eventID":"${eventID}"${more}}`;

function read(text: string, path = '/logs/x.json') {
  const rows: { eventId: string; raw: string; cells: Record<string, unknown> }[] = [];
  const reading = readLog(text, path, (row) => rows.push({ eventId: row.eventId, raw: row.raw, cells: JSON.parse(row.json) }));
  return { reading, rows, ids: rows.map((row) => row.eventId) };
}

describe('readLog accepts', () => {
  const a = record('a');
  const b = record('b');
  const asString = JSON.stringify(a);
  test.each([
    ['a file of a trail', `{"Records":[${a},${b}]}`, ['a', 'b']],
    ['a bare array', `[${a} , ${b}]`, ['a', 'b']],
    ['one object', a, ['a']],
    ['JSON Lines', `${a}\n${b}\r\n\n`, ['a', 'b']],
    ['objects one after the other', `${a}${b}`, ['a', 'b']],
    ['pretty objects one after the other', `${JSON.stringify(JSON.parse(a), null, 2)}\n${JSON.stringify(JSON.parse(b), null, 2)}`, ['a', 'b']],
    ['trail files one after the other', `{"Records":[${a}]}{"Records":[${b}]}`, ['a', 'b']],
    ['LookupEvents', `{"Events":[{"EventId":"a","CloudTrailEvent":${asString}}],"NextToken":"n"}`, ['a']],
    ['a line of EventBridge', `{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":${a}}`, ['a']],
    ['CloudWatch Logs, as its calls give it', `{"events":[{"timestamp":1,"message":${asString}}]}`, ['a']],
    ['CloudWatch Logs, as its subscriptions give it', `{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","message":${asString}}]}`, ['a']],
    ['EventBridge in CloudWatch Logs', `{"events":[{"message":${JSON.stringify(`{"detail-type":"x","detail":${a}}`)}}]}`, ['a']],
    ['CloudWatch Logs, as it exports to S3', `2026-01-07T02:25:18.000Z ${a}\n2026-01-07T02:25:19.000Z ${b}\n`, ['a', 'b']],
    ['CloudTrail Lake', `{"QueryStatus":"FINISHED","QueryResultRows":[[{"eventJson":${asString}}]]}`, ['a']],
    ['a trail file in a message of SNS', JSON.stringify({ Type: 'Notification', Message: `{"Records":[${a},${b}]}` }), ['a', 'b']],
    ['a line of Splunk', `{"preview":false,"result":{"_raw":${asString},"source":"x"}}`, ['a']],
    ['hits of Elasticsearch', `{"took":1,"hits":{"total":1,"hits":[{"_index":"x","_source":${a}},{"_source":${b}}]}}`, ['a', 'b']],
    ["Elastic's own fields", `{"_source":{"@timestamp":"t","event":{"id":"x","original":${asString}},"aws":{}}}`, ['a']],
    ['no record at all', '{"Records":[]}', []],
    ['a record that has a message', record('a', ',"message":"hello"'), ['a']],
  ])('%s', (_, text, expected) => {
    const { reading, ids } = read(text);
    expect(reading).toEqual({ kind: 'log', events: expected.length, givenUp: new Map(), accountMismatches: 0 });
    expect(ids).toEqual(expected);
  });
});

describe('readLog keeps', () => {
  test('the text of JSON columns byte for byte', () => {
    const texts = [
      String.raw`{"p":"\u003cb\u003e","q":"a\/b","n":1E5,"z":-0,"big":12345678901234567890,"d":1,"d":2}`,
      '{ "spaced" :\t[ 1 , 2 ] }',
      String.raw`{"half":"\ud800","whole":"\ud83d\ude00","plain":"😀"}`,
      '"only text"',
      '0.1000000000000000055',
    ];
    for (const text of texts) {
      const { rows } = read(`{"Records":[${record('a', `,"requestParameters": ${text} `)}]}`);
      expect(rows[0]?.cells['requestparameters']).toBe(text);
    }
  });

  test('the record as it came, beside columns without secrets', () => {
    const text = record(
      'a',
      ',"responseElements":{"credentials":{"accessKeyId":"ASIAIAAAAAAAAEXAMPLE","sessionToken":"t0k3n"}},"addendum":{"password":"p"}',
    );
    const { rows } = read(`{"Records":[ ${text} ]}`);
    expect(rows[0]?.raw).toBe(text);
    expect(rows[0]?.cells['responseelements']).toBe('{"credentials":{"accessKeyId":"ASIAIAAAAAAAAEXAMPLE","sessionToken":"***"}}');
    expect(rows[0]?.cells['addendum']).toBe('{"password":"***"}');
  });

  test('scalars as text, structures by lower-case names, objects in text members as JSON text', () => {
    const { rows } = read(
      record(
        'a',
        String.raw`,"readOnly":true,"apiVersion":20120,"userAgent":null,"errorMessage":"a\"b\u00e9\ud800","resources":[{"arn":"x","type":"T"},{"ARN":"y","accountId":"1"}],` +
          '"userIdentity":{"type":"IAMUser","accessKeyId":"","sessionContext":{"attributes":{"mfaAuthenticated":"true"},"webIdFederationData":{"federatedProvider":"p", "idToken":"t"}},"new":1}',
      ),
    );
    expect(rows[0]?.cells).toMatchObject({
      readonly: 'true',
      apiversion: '20120',
      useragent: null,
      errormessage: 'a"bé\ufffd',
      resources: [
        { arn: 'x', accountid: null, type: 'T' },
        { arn: 'y', accountid: '1', type: null },
      ],
      useridentity: {
        type: 'IAMUser',
        accesskeyid: '',
        arn: null,
        sessioncontext: {
          attributes: { mfaauthenticated: 'true', creationdate: null },
          sessionissuer: null,
          webidfederationdata: '{"federatedProvider":"p", "idToken":"***"}',
        },
      },
    });
    expect(Object.keys(rows[0]?.cells ?? {}).filter((name) => !name.endsWith('_partition'))).toSatisfy((names: string[]) =>
      names.every((name) => columns.some((column) => column.name === name)),
    );
  });

  test('the partition keys of the path, else of the record', () => {
    const path = '/p/AWSLogs/o-abc/444455556666/CloudTrail/us-east-1/2026/01/08/444455556666_CloudTrail_us-east-1_20260108T0000Z_a.json.gz';
    const partition = { date_partition: '2026/01/08', region_partition: 'us-east-1', account_partition: '444455556666' };
    expect(read(record('a'), path).rows[0]?.cells).toMatchObject(partition);
    expect(read(record('a'), path).reading).toMatchObject({ accountMismatches: 1 });
    expect(read(record('a')).rows[0]?.cells).toMatchObject({
      date_partition: '2026/01/07',
      region_partition: 'eu-west-1',
      account_partition: '111122223333',
    });
  });

  test('the time of records that went through Logstash', () => {
    const { rows } = read('{"eventID":"a","@timestamp":"2020-09-14T00:48:30.000Z"}');
    expect(rows[0]?.cells).toMatchObject({ eventtime: '2020-09-14T00:48:30.000Z', date_partition: '2020/09/14', region_partition: null });
  });

  test('records of version 1.0, which have no eventID, under an id of their text', () => {
    // The UUID is what Python's hashlib gives of this text; eventID came with version 1.01 (CloudTrail record contents).
    const first = '{"eventVersion":"1.0","eventTime":"2014-03-06T21:22:54Z","eventSource":"ec2.amazonaws.com","eventName":"StartInstances"}';
    const { ids, rows, reading } = read(`{"Records":[${first},${record('a')},${first.replace('Start', 'Stop')}]}`);
    expect([ids[0], ids[1]]).toEqual(['64276753-003a-811f-adb4-ff923cda0c3d', 'a']);
    expect(rows[0]?.cells).toMatchObject({ eventid: ids[0], eventname: 'StartInstances', eventtime: '2014-03-06T21:22:54Z' });
    expect(ids[2]).not.toBe(ids[0]);
    expect(reading).toMatchObject({ events: 3 });
    // A later version without its id is broken.
    expect(read(`[${record('a')},${first.replace('"1.0"', '"1.02"')}]`).reading).toMatchObject({ givenUp: new Map([['no eventID', 1]]) });
  });

  test('the last of two members with one name', () => {
    expect(read(`{"eventID":"first","eventTime":"2026-01-07T02:25:18Z","eventID":"last"}`).ids).toEqual(['last']);
  });
});

describe('readLog gives up', () => {
  test('a record alone, with the reason', () => {
    const { reading, ids } = read(
      `[${record('a')},5,{"eventTime":"2026-01-07T02:25:18Z"},{"eventID":"t","eventTime":"yesterday"},${record('b')},${record('c', `,"x":"${'x'.repeat(MAX_RECORD_CHARACTERS)}"`)}]`,
    );
    expect(ids).toEqual(['a', 'b']);
    expect(reading).toMatchObject({
      kind: 'log',
      events: 2,
      givenUp: new Map([
        ['not an object', 1],
        ['no eventID', 1],
        ['no eventTime that is a time', 1],
        [`longer than ${MAX_RECORD_CHARACTERS} characters`, 1],
      ]),
    });
  });

  test('a broken line among good ones', () => {
    const { reading, ids } = read(`${record('a')}\n{"eventID":"b","eventTi\n${record('c')}\nnonsense\n`);
    expect(ids).toEqual(['a', 'c']);
    expect(reading).toMatchObject({ givenUp: new Map([['not JSON', 2]]) });
  });

  test('an Insights event among calls', () => {
    const { reading, ids } = read(`[${record('a')},${record('i', ',"eventType":"AwsCloudTrailInsight"')}]`);
    expect(ids).toEqual(['a']);
    expect(reading).toMatchObject({ givenUp: new Map([['no call but: insight', 1]]) });
  });
});

describe('readLog sets aside', () => {
  test.each([
    ['', 'empty'],
    ['  \n', 'empty'],
    ['{"Records":[{"eventID":"a"', /^not JSON/],
    ['{Records: [1]}', /^not JSON/],
    ['{"name":"some-package","version":"1.0.0"}', 'JSON, but no CloudTrail record in it (no eventID)'],
    ['[1,2]', 'JSON, but no CloudTrail record in it (not an object)'],
    ['"text"', 'JSON, but no CloudTrail record in it (not an object)'],
    ['{"events":[{"message":"START RequestId"}]}', 'JSON, but no CloudTrail record in it (a message that is not JSON)'],
  ])('%j', (text, why) => {
    expect(read(text).reading).toEqual({ kind: 'set-aside', why: typeof why === 'string' ? why : expect.stringMatching(why) });
  });

  test('without quoting the text, which may hold a secret', () => {
    const { reading } = read('hunter2-is-the-password');
    expect(JSON.stringify(reading)).not.toContain('hunter2');
  });
});

test.each([
  ['digest', '{"awsAccountId":"111122223333","digestStartTime":"2026-01-07T02:00:00Z","logFiles":[]}'],
  ['digest-signature', '{"signature":"0acb","signature-algorithm":"SHA256withRSA"}'],
  ['insight', '{"Records":[{"eventType":"AwsCloudTrailInsight","eventID":"i","eventTime":"2026-01-07T02:00:00Z"}]}'],
  ['aggregated', '{"Records":[{"eventType":"AwsAggregatedEvent","eventCategory":"Aggregated","eventId":"i"}]}'],
  ['public-keys', '{"PublicKeyList":[{"Value":"","Fingerprint":""}]}'],
  ['public-keys', '[{"Value":"","ValidityStartTime":"2026-01-07T02:00:00Z","Fingerprint":""}]'],
  ['answer-key', '{"schema":"keytrail.truth/1","scenario":"x"}'],
  ['keytrail-document', '{"schema":"keytrail.case/1"}'],
])('readLog recognises: %s', (what, text) => {
  expect(read(text).reading).toEqual({ kind: 'recognised', what });
});
