import { expect, test } from 'vitest';
import { compileRule } from './compile-rules.ts';
import { lintRule } from './lint-rule.ts';

const doubts = (detection: object): readonly string[] =>
  lintRule(compileRule(JSON.stringify({ title: 'T', detection }), 'r.yml')).map(({ place, reason }) => `${place.selection ?? ''}: ${reason}`);
const ofSelection = (s: object): readonly string[] => doubts({ s, condition: 's' });

test.each([
  ['a field that no record has', { status: 'success' }, 's: no CloudTrail record has "status": it matches nothing but null'],
  [
    'a member that the identity of a caller has not',
    { 'userIdentity.name': 'x' },
    's: no CloudTrail record has "name" in "userIdentity": it matches nothing but null',
  ],
  [
    'a name in the wrong letter case',
    { eventname: 'X' },
    's: "eventname" differs from "eventName" in letter case, and names of fields are case-sensitive: it matches nothing',
  ],
  [
    'an index, as other languages write it',
    { 'requestParameters.ipPermissions.items[0].toPort': 22 },
    's: "items[0]" has brackets, and no name in a record has: a path goes through every element of a list without, so it matches nothing',
  ],
  [
    'the braces of Splunk',
    { 'requestParameters.ipPermissions.items{}.toPort': 22 },
    's: "items{}" has brackets, and no name in a record has: a path goes through every element of a list without, so it matches nothing',
  ],
  ['a star for "is there"', { 'errorCode|contains': '*' }, 's: "*" holds of every value: exists says that plainly'],
  [
    'the name of a field as a value',
    { 'userIdentity.arn|contains': 'responseElements.accessKey.userName' },
    's: "responseelements.accesskey.username" is compared as text, not as the field of that name: fieldref may be meant',
  ],
  [
    'an ARN that is to equal a name',
    { 'userIdentity.arn|fieldref': 'requestParameters.userName' },
    's: an ARN is never equal to requestParameters.userName: fieldref|endswith may be meant',
  ],
  ['all of one value', { 'eventName|contains|all': ['x'] }, 's: all of one value is no more than that value'],
])('doubts %s', (_, selection, doubt) => {
  expect(ofSelection(selection)).toEqual([doubt]);
});

test('doubts a condition in capitals, a selection that it leaves out, and one that never holds', () => {
  const [s, t] = [{ eventName: 'A' }, { eventName: 'B' }];
  expect(doubts({ s, t, condition: 's' })).toEqual(['t: the condition does not use this selection']);
  expect(doubts({ s, t, condition: 's OR t' })).toEqual([': condition "s OR t": Sigma writes "OR" in lower case']);
  expect(doubts({ s, t, condition: 's and t' })).toEqual([': the condition asks for two different values of eventName at once: it never holds']);
});

test('doubts a filter that the rest of the condition rules out, and no other', () => {
  const s = { eventName: ['A', 'B'] };
  expect(doubts({ s, f: { eventName: 'C', errorCode: null }, condition: 's and not f' })).toEqual([
    ': a filter asks for eventName c, which the rest of the condition rules out: it never takes anything away',
  ]);
  expect(doubts({ s, f: { eventName: 'b' }, condition: 's and not f' })).toEqual([]);
});

test('doubts nothing in members of calls, in names of hosts and in nulls', () => {
  const s = { 'requestParameters.any.thing': 'x', 'userIdentity.onBehalfOf.userId': 'x', 'resources.ARN|endswith': 'x', errorCode: null };
  expect(ofSelection({ ...s, eventSource: 'iam.amazonaws.com' })).toEqual([]);
});
