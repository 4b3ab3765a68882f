import { expect, test } from 'vitest';
import type { CloudTrailEvent } from '../../core/event.ts';
import { parseAllowList } from './allow-list.ts';
import { silencer } from './silencer.ts';

const rule = { id: '6f1e', title: 'Long-term key asks who it is' };
const event = (more: Partial<CloudTrailEvent> = {}): CloudTrailEvent => ({
  eventVersion: '1.11',
  eventTime: '2026-01-07T02:25:18Z',
  eventSource: 'sts.amazonaws.com',
  eventName: 'GetCallerIdentity',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'Prowler/4.2',
  requestParameters: null,
  responseElements: null,
  eventID: 'e1',
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/benjamin' },
  ...more,
});
const isSilenced = (list: string, one: CloudTrailEvent = event()): boolean => silencer(parseAllowList(list, 'known.yml')).silences(rule, [one]);

test.each([
  ["principal: 'arn:aws:iam::*:user/BENJAMIN'", "principal: 'arn:aws:iam::*:user/ben'"],
  ['network: 203.0.113.0/24', 'network: 203.0.113.8'],
  ['userAgent: prowler/*', 'userAgent: prowler'],
  ['rule: 6f1e', 'rule: 6f1'],
  ["rule: 'long-term key *'", "rule: 'key *'"],
  ["account: '111122223333'", "account: '444455556666'"],
  ["{rule: '*', until: 2026-01-08}", "{rule: '*', until: '2026-01-07T02:25:18Z'}"],
  ['{network: 203.0.113.7, userAgent: prow*}', '{network: 203.0.113.7, userAgent: aws-cli*}'],
])('%s covers the call, %s does not', (covering, other) => {
  const entry = (asks: string): string => `- {reason: audit, ${asks.replace(/^\{|\}$/g, '')}}`;
  expect(isSilenced(entry(covering))).toBe(true);
  expect(isSilenced(entry(other))).toBe(false);
});

test('the session of a role is known by its role, too', () => {
  const session = event({
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::111122223333:assumed-role/audit/night',
      sessionContext: { sessionIssuer: { type: 'Role', arn: 'arn:aws:iam::111122223333:role/audit' } },
    },
  });
  expect(isSilenced("- {reason: audit, principal: 'arn:aws:iam::111122223333:role/audit'}", session)).toBe(true);
});

test('each entry tells what it silenced; one that silenced nothing stays in the report', () => {
  const known = silencer(parseAllowList('- reason: ours\n  userAgent: prowler*\n- {reason: gone, network: 198.51.100.0/24}\n', 'known.yml'));
  const later = event({ eventID: 'e2', eventTime: '2026-01-07T02:30:00Z' });
  expect(known.silences(rule, [later])).toBe(true);
  expect(known.silences(rule, [event()])).toBe(true);
  expect(known.silences(rule, [event(), event({ userAgent: 'curl' })])).toBe(false);
  expect(known.report()).toEqual([
    {
      file: 'known.yml',
      line: 1,
      reason: 'ours',
      asks: { userAgent: 'prowler*' },
      matches: 2,
      rules: [{ ruleId: '6f1e', title: 'Long-term key asks who it is', matches: 2 }],
      firstTime: '2026-01-07T02:25:18Z',
      lastTime: '2026-01-07T02:30:00Z',
    },
    { file: 'known.yml', line: 3, reason: 'gone', asks: { network: '198.51.100.0/24' }, matches: 0, rules: [], firstTime: null, lastTime: null },
  ]);
});

test.each([
  ['- {reason: x}\n', 1, 'at least one of principal, network'],
  ['- {reason: x, rule: a}\n- rule: b\n', 2, 'entry 2, reason'],
  ['- reason: x\n  rule: a\n  network: 203.0.113.1/24\n', 3, 'has bits beyond its length set'],
  ['- reason: x\n  account: 111122223333\n', 2, 'in quotes'],
  ['- reason: x\n  rule: a\n  until: soon\n', 3, 'until is a day or a time'],
  ['- reason: x\n  rule: a\n  user: b\n', 1, 'user'],
  ['reason: x\nrule: a\n', 1, 'expected array'],
  ['- reason: "x\n', 2, 'Missing closing'],
])('%j is refused by line and place', (list, line, reason) => {
  expect(() => parseAllowList(list, 'known.yml')).toThrow(new RegExp(`"known\\.yml" is no known-good list: line ${line}: .*`));
  expect(() => parseAllowList(list, 'known.yml')).toThrow(reason);
});
