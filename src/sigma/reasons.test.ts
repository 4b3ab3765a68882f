import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { compileRule } from './compile-rules.ts';
import { reasonsFor } from './reasons.ts';

const why = (detection: object, event: JsonObject): readonly string[] =>
  reasonsFor(compileRule(JSON.stringify({ title: 'T', detection }), 'r.yml'), event).map(({ claim, value }) =>
    value === null ? claim : `${claim} ${value}`,
  );

describe('reasonsFor', () => {
  test('names what was found, and of a not what is absent or different', () => {
    const detection = {
      s: { eventName: ['CreateUser', 'DeleteUser'], 'userIdentity.accessKeyId|startswith': 'AKIA', errorCode: null },
      filter_a: { 'userIdentity.invokedBy|exists': true },
      filter_b: { 'userAgent|contains': 'terraform' },
      condition: 's and not 1 of filter_*',
    };
    const event = { eventName: 'DeleteUser', userIdentity: { accessKeyId: 'AKIAIAAAAAAAAEXAMPLE' }, userAgent: 'aws-cli/2.15 md/Botocore' };
    expect(why(detection, event)).toEqual([
      'eventName is DeleteUser',
      'userIdentity.accessKeyId is AKIAIAAAAAAAAEXAMPLE',
      'errorCode is absent',
      'userIdentity.invokedBy is absent',
      'userAgent is "aws-cli/2.15 md/Botocore"',
    ]);
  });

  test('of alternatives only those that hold', () => {
    expect(why({ a: { x: 1 }, b: { y: 2 }, condition: 'a or b' }, { y: 2 })).toEqual(['y is 2']);
  });

  test('of an object it shows what was looked for, never the object', () => {
    const detection = { s: { 'responseElements|contains': ['Failure', 'Refused'] }, condition: 's' };
    expect(why(detection, { responseElements: { ConsoleLogin: 'Failure', secret: 'x' } })).toEqual(['responseElements holds *failure*']);
  });

  test('says of two fields whether they agree', () => {
    const event = { a: 'x', b: 'x', c: 'y' };
    expect(why({ s: { 'a|fieldref': 'b' }, condition: 's' }, event)).toEqual(['a agrees with b']);
    expect(why({ s: { 'a|fieldref': 'c' }, condition: 'not s' }, event)).toEqual(['a differs from c']);
  });

  test('a secret is not shown', () => {
    const detection = { s: { 'requestParameters.password|exists': true, 'requestParameters.newPassword|startswith': 'a' }, condition: 's' };
    expect(why(detection, { requestParameters: { password: 'abc', newPassword: 'abc' } })).toEqual([
      'requestParameters.password is present',
      'requestParameters.newPassword is ***',
    ]);
  });

  test('characters that steer a terminal or turn text around are written out', () => {
    expect(why({ s: { 'u|exists': true, n: '*' }, condition: 's' }, { u: 1, n: '\u001b[2J\u202ee"' })).toEqual([
      'u is present',
      'n is "\\u001b[2J\\u{202e}e\\""',
    ]);
  });

  test('a long value is cut', () => {
    expect(why({ s: { n: 'x*' }, condition: 's' }, { n: 'x'.repeat(500) })).toEqual([`n is ${'x'.repeat(120)}...`]);
  });
});
