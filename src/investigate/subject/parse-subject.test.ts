import { describe, expect, test } from 'vitest';
import { parseSubject } from './parse-subject.ts';

describe('parseSubject', () => {
  test.each([
    ['AKIAIOSFODNN7EXAMPLE', 'access-key', 'AKIAIOSFODNN7EXAMPLE'],
    [' ASIAIOSFODNN7EXAMPLE\n', 'access-key', 'ASIAIOSFODNN7EXAMPLE'],
    ['arn:aws:iam::111122223333:user/dev/nwolf', 'user', 'arn:aws:iam::111122223333:user/dev/nwolf'],
    ['arn:aws:iam::111122223333:root', 'user', 'arn:aws:iam::111122223333:root'],
    ['arn:aws-cn:iam::111122223333:role/deploy', 'role', 'arn:aws-cn:iam::111122223333:role/deploy'],
    ['arn:aws:sts::111122223333:assumed-role/deploy/me', 'session', 'arn:aws:sts::111122223333:assumed-role/deploy/me'],
    ['arn:aws:sts::111122223333:assumed-role/deploy', 'role', 'arn:aws:iam::111122223333:role/deploy'],
    ['203.0.113.77', 'source-ip', '203.0.113.77'],
    ['2001:db8::1', 'source-ip', '2001:db8::1'],
    ['8FEEE4C2-5e27-4857-8475-bfa7e7b6d791', 'event', '8feee4c2-5e27-4857-8475-bfa7e7b6d791'],
    ['AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE', 'access-key', 'AKIAIOSFODNN7EXAMPLE'],
    ['aws_access_key_id = "AKIAIOSFODNN7EXAMPLE" # prod', 'access-key', 'AKIAIOSFODNN7EXAMPLE'],
  ])('%j is a subject of kind %s', (text, kind, id) => {
    expect(parseSubject(text)).toEqual({ kind, id });
  });

  test.each([
    ['sysdev', 'sysdev', null],
    ['Ana.Ruiz@example.com', 'Ana.Ruiz@example.com', null],
    ['user/sysdev', 'sysdev', 'user'],
    ['role/service-role/deploy', 'deploy', 'role'],
  ])('%j is the name %s, to be looked for', (text, id, of) => {
    expect(parseSubject(text)).toEqual({ kind: 'name', id, of });
  });

  test('of a leaked line nothing but the id is kept, not even in an error', () => {
    const line = 'AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    expect(JSON.stringify(parseSubject(line))).not.toContain('wJalr');
  });

  test.each([
    ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'What you gave is nothing that can be investigated.'],
    ['AKIAIOSFODNN7EXAMPLE AKIAIAAAAAAAAEXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'What you gave holds several access key ids.'],
    ['203.0.113.0/24', '"203.0.113.0/24" is nothing that can be investigated.'],
  ])('of %j is said what is wrong, and no secret is repeated', (text, message) => {
    expect(() => parseSubject(text)).toThrow(expect.objectContaining({ message }));
  });

  test.each([
    ['AKIA123', 'KT_KEY_INVALID'],
    ['', 'KT_SUBJECT_UNSUPPORTED'],
    ['sys dev', 'KT_SUBJECT_UNSUPPORTED'],
    ['999.1.1.1', 'KT_SUBJECT_UNSUPPORTED'],
    ['AKIAIOSFODNN7EXAMPLE AKIAIAAAAAAAAEXAMPLE', 'KT_SUBJECT_UNSUPPORTED'],
    ['arn:aws:s3:::bucket', 'KT_SUBJECT_UNSUPPORTED'],
  ])('%j is none', (text, code) => {
    expect(() => parseSubject(text)).toThrow(expect.objectContaining({ code }));
  });
});
