import { MAX_RECORD_CHARACTERS } from '../../src/ingest/event-row.ts';
import { type Input, packed, record, trailFile } from './input.ts';

const none = (why: string): readonly string[] => [`set aside: JSON, but no CloudTrail record in it (${why})`];
const DEPTH = 20_000;

/** JSON whose records are odd, old, or not there. */
export const records: readonly Input[] = [
  { name: 'records/none.json', content: trailFile(), lines: [] },
  { name: 'records/no-list.json', content: '{"Records":{}}', lines: none('no eventID') },
  { name: 'records/null.json', content: '{"Records":null}', lines: none('no eventID') },
  { name: 'records/scalar.json', content: '42', lines: none('not an object') },
  {
    name: 'records/odd-elements.json',
    content: trailFile(record('odd'), '5', '"text"', 'null', '[]'),
    lines: ['given up: 4, not an object'],
    events: ['odd'],
  },
  {
    name: 'records/no-id.json',
    content: trailFile(record('id'), '{"eventTime":"2026-01-07T02:25:18Z"}'),
    lines: ['given up: 1, no eventID'],
    events: ['id'],
  },
  { name: 'records/empty-id.json', content: trailFile(record('')), lines: none('no eventID') },
  { name: 'records/number-as-id.json', content: trailFile('{"eventID":7,"eventTime":"2026-01-07T02:25:18Z"}'), lines: none('no eventID') },
  {
    name: 'records/no-time.json',
    content: trailFile(record('time'), '{"eventID":"no-time"}'),
    lines: ['given up: 1, no eventTime that is a time'],
    events: ['time'],
  },
  { name: 'records/odd-time.json', content: trailFile('{"eventID":"t","eventTime":"yesterday"}'), lines: none('no eventTime that is a time') },
  { name: 'records/number-as-time.json', content: trailFile('{"eventID":"t","eventTime":1767752718}'), lines: none('no eventTime that is a time') },
  {
    name: 'records/impossible-time.json',
    content: trailFile('{"eventID":"t","eventTime":"2026-13-41T25:61:61Z"}'),
    lines: none('no eventTime that is a time'),
  },
  {
    name: 'records/logstash.json',
    content: '{"eventID":"logstash","@timestamp":"2020-09-14T00:48:30.000Z","EventTime":"x"}',
    lines: [],
    events: ['logstash'],
  },
  {
    name: 'records/version-1.01.json',
    content: trailFile('{"eventVersion":"1.01","eventID":"old","eventTime":"2014-03-06T21:22:54Z","eventName":"StartInstances"}'),
    lines: [],
    events: ['old'],
  },
  {
    name: 'records/version-1.00.json',
    content: trailFile('{"eventVersion":"1.0","eventTime":"2014-03-06T21:22:54Z","eventName":"StartInstances"}'),
    lines: [],
    // From the SHA-256 that Python's hashlib gives of the record.
    events: ['628d6c76-2946-81ce-a84e-29a8f662c0dd'],
  },
  { name: 'records/duplicate-members.json', content: trailFile(record('first', ',"eventID":"last"')), lines: [], events: ['last'] },
  {
    name: 'records/lone-surrogate.json',
    content: trailFile(record('surrogate', String.raw`,"userAgent":"\ud800x"`)),
    lines: [],
    events: ['surrogate'],
  },
  { name: 'records/proto.json', content: trailFile(record('proto', ',"__proto__":{"eventID":"x"},"constructor":1')), lines: [], events: ['proto'] },
  {
    name: 'records/huge-number.json',
    content: trailFile(record('number', ',"requestParameters":{"n":1e400,"z":-0}')),
    lines: [],
    events: ['number'],
  },
  {
    name: 'records/deep.json',
    content: trailFile(record('deep', `,"requestParameters":${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`)),
    lines: [],
    events: ['deep'],
  },
  {
    name: 'records/long.json.gz',
    content: packed(record('short'), record('long', `,"requestParameters":"${'x'.repeat(MAX_RECORD_CHARACTERS)}"`)),
    lines: [`given up: 1, longer than ${MAX_RECORD_CHARACTERS} characters`],
    events: ['short'],
  },
  { name: 'records/twice.json', content: trailFile(record('twice'), record('twice')), lines: [], events: ['twice'] },
  {
    name: 'AWSLogs/444455556666/CloudTrail/us-east-1/2026/01/07/444455556666_CloudTrail_us-east-1_20260107T0235Z_AbCdEfGhIjKlMnOp.json.gz',
    content: packed(record('account')),
    lines: ['odd account: 1'],
    events: ['account'],
  },
];
