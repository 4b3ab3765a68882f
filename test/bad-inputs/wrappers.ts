import { type Input, record, trailFile } from './input.ts';

const none = (why: string): readonly string[] => [`set aside: JSON, but no CloudTrail record in it (${why})`];
const asText = (id: string): string => JSON.stringify(record(id));

/** What others put around records, and what lies beside them in a bucket. */
export const wrappers: readonly Input[] = [
  {
    name: 'wrapped/lookup-events.json',
    content: `{"Events":[{"EventId":"l","CloudTrailEvent":${asText('lookup')}}],"NextToken":"n"}`,
    lines: [],
    events: ['lookup'],
  },
  {
    name: 'wrapped/cloudwatch.json',
    content: `{"events":[{"timestamp":1,"message":${asText('watch')}},{"message":"START RequestId: 1"}]}`,
    lines: ['given up: 1, a message that is not JSON'],
    events: ['watch'],
  },
  {
    name: 'wrapped/subscription.json',
    content: `{"messageType":"DATA_MESSAGE","logEvents":[{"id":"1","message":${asText('subscription')}}]}`,
    lines: [],
    events: ['subscription'],
  },
  {
    name: 'wrapped/event-bridge.json',
    content: `{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":${record('bridge')}}`,
    lines: [],
    events: ['bridge'],
  },
  {
    name: 'wrapped/event-bridge-other.json',
    content:
      '{"version":"0","id":"x","detail-type":"EC2 Instance State-change Notification","detail":{"instance-id":"i-0a1b2c3d","state":"running"}}',
    lines: none('no eventID'),
  },
  {
    name: 'beside/digest.json',
    content: '{"awsAccountId":"111122223333","digestStartTime":"2026-01-07T02:00:00Z","logFiles":[]}',
    lines: ['no log: digest'],
  },
  {
    name: 'beside/digest.json.meta.json',
    content: '{"signature":"0acb","signature-algorithm":"SHA256withRSA"}',
    lines: ['no log: digest-signature'],
  },
  { name: 'beside/keys.json', content: '{"PublicKeyList":[{"Value":"","Fingerprint":""}]}', lines: ['no log: public-keys'] },
  {
    name: 'beside/insight.json',
    content: trailFile('{"eventType":"AwsCloudTrailInsight","eventID":"i","eventTime":"2026-01-07T02:00:00Z"}'),
    lines: ['no log: insight'],
  },
  {
    name: 'beside/insight-among-calls.json',
    content: trailFile(record('call'), '{"eventType":"AwsCloudTrailInsight","eventID":"i","eventTime":"2026-01-07T02:00:00Z"}'),
    lines: ['given up: 1, no call but: insight'],
    events: ['call'],
  },
  {
    name: 'beside/aggregated.json',
    content: trailFile('{"eventType":"AwsAggregatedEvent","eventCategory":"Aggregated","eventId":"i"}'),
    lines: ['no log: aggregated'],
  },
  { name: 'beside/case.json', content: '{"schema":"keytrail.case/1"}', lines: ['no log: keytrail-document'] },
  { name: 'beside/truth.json', content: '{"schema":"keytrail.truth/1"}', lines: ['no log: answer-key'] },
  { name: 'beside/notes.txt', content: 'no log', lines: ['no log: other'] },
  {
    name: 'beside/config-snapshot.json',
    content: '{"fileVersion":"1.0","configSnapshotId":"x","configurationItems":[{"resourceType":"AWS::IAM::User","awsAccountId":"111122223333"}]}',
    lines: none('no eventID'),
  },
  {
    name: 'beside/guardduty.jsonl',
    content: '{"schemaVersion":"2.0","accountId":"111122223333","type":"UnauthorizedAccess:IAMUser/MaliciousIPCaller","id":"x"}\n'.repeat(2),
    lines: none('no eventID'),
  },
  { name: 'beside/package.json', content: '{"name":"some-package","version":"1.0.0"}', lines: none('no eventID') },
];
