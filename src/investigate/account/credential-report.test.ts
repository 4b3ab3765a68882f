import { expect, test } from 'vitest';
import { parseCredentialReport } from './credential-report.ts';

const HEADER =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service';
const ROOT =
  '<root_account>,arn:aws:iam::111122223333:root,2020-01-01T00:00:00+00:00,not_supported,no_information,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A';
const DEV =
  'dev,arn:aws:iam::111122223333:user/dev,2025-03-04T05:06:07+00:00,true,2026-01-02T08:00:00+02:00,2025-03-04T05:06:07+00:00,N/A,false,true,2025-03-04T05:07:00+00:00,2026-01-09T10:00:00+00:00,eu-west-3,s3,false,N/A,N/A,N/A,N/A';

const DEV_USER = {
  name: 'dev',
  arn: 'arn:aws:iam::111122223333:user/dev',
  made: '2025-03-04T05:06:07Z',
  passwordEnabled: true,
  passwordLastUsed: '2026-01-02T06:00:00Z',
  keys: [
    { slot: 1, active: true, made: '2025-03-04T05:07:00Z', lastUsed: '2026-01-09T10:00:00Z', region: 'eu-west-3', service: 's3' },
    { slot: 2, active: false, made: null, lastUsed: null, region: null, service: null },
  ],
};

test('a report is read as IAM writes it: N/A and the like are nothing, times are UTC', () => {
  const [root, dev] = parseCredentialReport([HEADER, ROOT, DEV].join('\n'), 'report.csv');
  expect(root).toMatchObject({ name: '<root_account>', passwordEnabled: false, passwordLastUsed: null });
  expect(dev).toEqual(DEV_USER);
});

test('the answer of the AWS CLI holds the report in base64', () => {
  const answer = { Content: Buffer.from(`${HEADER}\n${DEV}`).toString('base64'), ReportFormat: 'text/csv', GeneratedTime: '2026-01-10T00:00:00Z' };
  expect(parseCredentialReport(JSON.stringify(answer), 'report.json')).toEqual([DEV_USER]);
});

test.each([['{"Content": 3}'], ['{'], ['a,b\n1,2'], [''], ['"never closed']])('%j is no report', (text) => {
  expect(() => parseCredentialReport(text, 'r.csv')).toThrow('"r.csv" is no IAM credential report.');
});
