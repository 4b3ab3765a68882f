import { describe, expect, test } from 'vitest';
import { builtinRulesPath, loadRules } from '../../src/detect/load-rules.ts';
import { techniquesOf } from '../../src/detect/techniques.ts';
import { correlator } from '../../src/sigma/correlator.ts';
import { matches } from '../../src/sigma/match.ts';

const { rules, correlations, base } = loadRules([builtinRulesPath()]);
const reported = correlations.filter((correlation) => !base.has(correlation));

/** What a test says of one event: its minute, its name, and what else it holds. */
type Told = readonly [minute: number, eventName: string, more?: object];

/** The titles of the correlations that hold over the events. */
function found(told: readonly Told[]): readonly string[] {
  const collected = correlator(correlations);
  told.forEach(([minute, eventName, more], index) => {
    const record = {
      eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      eventTime: new Date(Date.UTC(2026, 0, 7, 12, minute)).toISOString(),
      eventSource: `${sources[eventName] ?? 's3'}.amazonaws.com`,
      eventName,
      recipientAccountId: '111122223333',
      userIdentity: { type: 'IAMUser', accessKeyId: 'AKIAIAAAAAAAAEXAMPLE' },
      ...more,
    };
    for (const rule of rules) if (matches(rule, record)) collected.add(rule, record);
  });
  const results = collected.finish();
  return reported.filter((correlation) => (results.get(correlation)?.matches.length ?? 0) > 0).map(({ title }) => title);
}

const sources: Readonly<Record<string, string>> = {
  CreateUser: 'iam',
  DeleteUser: 'iam',
  CreateAccessKey: 'iam',
  ListUsers: 'iam',
  GetFederationToken: 'sts',
  GetCallerIdentity: 'sts',
  GetSigninToken: 'signin',
  GetSecretValue: 'secretsmanager',
  ListSecrets: 'secretsmanager',
  CreateSnapshot: 'ec2',
  ModifyDBSnapshotAttribute: 'rds',
};

const secrets = (count: number, minutesApart: number): readonly Told[] =>
  Array.from({ length: count }, (_, index) => [index * minutesApart, 'GetSecretValue', { requestParameters: { secretId: `shop/${index}` } }]);
const refused = (names: readonly string[], more: object = {}): readonly Told[] =>
  names.map((name) => [0, name, { errorCode: 'AccessDenied', ...more }]);
const tried = ['ListBuckets', 'ListUsers', 'DescribeInstances', 'ListSecrets', 'GetCostAndUsage'];
const user = (userName: string) => ({ requestParameters: { userName } });
const by = (accessKeyId: string) => ({ userIdentity: { type: 'IAMUser', accessKeyId } });
const session = { responseElements: { credentials: { accessKeyId: 'ASIAIAAAAAAAGEXAMPLE' } } };
const sharing = { requestParameters: { valuesToAdd: ['444455556666'] } };
const newKey = { responseElements: { accessKey: { accessKeyId: 'AKIAIAAAAAAAHEXAMPLE' } } };
const instance = (sourceIPAddress: string, more: object = {}) => ({
  userIdentity: { type: 'AssumedRole', arn: 'arn:aws:sts::111122223333:assumed-role/web/i-0123456789abcdef0', accessKeyId: 'ASIAIAAAAAAACEXAMPLE' },
  sourceIPAddress,
  ...more,
});

