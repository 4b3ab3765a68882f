import { expect, test } from 'vitest';
import { compileRule } from '../sigma/compile-rules.ts';
import { indexRules } from './index-rules.ts';
import { narrow } from './narrow.ts';

const ruleOf = (detection: object, id = 'r') => compileRule(JSON.stringify({ title: 'T', id, detection }), 'r.yml');

test.each([
  ['a literal', { s: { errorCode: 'AccessDenied' }, condition: 's' }, "lower(errorcode) = 'accessdenied'"],
  ['a member of a structure', { s: { 'userIdentity.type': 'Root' }, condition: 's' }, "lower(useridentity.type) = 'root'"],
  ['a quote', { s: { userAgent: "o'x" }, condition: 's' }, "lower(useragent) = 'o''x'"],
  [
    'wildcards of Sigma and of SQL',
    { s: { 'userAgent|contains': '50%_?\\' }, condition: 's' },
    "lower(useragent) LIKE '%50\\%\\__\\\\%' ESCAPE '\\'",
  ],
  ['alternatives', { s: { awsRegion: ['a', 'b'] }, condition: 's' }, "(lower(awsregion) = 'a' OR lower(awsregion) = 'b')"],
  ['what the table has no column for is left open', { s: { errorCode: 'X', 'requestParameters.a': 'y' }, condition: 's' }, "lower(errorcode) = 'x'"],
  ['an alternative that is open opens all', { a: { errorCode: 'X' }, b: { 'requestParameters.a': 'y' }, condition: 'a or b' }, null],
  ['a not is open', { a: { errorCode: 'X' }, b: { awsRegion: 'y' }, condition: 'a and not b' }, "lower(errorcode) = 'x'"],
  ['null is open', { a: { errorCode: null }, condition: 'a' }, null],
  ['a letter that engines may fold in their own way', { a: { userAgent: 'É' }, condition: 'a' }, null],
] as const)('%s', (_, detection, expected) => {
  expect(narrow(ruleOf(detection).detection)).toBe(expected);
});

test('rules with event names share one list, the others bring a predicate each', () => {
  const named = ruleOf({ s: { eventName: ['CreateUser', 'DeleteUser'] }, condition: 's' }, 'named');
  const again = ruleOf({ s: { eventName: 'CreateUser' }, condition: 's' }, 'again');
  const nameless = ruleOf({ s: { errorCode: 'X' }, condition: 's' }, 'nameless');
  const index = indexRules([named, nameless, again]);
  expect(index.where).toBe("(lower(errorcode) = 'x' OR lower(eventname) IN ('createuser', 'deleteuser'))");
  expect(index.rulesFor('CREATEUSER').map(({ id }) => id)).toEqual(['nameless', 'named', 'again']);
  expect(index.rulesFor('ListUsers').map(({ id }) => id)).toEqual(['nameless']);
});

test('a rule that says nothing of its events makes every event worth reading', () => {
  expect(indexRules([ruleOf({ s: { 'requestParameters.a': 'y' }, condition: 's' })]).where).toBeNull();
});

test('rules that can match nothing read nothing', () => {
  expect(indexRules([ruleOf({ a: { eventName: 'A' }, b: { eventName: 'B' }, condition: 'a and b' })]).where).toBe('(1 = 0)');
  expect(indexRules([]).where).toBe('(1 = 0)');
});
