import { expect, test } from 'vitest';
import { compileRule } from './compile-rules.ts';
import { possibleValues } from './possible-values.ts';

const names = (detection: object): readonly string[] | null => {
  const values = possibleValues(compileRule(JSON.stringify({ title: 'T', detection }), 'r.yml').detection, 'eventName');
  return values === null ? null : [...values];
};

test.each([
  ['a list', { s: { eventName: ['CreateUser', 'DeleteUser'], x: 1 }, condition: 's' }, ['createuser', 'deleteuser']],
  ['and narrows', { a: { eventName: ['A', 'B'] }, b: { eventName: ['B', 'C'] }, condition: 'a and b' }, ['b']],
  ['and with something else', { a: { eventName: 'A' }, b: { x: 1 }, condition: 'a and b' }, ['a']],
  ['a contradiction', { a: { eventName: 'A' }, b: { eventName: 'B' }, condition: 'a and b' }, []],
  ['or unites', { a: { eventName: 'A' }, b: { eventName: 'B' }, condition: 'a or b' }, ['a', 'b']],
  ['or with something else', { a: { eventName: 'A' }, b: { x: 1 }, condition: 'a or b' }, null],
  ['not says nothing', { a: { eventName: 'A' }, condition: 'not a' }, null],
  ['not beside a name', { a: { eventName: 'A' }, b: { eventName: 'B' }, condition: 'a and not b' }, ['a']],
  ['a wildcard', { a: { eventName: 'Create*' }, condition: 'a' }, null],
  ['an escaped star', { a: { eventName: 'A\\*' }, condition: 'a' }, ['a*']],
  ['a prefix', { a: { 'eventName|startswith': 'Create' }, condition: 'a' }, null],
  ['a list with null', { a: { eventName: ['A', null] }, condition: 'a' }, null],
  ['letter case that counts', { a: { 'eventName|cased': 'CreateUser' }, condition: 'a' }, ['createuser']],
] as const)('%s', (_, detection, expected) => {
  expect(names(detection)).toEqual(expected);
});
