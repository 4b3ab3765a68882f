import { expect, test } from 'vitest';
import { compileRule } from '../sigma/compile-rules.ts';
import { indexRules } from './index-rules.ts';
import { narrow } from './narrow.ts';

const ruleOf = (detection: object, id = 'r') => compileRule(JSON.stringify({ title: 'T', id, detection }), 'r.yml');

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
  ['what JSON may write as an escape is left open', { s: { 'requestParameters.a': '<x>' }, condition: 's' }, '(requestparameters IS NOT NULL)'],
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

test('rules with event names share one table of them, and what they ask beside is asked once', () => {
  const denied = { errorCode: 'AccessDenied' };
  const rules = [
    ruleOf({ s: { eventSource: 'iam.amazonaws.com', eventName: ['CreateUser', 'DeleteUser'] }, condition: 's' }, 'plain'),
    ruleOf({ s: { eventName: 'CreateUser', ...denied }, condition: 's' }, 'denied'),
    ruleOf({ s: { eventName: 'PutUser', ...denied }, condition: 's' }, 'denied too'),
    ruleOf({ a: { eventName: 'A' }, b: { eventName: 'B', errorCode: null }, condition: 'a or b' }, 'either'),
  ];
  const index = indexRules(rules);
  const query = index.candidates(["eventtime >= '2026'"]) ?? '';
  expect(query).toContain("'createuser|iam.amazonaws.com|-1,deleteuser|iam.amazonaws.com|-1,createuser||0,putuser||0,a||-1,b||1'");
  expect(query).toContain(
    "WHERE CASE r.class WHEN 0 THEN coalesce(lower(errorcode) = 'accessdenied', FALSE) WHEN 1 THEN errorcode IS NULL ELSE TRUE END AND eventtime >= '2026'",
  );
  expect(index.rulesFor('CREATEUSER').map(({ id }) => id)).toEqual(['plain', 'denied']);
  expect(index.rulesFor('ListUsers')).toEqual([]);
});

test('a rule without event names brings a predicate over all events', () => {
  const index = indexRules([
    ruleOf({ s: { errorCode: 'X' }, condition: 's' }, 'nameless'),
    ruleOf({ s: { eventName: 'A' }, condition: 's' }, 'named'),
  ]);
  expect(index.candidates([])).toContain(
    " UNION ALL SELECT eventid, eventtime FROM irworkshopgluetablecloudtrail WHERE coalesce(lower(errorcode) = 'x', FALSE)",
  );
  expect(index.rulesFor('a').map(({ id }) => id)).toEqual(['nameless', 'named']);
  expect(index.rulesFor('ListUsers').map(({ id }) => id)).toEqual(['nameless']);
});

test('a rule that says nothing of its events makes every event worth reading', () => {
  expect(indexRules([ruleOf({ s: { 'requestParameters.a': null }, condition: 's' })]).candidates([])).toBeNull();
});

test('rules that can match nothing have an empty table of names', () => {
  expect(indexRules([ruleOf({ a: { eventName: 'A' }, b: { eventName: 'B' }, condition: 'a and b' })]).candidates([])).toContain("split('', ',')");
  expect(indexRules([]).candidates([])).toContain("split('', ',')");
});
