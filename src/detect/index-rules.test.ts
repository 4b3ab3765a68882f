import { expect, test } from 'vitest';
import type { CloudTrailEvent } from '../core/event.ts';
import { compileRule } from '../sigma/compile-rules.ts';
import type { EventKind } from './event-kinds.ts';
import { indexRules } from './index-rules.ts';

const ruleOf = (detection: object, id = 'r') => compileRule(JSON.stringify({ title: 'T', id, detection }), 'r.yml');
const kindOf = (source: string, name: string, errorCode: string | null = null, type: string | null = 'IAMUser'): EventKind => ({
  texts: [source, name, errorCode, type],
  events: 1,
});
const iam = 'iam.amazonaws.com';
const kinds = [
  kindOf(iam, 'CreateUser'),
  kindOf(iam, 'CreateUser', 'AccessDenied'),
  kindOf(iam, 'PutUser', 'AccessDenied'),
  kindOf(iam, 'B', null, null),
];
const eventOf = ({ texts: [eventSource, eventName, errorCode, type] }: EventKind): CloudTrailEvent =>
  ({ eventSource, eventName, ...(errorCode === null ? {} : { errorCode }), userIdentity: { type } }) as CloudTrailEvent;

test('what rules ask of names, sources, error codes and types of callers is settled before an event is read', () => {
  const rules = [
    ruleOf({ s: { eventSource: iam, eventName: ['CreateUser', 'DeleteUser'] }, condition: 's' }, 'plain'),
    ruleOf({ s: { eventName: 'CreateUser', errorCode: 'AccessDenied' }, condition: 's' }, 'denied'),
    ruleOf({ a: { eventName: 'createuser' }, b: { errorCode: null }, condition: 'a and not b' }, 'failed'),
    ruleOf({ a: { eventName: 'A' }, b: { eventName: 'B', 'userIdentity.type': null }, condition: 'a or b' }, 'either'),
    ruleOf({ s: { eventSource: 's3.amazonaws.com' }, condition: 's' }, 'elsewhere'),
  ];
  const index = indexRules(rules, kinds);
  expect(kinds.map((kind) => index.rulesFor(eventOf(kind)).map(({ id }) => id))).toEqual([['plain'], ['plain', 'denied', 'failed'], [], ['either']]);
  expect(index.lanes.every(({ predicate }) => predicate === true)).toBe(true);
  // Kinds that no rule can match are not in the statement.
  expect(index.candidates([])).not.toContain('PutUser');
});

test('what is left is asked of the events of a kind alone, and once for all rules that ask it', () => {
  const asked = { userAgent: 'curl' };
  const index = indexRules(
    [ruleOf({ s: { eventName: 'CreateUser', ...asked }, condition: 's' }, 'one'), ruleOf({ s: { eventName: 'B', ...asked }, condition: 's' }, 'two')],
    kinds,
  );
  expect(index.lanes.map(({ predicate, kinds: own, rules }) => [predicate, own.size, rules.size])).toEqual([
    ["coalesce(lower(useragent) = 'curl', FALSE)", 3, 2],
  ]);
  expect(index.candidates(["eventtime >= '2026'"])).toMatch(
    / WHERE \(\(bitwise_and\(k\.l0, 1\) <> 0 AND coalesce\(lower\(useragent\) = 'curl', FALSE\)\)\) AND eventtime >= '2026'$/,
  );
});

test('what many rules look for in one text becomes one regular expression', () => {
  const names = Array.from({ length: 9 }, (_, at) => `tool.${at}`);
  const index = indexRules(
    names.map((name) => ruleOf({ s: { 'userAgent|startswith': name }, condition: 's' })),
    kinds,
  );
  const regex = String.raw`^tool\.0|^tool\.1|^tool\.2|^tool\.3|^tool\.4|^tool\.5|^tool\.6|^tool\.7|^tool\.8`;
  expect(index.lanes.map(({ predicate }) => predicate)).toEqual([`(coalesce(regexp_like(lower(useragent), '(?s)${regex}'), FALSE))`]);
});

test('more than 48 lanes are bits of several numbers', () => {
  const rules = Array.from({ length: 50 }, (_, at) => ruleOf({ a: { eventName: 'B' }, b: { userAgent: `${at}` }, condition: 'a and not b' }));
  const query = indexRules(rules, kinds).candidates([]) ?? '';
  expect(query).toContain(`"281474976710655","3"`);
  expect(query).toContain('bitwise_and(k.l1, 2) <> 0');
});

test('a rule that may match any event makes every event worth reading', () => {
  const rules = [ruleOf({ s: { 'requestParameters.a': null }, condition: 's' })];
  expect(indexRules(rules, kinds).candidates([])).toBeNull();
  expect(indexRules(rules, null).candidates([])).toBeNull();
});

test('rules that can match nothing choose no event', () => {
  for (const known of [kinds, null]) {
    expect(indexRules([], known).candidates([])).toMatch(/WHERE \(1 = 0\)$/);
    expect(indexRules([ruleOf({ s: { status: 'x' }, condition: 's' })], known).candidates([])).toMatch(/WHERE \(1 = 0\)$/);
  }
});
