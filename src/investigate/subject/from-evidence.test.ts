import { expect, test } from 'vitest';
import { subjectsOfEvidence } from './from-evidence.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

test.each([
  ['a GuardDuty finding as the console exports it', { Id: 'f', Resource: { AccessKeyDetails: { AccessKeyId: KEY, UserName: 'x' } } }],
  ['findings as the API returns them', { Findings: [{ Resource: { AccessKeyDetails: { AccessKeyId: KEY } } }] }],
  ['a finding from EventBridge', { 'detail-type': 'GuardDuty Finding', detail: { resource: { accessKeyDetails: { accessKeyId: KEY } } } }],
  [
    'a Security Hub finding',
    { detail: { findings: [{ Resources: [{ Type: 'AwsIamAccessKey', Details: { AwsIamAccessKey: { AccessKeyId: KEY } } }] }] } },
  ],
  [
    'an attack sequence of GuardDuty',
    {
      Findings: [
        { Resource: { ResourceType: 'AttackSequence' }, Service: { Detection: { Sequence: { Actors: [{ User: { CredentialUid: KEY } }] } } } },
      ],
    },
  ],
  ['AWS’s notice that a key is exposed', { detail: { eventTypeCode: 'AWS_RISK_CREDENTIALS_EXPOSED', affectedEntities: [{ entityValue: KEY }] } }],
  ['a list of findings that name one key', [1, 2].map(() => ({ resource: { accessKeyDetails: { accessKeyId: KEY } } }))],
])('%s names the key', (_, document) => {
  expect(subjectsOfEvidence(document)).toEqual([KEY]);
});

test('a finding without a key, as of a sign-in to the console, names who it was', () => {
  const details = (more: object) => ({ resource: { accessKeyDetails: { principalId: 'AIDAIAAAAAAAAEXAMPLE', accessKeyId: '', ...more } } });
  expect(subjectsOfEvidence(details({ userType: 'IAMUser', userName: 'ana' }))).toEqual(['user/ana']);
  expect(subjectsOfEvidence(details({ userType: 'AssumedRole', userName: 'deploy' }))).toEqual(['role/deploy']);
  expect(subjectsOfEvidence(details({ userType: 'Root', userName: 'Root' }))).toEqual([]);
});

test('a finding about an instance names the instance', () => {
  expect(subjectsOfEvidence({ Resource: { ResourceType: 'Instance', InstanceDetails: { InstanceId: 'i-0123456789abcdef0' } } })).toEqual([
    'i-0123456789abcdef0',
  ]);
});

test('a CloudTrail record names its event, in an envelope too', () => {
  const record = { eventID: '8feee4c2-5e27-4857-8475-bfa7e7b6d791', userIdentity: { accessKeyId: KEY } };
  expect(subjectsOfEvidence(record)).toEqual([record.eventID]);
  expect(subjectsOfEvidence({ Records: [record] })).toEqual([record.eventID]);
});

test('a document of anything else names nothing, however deep it is', () => {
  let deep: unknown = { detail: null };
  for (let level = 0; level < 10_000; level += 1) deep = { detail: deep };
  expect(subjectsOfEvidence(deep)).toEqual([]);
  expect(subjectsOfEvidence('text')).toEqual([]);
});
