import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TABLE } from '../../src/core/cloudtrail-table.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { type Detection, detect } from '../../src/detect/detect.ts';
import { recordOf } from '../../src/detect/record-of.ts';
import { silentItems } from '../../src/detect/silent-items.ts';
import { rulePredicate } from '../../src/detect/sql/rule-predicate.ts';
import { tableFields } from '../../src/detect/sql/table-fields.ts';
import { readEvents } from '../../src/engine/read-events.ts';
import type { SqlEngine } from '../../src/engine/sql-engine.ts';
import { collect } from '../../src/lake/collect.ts';
import { openLake } from '../../src/lake/open-lake.ts';
import { compileRule } from '../../src/sigma/compile-rules.ts';
import { holds, matches } from '../../src/sigma/match.ts';
import type { Rule } from '../../src/sigma/rule.ts';
import { events, rules } from '../sigma/generated-rules.ts';

/*
 * Many rules in one scan find what each finds by itself: what is settled before an event is read, what is gathered into one predicate, and what is
 * read of events that are alike lose nothing and add nothing.
 */
const NAMED = 80;
const text = fc.constantFrom('a', 'A', 'ab', "it's", '"[", \\', 'null', 'İ', 'é', '\u{1F511}', 'x\ny');
const sample: readonly JsonObject[] = fc
  .sample(
    fc.tuple(
      events,
      fc.array(
        fc.record({ eventName: text, eventSource: text, errorCode: text, caller: fc.constantFrom('IAMUser', 'Root', 'a') }, { requiredKeys: [] }),
      ),
    ),
    { numRuns: 25, seed: 2 },
  )
  .flatMap(([some, more]) => some.map((event, index) => ({ event, ...more[index] })))
  .map(({ event, caller, ...more }, index) => ({
    ...event,
    ...more,
    ...(caller === undefined ? {} : { userIdentity: { ...(event['userIdentity'] as JsonObject | undefined), type: caller } }),
    eventTime: `2026-01-07T02:2${index % 6}:${10 + (index % 50)}Z`,
    eventID: `e${index}`,
  }));

/** A condition that names kinds of events before what it asks beside. */
const kind = fc.record(
  {
    eventName: fc.oneof(text, fc.constant('CreateUser'), fc.array(text, { minLength: 1, maxLength: 3 })),
    eventSource: text,
    'errorCode|contains': fc.constantFrom('a', 'A', ''),
    'userIdentity.type': fc.constantFrom('Root', 'iamuser', null),
  },
  { requiredKeys: [] },
);
const named = fc.tuple(rules, kind, fc.constantFrom('k and ', 'not k and ', '')).map(([rule, k, by]): string => {
  const { detection } = JSON.parse(rule) as { detection: { condition: string } };
  const isAsked = Object.keys(k).length > 0 && by !== '';
  return JSON.stringify({
    title: 'T',
    detection: { ...detection, ...(isAsked ? { k } : {}), condition: `${isAsked ? by : ''}(${detection.condition})` },
  });
});
const one = (detection: object): string => JSON.stringify({ title: 'T', detection });
const texts: readonly string[] = [
  ...fc.sample(named, { numRuns: NAMED, seed: 3 }),
  // Enough of a kind that they share predicates.
  ...['a', 'b', 'A*', '*b', 'a?b', 'x', '443', 'it*', 'null', 'a%b', 'a_b'].flatMap((value) => [
    one({ s: { userAgent: value }, condition: 's' }),
    one({ s: { 'userIdentity.arn|contains': value, eventName: 'CreateUser' }, condition: 's' }),
    one({ s: { 'requestParameters.policy.id|contains': value }, condition: 's' }),
    one({ s: { 'requestParameters.policy.id|re': `^${value.replaceAll('*', '.*')}` }, condition: 's' }),
    one({ s: { 'userAgent|re|i': `${value.replaceAll('*', '.')}$` }, condition: 's' }),
  ]),
  ...['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '11.0.0.0/9', '0.0.0.0/0', '10.1.2.0/25', '10.1.3.0/24', '11.0.0.1', '12.0.0.0/8'].map((network) =>
    one({ s: { 'userAgent|cidr': network }, condition: 's' }),
  ),
];

