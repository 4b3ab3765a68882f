import { expect, test } from 'vitest';
import { subjectsOfEvidence } from './from-evidence.ts';

const KEY = 'AKIAIOSFODNN7EXAMPLE';

test.each([
  ['a GuardDuty finding as the console exports it', { Id: 'f', Resource: { AccessKeyDetails: { AccessKeyId: KEY, UserName: 'x' } } }],
  ['findings as the API returns them', { Findings: [{ Resource: { AccessKeyDetails: { AccessKeyId: KEY } } }] }],
  ['a finding from EventBridge', { 'detail-type': 'GuardDuty Finding', detail: { resource: { accessKeyDetails: { accessKeyId: KEY } } } }],
  ['a list of findings that name one key', [1, 2].map(() => ({ resource: { accessKeyDetails: { accessKeyId: KEY } } }))],
])('%s names the key', (_, document) => {
  expect(subjectsOfEvidence(document)).toEqual([KEY]);
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