const cases: readonly { readonly title: string; readonly holds: readonly Told[]; readonly fails: Readonly<Record<string, readonly Told[]>> }[] = [
  {
    title: 'Many secrets read within minutes',
    holds: secrets(10, 1),
    fails: {
      'nine secrets': secrets(9, 1),
      'ten secrets over an hour': secrets(10, 6),
      'one secret many times': secrets(1, 1).concat(secrets(1, 1)),
    },
  },
  {
    title: 'Secrets listed, then read',
    holds: [
      [0, 'ListSecrets'],
      [2, 'GetSecretValue', { requestParameters: { secretId: 'shop/db' } }],
    ],
    fails: {
      'a program that knows what it needs': [[2, 'GetSecretValue', { requestParameters: { secretId: 'shop/db' } }]],
      'another key reads': [
        [0, 'ListSecrets'],
        [2, 'GetSecretValue', by('ASIAIAAAAAAAGEXAMPLE')],
      ],
      'half an hour later': [
        [0, 'ListSecrets'],
        [30, 'GetSecretValue'],
      ],
    },
  },
  {
    title: 'Snapshot made and shared at once',
    holds: [
      [0, 'CreateSnapshot'],
      [20, 'ModifyDBSnapshotAttribute', sharing],
    ],
    fails: {
      'an old snapshot': [[20, 'ModifyDBSnapshotAttribute', sharing]],
      'another key shares': [
        [0, 'CreateSnapshot'],
        [20, 'ModifyDBSnapshotAttribute', { ...sharing, ...by('ASIAIAAAAAAAGEXAMPLE') }],
      ],
      'two hours later': [
        [0, 'CreateSnapshot'],
        [120, 'ModifyDBSnapshotAttribute', sharing],
      ],
    },
  },
  {
    title: 'Refused many times, then let in',
    holds: [...refused(tried), [5, 'CreateUser', user('nina')]],
    fails: {
      'four calls': [...refused(tried.slice(1)), [5, 'CreateUser', user('nina')]],
      'a program that lacks one permission': [...refused(Array.from({ length: 40 }, () => 'ListBuckets')), [5, 'CreateUser', user('nina')]],
      'pages of the console': [...refused(tried, { sessionCredentialFromConsole: 'true' }), [5, 'CreateUser', user('nina')]],
      'a success an hour later': [...refused(tried), [60, 'CreateUser', user('nina')]],
      'the success of another key': [...refused(tried), [5, 'CreateUser', { ...user('nina'), ...by('AKIAIAAAAAAAHEXAMPLE') }]],
    },
  },
  {
    title: 'Federation session opens the console',
    holds: [
      [0, 'GetFederationToken', session],
      [2, 'GetSigninToken', by('ASIAIAAAAAAAGEXAMPLE')],
    ],
    fails: {
      'another session': [
        [0, 'GetFederationToken', session],
        [2, 'GetSigninToken', by('ASIAIAAAAAAABEXAMPLE')],
      ],
    },
  },
  {
    title: 'User made and deleted again',
    holds: [
      [0, 'CreateUser', user('nina')],
      [30, 'DeleteUser', user('nina')],
    ],
    fails: {
      'another user is deleted': [
        [0, 'CreateUser', user('nina')],
        [30, 'DeleteUser', user('otto')],
      ],
      'the other order': [
        [0, 'DeleteUser', user('nina')],
        [30, 'CreateUser', user('nina')],
      ],
    },
  },
  {
    title: 'New access key explores at once',
    holds: [
      [0, 'CreateAccessKey', newKey],
      [5, 'ListUsers', by('AKIAIAAAAAAAHEXAMPLE')],
    ],
    fails: {
      'somebody tries the key out': [
        [0, 'CreateAccessKey', newKey],
        [5, 'GetCallerIdentity', by('AKIAIAAAAAAAHEXAMPLE')],
      ],
      'the maker explores': [
        [0, 'CreateAccessKey', newKey],
        [5, 'ListUsers'],
      ],
      'half an hour later': [
        [0, 'CreateAccessKey', newKey],
        [30, 'ListUsers', by('AKIAIAAAAAAAHEXAMPLE')],
      ],
    },
  },
  {
    title: 'Credential of an instance used from two addresses',
    holds: [
      [0, 'ListBuckets', instance('198.51.100.7')],
      [5, 'ListBuckets', instance('203.0.113.9')],
    ],
    fails: {
      'one address': [
        [0, 'ListBuckets', instance('198.51.100.7')],
        [5, 'ListBuckets', instance('198.51.100.7')],
      ],
      'the second address is private': [
        [0, 'ListBuckets', instance('198.51.100.7')],
        [5, 'ListBuckets', instance('10.0.0.7', { vpcEndpointId: 'vpce-1' })],
      ],
    },
  },
];

test('every built-in correlation that is reported has a case here', () => {
  expect(cases.map(({ title }) => title).toSorted()).toEqual(reported.map(({ title }) => title).toSorted());
});

test('there are at least forty-two built-in detections', () => {
  expect(rules.filter((rule) => !base.has(rule)).length + reported.length).toBeGreaterThanOrEqual(42);
});

describe.each(cases)('$title', ({ title, holds, fails }) => {
  test('says who wrote it, what it means and when it is wrong', () => {
    const [correlation] = reported.filter((one) => one.title === title);
    expect(correlation).toMatchObject({ author: 'keytrail', licence: 'Apache-2.0', references: [expect.stringMatching(/^https:/)] });
    expect(correlation?.description.length).toBeGreaterThan(80);
    expect(correlation?.falsePositives.length).toBeGreaterThan(0);
    expect(techniquesOf(correlation?.tags ?? []).length).toBeGreaterThan(0);
  });

  test('holds of what it is about', () => {
    expect(found(holds)).toEqual([title]);
  });

  test.each(Object.entries(fails))('does not hold of: %s', (_, told) => {
    expect(found(told)).not.toContain(title);
  });
});
