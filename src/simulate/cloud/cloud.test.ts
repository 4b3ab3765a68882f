import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAwsTime } from '../../core/aws-time.ts';
import { idMint } from '../id-mint.ts';
import { randomOf } from '../random.ts';
import { read, write } from './call.ts';
import { type Caller, forwarded, recordCall } from './cloud.ts';
import { englishTime } from './english-time.ts';
import { createAccessKey, createUser } from './iam.ts';
import { byUserKey, byUserSession } from './identity.ts';
import { newRole, newUser } from './principal.ts';
import { denial } from './refusal.ts';
import { assumeRole } from './sts.ts';

const ids = idMint(0);
const user = newUser('111122223333', 'kim', ids);
const caller: Caller = { identity: byUserKey(user, 'AKIAIAAAAAAAAEXAMPLE'), sourceIp: '192.0.2.1', userAgent: 'cli' };
const at = Date.parse('2026-01-07T02:31:02Z');
const where = { at, region: 'eu-west-1' };
const random = randomOf(1, 'test');

describe('recordCall', () => {
  test('writes what IAM answers to CreateAccessKey', () => {
    const record = recordCall(caller, createAccessKey(user, 'AKIAIAAAAAAABEXAMPLE', at), where, random);
    expect(record).toMatchObject({
      eventTime: '2026-01-07T02:31:02Z',
      eventSource: 'iam.amazonaws.com',
      awsRegion: 'us-east-1',
      readOnly: false,
      requestParameters: { userName: 'kim' },
      responseElements: {
        accessKey: { accessKeyId: 'AKIAIAAAAAAABEXAMPLE', status: 'Active', userName: 'kim', createDate: 'Jan 7, 2026, 2:31:02 AM' },
      },
      tlsDetails: { clientProvidedHostHeader: 'iam.amazonaws.com' },
    });
    expect(record.userIdentity?.sessionContext).toBeUndefined();
  });

  test('drops the parameters of a call that IAM refuses, and names them in the message', () => {
    const call = createUser(user, at);
    const record = recordCall(caller, call, { ...where, refusal: denial(call, user.arn, user.arn) }, random);
    expect(record.requestParameters).toBeNull();
    expect(record.responseElements).toBeNull();
    expect(record).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage:
        'User: arn:aws:iam::111122223333:user/kim is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::111122223333:user/kim because no identity-based policy allows the iam:CreateUser action',
    });
  });

  test('keeps the parameters of a call that EC2 refuses', () => {
    const call = read('ec2', 'DescribeInstances', { instancesSet: {} });
    const record = recordCall(caller, call, { ...where, refusal: denial(call, user.arn) }, random);
    expect(record).toMatchObject({ errorCode: 'Client.UnauthorizedOperation', requestParameters: { instancesSet: {} }, awsRegion: 'eu-west-1' });
  });

  test('puts the user agent of an S3 call into brackets', () => {
    const record = recordCall(caller, read('s3', 'GetBucketAcl', { bucketName: 'b' }), where, random);
    expect(record.userAgent).toBe('[cli]');
    expect(record.requestParameters).toEqual({ bucketName: 'b', Host: 'b.s3.eu-west-1.amazonaws.com' });
    expect(record.requestID).toMatch(/^[0-9A-Z]{16}$/);
  });

  test('never writes a session token that looks like one', () => {
    const role = newRole('111122223333', 'ops', ids);
    const record = recordCall(caller, assumeRole(role, 's', { accessKeyId: 'ASIAIAAAAAAAAEXAMPLE', at, seconds: 3600 }), where, random);
    expect(record.responseElements?.['credentials']).toEqual({
      accessKeyId: 'ASIAIAAAAAAAAEXAMPLE',
      sessionToken: 'EXAMPLE-NOT-A-SESSION-TOKEN',
      expiration: 'Jan 7, 2026, 3:31:02 AM',
    });
  });

  test('needs to know whose trail it is for', () => {
    const nobody: Caller = { identity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, sourceIp: 'ec2.amazonaws.com', userAgent: 'x' };
    expect(() => recordCall(nobody, write('sts', 'AssumeRole', null), where, random)).toThrow('trail');
  });
});

describe('forwarded', () => {
  test('of a long-term key begins now; of a session it keeps the session’s creation date', () => {
    const direct = forwarded(caller, 'ASIAIAAAAAAABEXAMPLE', 'secretsmanager.amazonaws.com', at);
    expect(direct.identity).toMatchObject({ accessKeyId: 'ASIAIAAAAAAABEXAMPLE', invokedBy: 'secretsmanager.amazonaws.com' });
    expect(direct.identity.sessionContext?.attributes?.creationDate).toBe('2026-01-07T02:31:02Z');
    const session: Caller = { ...caller, identity: byUserSession(user, 'ASIAIAAAAAAACEXAMPLE', { at: at - 3_600_000, mfa: true }) };
    const indirect = forwarded(session, 'ASIAIAAAAAAABEXAMPLE', 'secretsmanager.amazonaws.com', at);
    expect(indirect.identity.sessionContext?.attributes).toEqual({ creationDate: '2026-01-07T01:31:02Z', mfaAuthenticated: 'true' });
  });
});

describe('englishTime', () => {
  test.each([
    ['2026-01-07T02:31:02Z', 'Jan 7, 2026, 2:31:02 AM'],
    ['2023-07-10T12:09:47Z', 'Jul 10, 2023, 12:09:47 PM'],
    ['2025-12-31T00:00:05Z', 'Dec 31, 2025, 12:00:05 AM'],
    ['2025-05-24T14:51:14Z', 'May 24, 2025, 2:51:14 PM'],
  ])('writes %s as %s', (iso, text) => {
    expect(englishTime(Date.parse(iso))).toBe(text);
  });

  test('is read back to the second', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(parseAwsTime(englishTime(seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});
