import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { detect } from '../../src/detect/detect.ts';
import { promisingGroups } from '../../src/detect/promising-groups.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { collect } from '../../src/lake/collect.ts';
import { type Lake, openLake } from '../../src/lake/open-lake.ts';
import { compileRules } from '../../src/sigma/compile-rules.ts';
import { correlator } from '../../src/sigma/correlator.ts';
import { matches } from '../../src/sigma/match.ts';

const set = compileRules([
  {
    source: 'rules.yml',
    text: `
title: Denied
name: denied
detection: {s: {errorCode: AccessDenied}, condition: s}
---
title: Taken
name: taken
detection: {s: {eventName: AssumeRole}, condition: s}
---
title: Read
name: read
detection: {s: {eventName: GetSecretValue}, condition: s}
---
title: Burst
name: burst
correlation: {type: event_count, rules: denied, group-by: userIdentity.accessKeyId, timespan: 10m, condition: {gte: 3}}
---
title: Burst, then taken
id: gained
correlation: {type: temporal_ordered, rules: [burst, taken], group-by: userIdentity.accessKeyId, timespan: 20m}
---
title: Many addresses
id: places
correlation: {type: value_count, rules: [read, taken], group-by: userIdentity.accessKeyId, timespan: 10m, condition: {field: sourceIPAddress, gt: 2}}
---
title: Many secrets
id: secrets
correlation: {type: value_count, rules: read, group-by: [recipientAccountId, userIdentity.accessKeyId], timespan: 5m, condition: {field: requestParameters.secretId, gte: 3}}
---
title: Both
id: both
correlation: {type: temporal, rules: [read, denied], group-by: userIdentity.accessKeyId, timespan: 1m}
`,
  },
]);

const key = (n: number): string => `AKIAIAAAAAAA${'ABCDEF'[n]}EXAMPLE`;

/** Few values of each, so that correlations hold for some keys and for others nearly. */
const call = fc.record({
  eventName: fc.constantFrom('AssumeRole', 'GetSecretValue', 'ListUsers'),
  minute: fc.nat(59),
  caller: fc.option(fc.nat(5), { freq: 8 }),
  sourceIPAddress: fc.constantFrom('203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'),
  secretId: fc.oneof(fc.constantFrom<unknown>('a', 'b', 'c', 'd', 7), fc.constant(['a', 'b', 'c'])),
  errorCode: fc.constantFrom('AccessDenied', undefined),
});
const records: readonly JsonObject[] = fc
  .sample(fc.array(call, { minLength: 60, maxLength: 90 }), { numRuns: 1, seed: 20_260_107 })
  .flat()
  .map(({ minute, caller, secretId, errorCode, ...rest }, index) => ({
    ...rest,
    eventVersion: '1.11',
    eventTime: `2026-01-07T02:${String(minute).padStart(2, '0')}:00Z`,
    eventSource: 'sts.amazonaws.com',
    awsRegion: 'us-east-1',
    eventID: `e${index}`,
    recipientAccountId: '111122223333',
    requestParameters: { secretId: secretId as string },
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(caller === null ? {} : { userIdentity: { type: 'IAMUser', accessKeyId: key(caller) } }),
  }));

let lake: Lake;
let engine: SqlEngine;
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-groups-'));
  writeFileSync(join(folder, 'events.json'), JSON.stringify({ Records: records }));
  await collect(join(folder, 'lake'), [join(folder, 'events.json')]);
  lake = await openLake(join(folder, 'lake'));
  engine = await lake.engine();
}, 120_000);
afterAll(() => lake.close());

test('correlations find the same whether every event is read or only those of groups that they can hold in', async () => {
  const collected = correlator(set.correlations);
  for (const record of records) for (const rule of set.rules) if (matches(rule, record)) collected.add(rule, record);
  const expected = [...collected.finish()]
    .filter(([correlation]) => !set.base.has(correlation))
    .flatMap(([{ title }, result]) => result.matches.map(({ group, eventIds }) => [title, group.join(', '), eventIds.toSorted()]));
  const { findings } = await detect(engine, set);
  expect(findings.map(({ title, group, eventIds }) => [title, group, eventIds.toSorted()]).toSorted()).toEqual(expected.toSorted());
  expect(new Set(expected.map(([title]) => title))).toEqual(new Set(['Burst, then taken', 'Many addresses', 'Many secrets', 'Both']));
});

test('of a rule that feeds a correlation only the groups are read in which it can hold, and calls without a group', async () => {
  const gained = set.correlations.filter(({ id }) => id === 'gained');
  const limits = new Map(
    [...(await promisingGroups(engine, gained, ["eventtime < '2026-01-07T02:10:00Z'"]))].map(([{ title }, limit]) => [title, limit]),
  );
  const early = records.filter(({ eventTime }) => String(eventTime) < '2026-01-07T02:10:00Z');
  const callers = (holds: (record: JsonObject) => boolean): readonly string[] =>
    early.filter(holds).map(({ userIdentity }) => (userIdentity as { accessKeyId?: string } | undefined)?.accessKeyId ?? '');
  const denied = callers(({ errorCode }) => errorCode === 'AccessDenied');
  const taken = callers(({ eventName }) => eventName === 'AssumeRole');
  const keys = [0, 1, 2, 3, 4, 5].map(key).filter((one) => denied.filter((id) => id === one).length >= 3 && taken.includes(one));
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.length).toBeLessThan(6);
  expect([...limits.keys()]).toEqual(['Denied', 'Taken']);
  for (const limit of limits.values()) {
    expect(limit).toContain('useridentity.accesskeyid IS NULL');
    expect([...String(limit).matchAll(/AKIA\w+/g)].map(([id]) => id).toSorted()).toEqual(keys);
  }
});