let lake: Awaited<ReturnType<typeof openLake>>;
let engine: SqlEngine;
let set: readonly Rule[];
let records: readonly JsonObject[];
let expected: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keytrail-one-scan-'));
  const escaped = {
    ...{ eventVersion: '1.08', eventID: 'escaped', eventTime: '2026-01-07T02:25:18Z', eventSource: 'iam.amazonaws.com', eventName: 'PutUserPolicy' },
    ...{ awsRegion: 'us-east-1', sourceIPAddress: '10.1.2.3', recipientAccountId: '111122223333' },
    requestParameters: { policy: '{"\\u0069d": "\\u0061b"}' },
  };
  writeFileSync(join(folder, 'events.json'), JSON.stringify({ Records: [...sample, escaped] }));
  await collect(join(folder, 'lake'), [join(folder, 'events.json')]);
  lake = await openLake(join(folder, 'lake'));
  engine = await lake.engine();
  set = texts.map((rule, index) => ({ ...compileRule(rule, `${index}.yml`), id: `${index}` }));
  records = (await readEvents(engine, '1 = 1')).map(recordOf);
  expect(records).toHaveLength(sample.length + 1);
  expected = new Map(set.map((rule) => [rule.id, records.filter((record) => matches(rule, record)).map(({ eventID }) => String(eventID))]));
}, 120_000);

afterAll(() => lake.close());

const found = ({ findings }: Detection): ReadonlyMap<string, readonly string[]> =>
  new Map(set.map(({ id }) => [id, findings.filter(({ ruleId }) => ruleId === id).flatMap(({ eventIds }) => eventIds)]));
const inAnyOrder = (ids: ReadonlyMap<string, readonly string[]>) => new Map([...ids].map(([rule, some]) => [rule, some.toSorted()]));

describe('many rules in one scan', () => {
  test.each([
    ['few events, read whole', { whole: 1_000_000, lean: 1, busy: 1 }],
    ['many events, in pages', { whole: 7, lean: 7, busy: 1_000_000 }],
    ['many events, of which little is read', { whole: 7, lean: 100, busy: 3 }],
  ])('%s', async (_, sizes) => {
    expect(inAnyOrder(found(await detect(engine, { rules: set, correlations: [], base: new Set() }, {}, sizes)))).toEqual(inAnyOrder(expected));
  });

  test('what no event has is known before events are read', async () => {
    const silent = [...(await silentItems(engine, set, []))];
    expect(silent.filter((item) => records.some((record) => holds(item, record)))).toEqual([]);
    const networks = silent.flatMap(({ tests }) => tests.flatMap((asked) => (asked.kind === 'network' ? [asked.network.text] : [])));
    expect(networks.toSorted()).toEqual(['10.1.3.0/24', '12.0.0.0/8']);
  });

  test('each rule by itself, and each as one statement of SQL, agree with it', async () => {
    for (const rule of set.slice(0, 10)) {
      const alone = await detect(engine, { rules: [rule], correlations: [], base: new Set() }, {}, { whole: 7, lean: 7, busy: 3 });
      expect(found(alone).get(rule.id)?.toSorted()).toEqual(expected.get(rule.id)?.toSorted());
      const { rows } = await engine.query(`SELECT eventid FROM ${TABLE} WHERE ${rulePredicate(rule.detection, tableFields, 'all')}`);
      expect(rows.map(([id]) => id)).toEqual(expect.arrayContaining([...(expected.get(rule.id) ?? [])]));
    }
  });

  test('findings are the same, whether events are read whole or little is read of them', async () => {
    const simple = set.filter((_, index) => index >= NAMED);
    const [whole, lean] = [
      await detect(engine, { rules: simple, correlations: [], base: new Set() }, { hits: true }, { whole: 1_000_000, lean: 1, busy: 1 }),
      await detect(engine, { rules: simple, correlations: [], base: new Set() }, { hits: true }, { whole: 2, lean: 50, busy: 1 }),
    ];
    expect(lean).toEqual(whole);
    expect(whole.findings.length).toBeGreaterThan(20);
  });
}, 120_000);
