import { describe, expect, test } from 'vitest';
import { columns } from '../core/cloudtrail-table.ts';
import { byTime, type CloudTrailEvent } from '../core/event.ts';
import type { ResultTable, SqlEngine, SqlValue } from '../engine/sql-engine.ts';
import { compileRule, compileRules } from '../sigma/compile-rules.ts';
import type { Rule } from '../sigma/rule.ts';
import { candidateEvents } from './candidate-events.ts';
import { type DetectionRules, detect } from './detect.ts';

const KEY = 'AKIAIAAAAAAAAEXAMPLE';
const CHILD = 'AKIAIAAAAAAABEXAMPLE';

let next = 0;
function event(eventTime: string, eventName: string, more: Partial<CloudTrailEvent> = {}): CloudTrailEvent {
  next += 1;
  return {
    eventVersion: '1.08',
    eventTime,
    eventSource: 'iam.amazonaws.com',
    eventName,
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.77',
    userAgent: null,
    requestParameters: null,
    responseElements: null,
    eventID: `e${next}`,
    eventType: 'AwsApiCall',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/mia', accessKeyId: KEY, userName: 'mia' },
    ...more,
  };
}

/** An engine that knows the queries of detection and, of their conditions, the bounds of time alone: rules must bear more than they asked for. */
function engineOver(events: readonly CloudTrailEvent[]): SqlEngine & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  return {
    name: 'duckdb',
    asked,
    query: async (sql) => {
      asked.push(sql);
      const bound = (operator: string): readonly string[] =>
        [...sql.matchAll(new RegExp(`eventtime ${operator} '([^']*)'`, 'g'))].map(([, text = '']) => text);
      const chosen = events
        .filter(({ eventTime }) => bound('>=').every((from) => eventTime >= from) && bound('<').every((to) => eventTime < to))
        .toSorted(byTime);
      if (sql.includes('GROUP BY eventsource')) return kindsOf(chosen);
      if (sql.startsWith('SELECT e.eventid'))
        return { columns: [], rows: chosen.map(({ eventID }) => [eventID]).slice(0, limitOf(sql)), warnings: [] };
      return sql.includes('count(*)')
        ? counted(chosen)
        : { columns: columns.map(({ name }) => ({ name, type: 'varchar' })), rows: chosen.map(rowOf), warnings: [] };
    },
    close: async () => {},
  };
}

const limitOf = (sql: string): number => Number(/LIMIT (\d+)$/.exec(sql)?.[1]);

function kindsOf(events: readonly CloudTrailEvent[]): ResultTable {
  const rows = events.map(({ eventSource, eventName, errorCode, userIdentity }) => [
    eventSource,
    eventName,
    errorCode ?? null,
    userIdentity?.type ?? null,
    1,
  ]);
  return { columns: [], rows, warnings: [] };
}

function counted(events: readonly CloudTrailEvent[]): ResultTable {
  const minutes = new Map<string, bigint>();
  for (const { eventTime } of events) minutes.set(eventTime.slice(0, 16), (minutes.get(eventTime.slice(0, 16)) ?? 0n) + 1n);
  return { columns: [], rows: [...minutes].toSorted(([a], [b]) => (a < b ? -1 : 1)), warnings: [] };
}

const rowOf = (one: CloudTrailEvent): readonly SqlValue[] =>
  columns.map((column) => {
    const value = (one as unknown as Record<string, SqlValue | undefined>)[column.member] ?? null;
    if (column.name === 'useridentity' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member as SqlValue]));
    }
    return column.json && value !== null ? JSON.stringify(value) : value;
  });

const ruleOf = (id: string, level: string, eventName: string) =>
  compileRule(
    JSON.stringify({
      title: `Rule ${id}`,
      id,
      level,
      description: 'What it\n  means.',
      author: 'A. Uthor',
      license: 'Apache-2.0',
      references: ['https://attack.mitre.org/techniques/T1136/003/'],
      tags: ['attack.persistence', 'attack.t1136.003'],
      detection: { s: { eventName }, condition: 's' },
    }),
    `${id}.yml`,
  );
const setOf = (...rules: readonly Rule[]): DetectionRules => ({ rules, correlations: [], base: new Set() });
const creation = ruleOf('created', 'medium', 'CreateUser');
const deletion = ruleOf('deleted', 'high', 'DeleteUser');
const keyMade = ruleOf('key', 'low', 'CreateAccessKey');

