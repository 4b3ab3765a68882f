import { expect, test } from 'vitest';
import { compileRule } from '../sigma/compile-rules.ts';
import { narrow } from './narrow.ts';

const ruleOf = (detection: object) => compileRule(JSON.stringify({ title: 'T', detection }), 'r.yml');

test.each([
  ['a literal', { s: { errorCode: 'AccessDenied' }, condition: 's' }, "coalesce(lower(errorcode) = 'accessdenied', FALSE)"],
  ['a member of a structure', { s: { 'userIdentity.type': 'Root' }, condition: 's' }, "coalesce(lower(useridentity.type) = 'root', FALSE)"],
  ['a quote', { s: { userAgent: "o'x" }, condition: 's' }, "coalesce(lower(useragent) = 'o''x', FALSE)"],
  [
    'wildcards of Sigma and of SQL',
    { s: { 'userAgent|contains': '50%_?\\' }, condition: 's' },
    "coalesce(lower(useragent) LIKE '%50\\%\\__\\\\%' ESCAPE '\\', FALSE)",
  ],
  ['alternatives', { s: { awsRegion: ['a', 'b'] }, condition: 's' }, "coalesce((lower(awsregion) = 'a' OR lower(awsregion) = 'b'), FALSE)"],
  ['a field that no record has', { s: { status: 'x' }, condition: 's' }, false],
  [
    'what lies in JSON is looked for in its text',
    { s: { 'requestParameters.a': 'B*c?d' }, condition: 's' },
    "coalesce(lower(requestparameters) LIKE '%b%c%d%' ESCAPE '\\', FALSE)",
  ],
  [
    'of what JSON may write as an escape only the name of the member is looked for',
    { s: { 'requestParameters.user': '<x>' }, condition: 's' },
    "coalesce(strpos(requestparameters, 'user') > 0, FALSE)",
  ],
  [
    'a whole object is only asked for',
    { s: { requestParameters: 'a' }, condition: 's' },
    "coalesce(lower(requestparameters) LIKE '%a%' ESCAPE '\\', FALSE)",
  ],
  [
    'a member of a text of JSON may be written with escapes',
    { s: { 'requestParameters.policy.id': 'x' }, condition: 's' },
    "(coalesce(lower(requestparameters) LIKE '%x%' ESCAPE '\\', FALSE) OR coalesce(strpos(requestparameters, '\\\\u') > 0, FALSE))",
  ],
  ['what may be missing in JSON is left open', { s: { 'requestParameters.a': null }, condition: 's' }, true],
  ['the not of a column is told', { a: { errorCode: 'X' }, condition: 'not a' }, "NOT coalesce(lower(errorcode) = 'x', FALSE)"],
  [
    'the not of what lies in JSON is left open',
    { a: { errorCode: null }, b: { 'requestParameters.a': 'y' }, condition: 'a and not b' },
    'errorcode IS NULL',
  ],
  ['a letter that engines may fold in their own way', { a: { userAgent: 'É' }, condition: 'a' }, true],
  ['a keyword that may not be in JSON as it is', { a: ['a"b'], condition: 'a' }, true],
] as const)('%s', (_, detection, expected) => {
  expect(narrow(ruleOf(detection).detection)).toBe(expected);
});
