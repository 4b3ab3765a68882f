import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { loadRules } from './load-rules.ts';
import { matchRecords } from './match-records.ts';

const folder = mkdtempSync(join(tmpdir(), 'keytrail-match-'));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

test('tells for each rule which records match, for a correlation its findings, for a bad rule why', async () => {
  const rules = file(
    'rules.yml',
    'title: A\nid: a\nname: a\ndetection: {s: {n: x}, condition: s}\n---\ntitle: Twice\nid: twice\nlevel: high\ncorrelation: {type: event_count, rules: a, group-by: u, timespan: 1m, condition: {gte: 2}}\n',
  );
  const bad = file('bad.yml', 'title: B\ndetection: {s: {"f|foo": x}, condition: s}\n');
  const at = (seconds: number, u: string): JsonObject => ({ eventID: `e${seconds}`, eventTime: `2026-01-07T00:00:0${seconds}Z`, n: 'x', u });
  const results = await matchRecords(loadRules([rules, bad]), [at(5, 'mia'), { n: 'y' }, at(2, 'mia'), at(3, 'rolf'), {}]);
  expect(results).toEqual([
    { rule: rules, id: 'a', title: 'A', matches: [0, 2, 3], findings: [] },
    {
      rule: rules,
      id: 'twice',
      title: 'Twice',
      matches: [0, 2],
      findings: [expect.objectContaining({ group: 'mia', eventIds: ['e2', 'e5'], firstTime: '2026-01-07T00:00:02Z', level: 'high' })],
    },
    {
      rule: bad,
      error: {
        code: 'unknown-modifier',
        message: `${bad}, selection "s", field "f|foo": unknown modifier "foo".`,
        field: 'f|foo',
        hint: expect.stringContaining('contains'),
      },
    },
  ]);
});

test('records of any shape are no crash', async () => {
  const rules = file(
    'any.yml',
    'title: A\nname: any\ndetection: {s: {n: x}, condition: s}\n---\ntitle: C\ncorrelation: {type: event_count, rules: any, timespan: 1m, condition: {gte: 1}}\n',
  );
  const odd: JsonObject = {
    n: 'x',
    eventID: 'e',
    eventTime: '2026-01-07T00:00:00Z',
    eventName: 5,
    userIdentity: 'root',
    errorCode: {},
    responseElements: [],
  };
  expect(await matchRecords(loadRules([rules]), [odd])).toMatchObject([{ matches: [0] }, { matches: [0], findings: [{ eventIds: ['e'] }] }]);
});