describe('detect', () => {
  test('gathers the matches of a rule and a credential into one finding', async () => {
    const first = event('2026-01-07T02:30:00Z', 'CreateUser');
    const second = event('2026-01-07T02:31:00Z', 'CreateUser');
    const { findings } = await detect(engineOver([second, event('2026-01-07T02:30:30Z', 'ListUsers'), first]), setOf(creation));
    expect(findings).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{16}$/),
        ruleId: 'created',
        title: 'Rule created',
        level: 'medium',
        author: 'A. Uthor',
        link: 'https://attack.mitre.org/techniques/T1136/003/',
        licence: 'Apache-2.0',
        techniques: ['T1136.003'],
        group: KEY,
        eventIds: [first.eventID, second.eventID],
        firstTime: '2026-01-07T02:30:00Z',
        lastTime: '2026-01-07T02:31:00Z',
        count: 2,
        why: 'eventName is CreateUser',
        explanation: 'What it means.',
      },
    ]);
  });

  test('tells findings apart by credential and puts the gravest first', async () => {
    const other = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/nina', accessKeyId: CHILD } };
    const events = [
      event('2026-01-07T02:00:00Z', 'CreateUser'),
      event('2026-01-07T03:00:00Z', 'DeleteUser'),
      event('2026-01-07T01:00:00Z', 'CreateUser', other),
    ];
    const { findings } = await detect(engineOver(events), setOf(creation, deletion));
    expect(findings.map(({ ruleId, group }) => [ruleId, group])).toEqual([
      ['deleted', KEY],
      ['created', CHILD],
      ['created', KEY],
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(3);
  });

  test('falls back on principal, service and address where a call has no credential', async () => {
    const groups = async (userIdentity: CloudTrailEvent['userIdentity']) =>
      (
        await detect(
          engineOver([{ ...event('2026-01-07T02:00:00Z', 'CreateUser'), ...(userIdentity ? { userIdentity } : { userIdentity: {} }) }]),
          setOf(creation),
        )
      ).findings[0]?.group;
    expect(await groups({ accessKeyId: '', arn: 'arn:aws:iam::111122223333:user/mia' })).toBe('arn:aws:iam::111122223333:user/mia');
    expect(await groups({ type: 'AWSAccount', principalId: 'AIDAIAAAAAAAAEXAMPLE1' })).toBe('AIDAIAAAAAAAAEXAMPLE1');
    expect(await groups({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' })).toBe('ec2.amazonaws.com');
    expect(await groups(undefined)).toBe('203.0.113.77');
  });

  test('findings of a key and of the key that it made are one story, those of a stranger another', async () => {
    const child = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/nina', accessKeyId: CHILD, userName: 'nina' } };
    const stranger = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/otto', accessKeyId: 'AKIAIAAAAAAACEXAMPLE' } };
    const events = [
      event('2026-01-07T02:00:00Z', 'CreateAccessKey', { responseElements: { accessKey: { accessKeyId: CHILD, userName: 'nina' } } }),
      event('2026-01-07T02:10:00Z', 'DeleteUser', child),
      event('2026-01-07T02:20:00Z', 'CreateUser', stranger),
    ];
    const { findings, stories } = await detect(engineOver(events), setOf(creation, deletion, keyMade));
    const idOf = (ruleId: string): string | undefined => findings.find((finding) => finding.ruleId === ruleId)?.id;
    expect(stories).toEqual([
      {
        id: expect.any(String),
        title: 'nina, mia: 2 findings, gravest Rule deleted',
        level: 'high',
        findings: [idOf('deleted'), idOf('key')],
        credentials: [CHILD, KEY],
      },
      {
        id: expect.any(String),
        title: 'otto: Rule created',
        level: 'medium',
        findings: [idOf('created')],
        credentials: ['AKIAIAAAAAAACEXAMPLE'],
      },
    ]);
  });

  test('who made a key long before its use is not part of its story, but the key is named in theirs', async () => {
    const child = { userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/nina', accessKeyId: CHILD } };
    const events = [
      event('2026-01-07T02:00:00Z', 'CreateAccessKey', { responseElements: { accessKey: { accessKeyId: CHILD, userName: 'nina' } } }),
      event('2026-01-07T03:00:01Z', 'DeleteUser', child),
    ];
    const { stories } = await detect(engineOver(events), setOf(deletion, keyMade));
    expect(stories.map(({ title, credentials }) => [title, credentials])).toEqual([
      ['nina: Rule deleted', [CHILD]],
      ['mia: Rule key', [KEY, CHILD]],
    ]);
  });

  test('why names the first values and counts the rest', async () => {
    const listing = compileRule('{title: L, id: l, detection: {s: {awsRegion: "*", eventName: ListUsers}, condition: s}}', 'l.yml');
    const events = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'].map((awsRegion) => event('2026-01-07T02:00:00Z', 'ListUsers', { awsRegion }));
    const { findings } = await detect(engineOver(events), setOf(listing));
    expect(findings[0]?.why).toBe('awsRegion is r1, r2, r3, r4, r5 or 2 others; eventName is ListUsers');
  });

  test('lists single matches when asked', async () => {
    const one = event('2026-01-07T02:00:00Z', 'CreateUser');
    const engine = engineOver([one]);
    expect((await detect(engine, setOf(creation))).hits).toEqual([]);
    expect((await detect(engine, setOf(creation), { hits: true })).hits).toEqual([
      { ruleId: 'created', title: 'Rule created', level: 'medium', eventId: one.eventID },
    ]);
  });

  test('a correlation is a finding of its own; the rule that feeds it is none, and marked among the hits', async () => {
    const burst = compileRules([
      {
        source: 'burst.yml',
        text: `
title: Denied
id: denied
name: denied
level: low
detection: {s: {errorCode: AccessDenied}, condition: s}
---
title: Burst of denials
id: burst
level: high
license: DRL-1.1
correlation: {type: event_count, rules: denied, group-by: userIdentity.arn, timespan: 1m, condition: {gte: 2}}
`,
      },
    ]);
    const denied = ['02:00:00', '02:00:30', '02:30:00'].map((time) => event(`2026-01-07T${time}Z`, 'ListUsers', { errorCode: 'AccessDenied' }));
    const nobody = event('2026-01-07T02:00:10Z', 'ListUsers', { errorCode: 'AccessDenied', userIdentity: {} });
    const ids = denied.map(({ eventID }) => eventID);
    const { findings, stories, hits, leftOut } = await detect(engineOver([...denied, nobody]), burst, { hits: true, minLevel: 'high' });
    expect(findings).toEqual([
      expect.objectContaining({
        ruleId: 'burst',
        licence: 'DRL-1.1',
        group: 'arn:aws:iam::111122223333:user/mia',
        eventIds: ids.slice(0, 2),
        firstTime: '2026-01-07T02:00:00Z',
        lastTime: '2026-01-07T02:00:30Z',
        count: 2,
        why: 'within 60 seconds, by userIdentity.arn, the number of events >= 2; it was 2; of "Denied"',
      }),
    ]);
    expect(stories.map(({ credentials }) => credentials)).toEqual([[KEY]]);
    expect(hits.map(({ ruleId, eventId, base }) => [ruleId, eventId, base])).toEqual([
      ['denied', ids[0], true],
      ['denied', nobody.eventID, true],
      ['denied', ids[1], true],
      ['denied', ids[2], true],
      ['burst', ids[0], undefined],
      ['burst', ids[1], undefined],
    ]);
    expect(leftOut).toEqual([{ ruleId: 'burst', title: 'Burst of denials', matches: 1 }]);
  });

  test('asks the engine for the window, and runs no rule below the level', async () => {
    const engine = engineOver([event('2026-01-07T02:00:00Z', 'CreateUser'), event('2026-01-07T02:00:00Z', 'DeleteUser')]);
    const options = { since: '2026-01-07T00:00:00Z', until: '2026-01-08T00:00:00Z', minLevel: 'high' } as const;
    const { findings } = await detect(engine, setOf(creation, deletion), options);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['deleted']);
    expect(engine.asked).toHaveLength(3);
    for (const sql of engine.asked) expect(sql).toContain(`eventtime >= '2026-01-07T00:00:00Z' AND eventtime < '2026-01-08T00:00:00Z'`);
  });

  test('asks for the kinds of events that rules name', async () => {
    const engine = engineOver([event('2026-01-07T02:00:00Z', 'DeleteUser'), event('2026-01-07T02:00:00Z', 'ListUsers')]);
    await detect(engine, setOf(deletion));
    expect(engine.asked.map((sql) => [sql.includes('"DeleteUser"'), sql.includes('ListUsers')])).toEqual([
      [false, false],
      [true, false],
      [false, false],
    ]);
  });

  test('a rule that matches more than half of many events is told', async () => {
    const events = Array.from({ length: 1000 }, (_, at) => event('2026-01-07T02:00:00Z', at < 501 ? 'CreateUser' : 'DeleteUser'));
    const { tooGeneral } = await detect(engineOver(events), setOf(creation, deletion));
    expect(tooGeneral).toEqual([{ ruleId: 'created', title: 'Rule created', matches: 501, events: 1000 }]);
  });

  test('of events that are at hand nothing is asked', async () => {
    const engine = engineOver([event('2026-01-07T02:00:00Z', 'CreateUser')]);
    const { findings } = await detect(engine, setOf(creation, deletion), { events: [event('2026-01-07T03:00:00Z', 'DeleteUser')] });
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['deleted']);
    expect(engine.asked).toEqual([]);
  });
});

describe('candidateEvents', () => {
  test('reads whole minutes, a page at a time, and every event once', async () => {
    const events = ['02:00:01', '02:00:02', '02:01:00', '02:02:00', '02:02:30', '02:05:00'].map((time) => event(`2026-01-07T${time}Z`, 'CreateUser'));
    const engine = engineOver([...events, events[3] as CloudTrailEvent]);
    const read: string[] = [];
    for await (const { eventID } of candidateEvents(engine, () => null, [], 3)) read.push(eventID);
    expect(read).toEqual(events.map(({ eventID }) => eventID));
    const pages = engine.asked.slice(1).map((sql) => sql.replace(/.* WHERE (.*) ORDER BY .*/, '$1'));
    expect(pages).toEqual([
      "eventtime >= '2026-01-07T02:00' AND eventtime < '2026-01-07T02:02'",
      "eventtime >= '2026-01-07T02:02' AND eventtime < '2026-01-07T02:05'",
      "eventtime >= '2026-01-07T02:05'",
    ]);
  });
});
