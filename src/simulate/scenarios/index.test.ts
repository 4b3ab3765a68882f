import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callerKeyId } from '../../core/event.ts';
import { truthSchema } from '../../core/truth.ts';
import { newCompany } from '../company/company.ts';
import { idMint, idRange } from '../id-mint.ts';
import { randomOf } from '../random.ts';
import type { Scenario, Story } from '../scenario.ts';
import { windowAround } from '../window.ts';
import { iamCredentialExposure } from './iam-credential-exposure.ts';
import { scenarios } from './index.ts';
import { leakedKeyInUse } from './leaked-key-in-use.ts';

const START = Date.parse('2026-01-07T02:25:18Z');
const AS_OF = Date.parse('2026-01-10T05:59:59Z');

function play(scenario: Scenario, seed: number, days = 21): Story {
  const ids = idMint(idRange(seed, scenarios.indexOf(scenario), 'company'));
  return scenario.play({
    company: newCompany(randomOf(seed, 'company'), ids),
    random: randomOf(seed, 'story'),
    ids: idMint(idRange(seed, scenarios.indexOf(scenario), 'story')),
    window: windowAround(START, days),
    start: START,
  });
}
const truthOf = (story: Story, asOf = AS_OF): ReturnType<Story['truth']> => story.truth(asOf);

test('every scenario file is registered under its own id', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !/^index|\.test\.ts$/.test(name));
  expect(scenarios.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
});

test('nothing in the folder asks the clock or the dice', () => {
  const folder = join(import.meta.dirname, '..');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  expect(sources.length).toBeGreaterThan(40);
  for (const name of sources)
    expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/Math\.random|Date\.now|new Date\(\)|randomUUID|randomBytes/);
});

describe('iam-credential-exposure', () => {
  const story = play(iamCredentialExposure, 1);
  const truth = truthOf(story);
  const callsOf = (key: string | undefined): string[] => story.events.filter((event) => callerKeyId(event) === key).map((event) => event.eventName);
  const [sysdev, mmajor, nwolf] = truth.credentials;

  test('begins with GetCallerIdentity at 2026-01-07T02:25:18Z, the first use of the key ever', () => {
    expect(truth.firstUse).toMatchObject({ eventTime: '2026-01-07T02:25:18Z', eventName: 'GetCallerIdentity' });
    expect(sysdev).toMatchObject({
      id: 'AKIAIAAAAAAAAEXAMPLE',
      calls: 17,
      errors: 4,
      firstUsed: '2026-01-07T02:25:18Z',
      lastUsed: '2026-01-07T02:41:07Z',
    });
    expect(truth.identity.userName).toBe('tdir-workshop-sysdev');
  });

  test('gives keys to mmajor and nwolf, and to nobody else', () => {
    const made = story.events.filter((event) => event.eventName === 'CreateAccessKey' && event.userIdentity?.userName === 'tdir-workshop-sysdev');
    expect(made.map((event) => event.requestParameters?.['userName'])).toEqual(['tdir-workshop-mmajor-dev', 'tdir-workshop-nwolf-dev']);
  });

  test('lets mmajor’s key sleep and nwolf’s make five calls, the last of which deletes rroe', () => {
    expect(mmajor).toMatchObject({ id: 'AKIAIAAAAAAABEXAMPLE', state: 'sleeper', calls: 0 });
    expect(callsOf(mmajor?.id)).toEqual([]);
    expect(nwolf).toMatchObject({ id: 'AKIAIAAAAAAACEXAMPLE', calls: 5, firstUsed: '2026-01-07T02:38:51Z', lastUsed: '2026-01-07T02:40:12Z' });
    expect(callsOf(nwolf?.id)).toEqual(['GetCallerIdentity', 'ListUsers', 'ListAccessKeys', 'DeleteAccessKey', 'DeleteUser']);
    const deletion = story.events.find((event) => event.eventName === 'DeleteUser');
    expect(deletion).toMatchObject({
      requestParameters: { userName: 'tdir-workshop-rroe-dev' },
      userIdentity: { userName: 'tdir-workshop-nwolf-dev' },
    });
  });

  test('says who did what to whom', () => {
    const name = (id: string): string => id.replace(/^arn:aws:iam::111122223333:user\/tdir-workshop-/, '');
    expect(truth.edges.map((edge) => `${name(edge.from)} ${edge.relation} ${name(edge.to)}`)).toEqual([
      'AKIAIAAAAAAAAEXAMPLE escalated sysdev',
      'AKIAIAAAAAAAAEXAMPLE created mmajor-dev',
      'AKIAIAAAAAAAAEXAMPLE escalated mmajor-dev',
      'AKIAIAAAAAAAAEXAMPLE minted AKIAIAAAAAAABEXAMPLE',
      'AKIAIAAAAAAAAEXAMPLE created nwolf-dev',
      'AKIAIAAAAAAAAEXAMPLE escalated nwolf-dev',
      'AKIAIAAAAAAAAEXAMPLE minted AKIAIAAAAAAACEXAMPLE',
      'AKIAIAAAAAAACEXAMPLE deleted AKIAIAAAAAAADEXAMPLE',
      'AKIAIAAAAAAACEXAMPLE deleted rroe-dev',
    ]);
    expect(truth.principals.map((principal) => name(principal.arn)).sort()).toEqual(['mmajor-dev', 'nwolf-dev', 'rroe-dev', 'sysdev']);
  });

  test('does not know who made rroe when that was before the logs begin', () => {
    const rroe = (days: number): unknown =>
      truthOf(play(iamCredentialExposure, 1, days)).principals.find(({ arn }) => arn.includes('rroe'))?.createdBy;
    expect(rroe(21)).not.toBeNull();
    expect(rroe(3)).toBeNull();
  });

  test('asks the questions of all three parts, each with hints and a query', () => {
    expect([...new Set(truth.questions.map(({ part }) => part))]).toEqual([1, 2, 3]);
    for (const question of truth.questions) {
      expect(question.hints.length, question.id).toBeGreaterThan(0);
      expect(question.sql, question.id).toMatch(/^SELECT .* FROM irworkshopgluetablecloudtrail/s);
    }
  });
});

describe('leaked-key-in-use', () => {
  const plays = Array.from({ length: 30 }, (_, index) => play(leakedKeyInUse, index + 1));

  test('is a valid answer key for every seed', () => {
    for (const story of plays) {
      const truth = truthSchema.omit({ schema: true, scenario: true, seed: true }).parse(truthOf(story));
      const ids = new Set(story.events.map((event) => event.eventID));
      expect(truth.attackerEventIds.every((id) => ids.has(id))).toBe(true);
      expect(new Set(truth.credentials.map(({ id }) => id)).size).toBe(truth.credentials.length);
    }
  });

  test('differs from seed to seed in names, addresses and what happens', () => {
    const kinds = plays.map((story) =>
      truthOf(story)
        .credentials.map(({ kind }) => kind)
        .join(),
    );
    expect(new Set(kinds).size).toBeGreaterThan(8);
    expect(new Set(plays.map((story) => truthOf(story).identity.userName)).size).toBeGreaterThan(4);
    expect(new Set(plays.flatMap((story) => truthOf(story).indicators.sourceIPs)).size).toBeGreaterThan(50);
    expect(new Set(plays.map((story) => truthOf(story).credentials[0]?.state))).toEqual(new Set(['active', 'inactive']));
  });

  test('lets the owner go on using the key while the attacker does', () => {
    for (const story of plays) {
      const truth = truthOf(story);
      const attacker = new Set(truth.attackerEventIds);
      const uses = story.events.filter((event) => callerKeyId(event) === truth.subject.id).sort((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
      const first = uses.findIndex((event) => attacker.has(event.eventID));
      const last = uses.findLastIndex((event) => attacker.has(event.eventID));
      expect(first).toBeGreaterThan(50);
      expect(uses.slice(first, last).some((event) => !attacker.has(event.eventID))).toBe(true);
      const theirs = new Set(uses.filter((event) => attacker.has(event.eventID)).map((event) => event.sourceIPAddress));
      const owners = new Set(uses.filter((event) => !attacker.has(event.eventID)).map((event) => event.sourceIPAddress));
      expect([...theirs].filter((address) => owners.has(address))).toEqual([]);
    }
  });

  test('does not count what the owner minted as the attacker’s', () => {
    for (const story of plays) {
      const truth = truthOf(story);
      const attacker = new Set(truth.attackerEventIds);
      expect(truth.credentials.slice(1).every(({ mintedBy }) => attacker.has(mintedBy?.eventId ?? ''))).toBe(true);
    }
  });

  test('has the sessions alive as long as they last', () => {
    const during = truthOf(plays[0] as Story, START + 60 * 60_000).credentials.map(({ state }) => state);
    expect(during).not.toContain('deleted');
    const session = truthOf(plays[0] as Story).credentials.find(({ kind }) => kind === 'role-session');
    const end = Date.parse(session?.expiresAt ?? '');
    const stateAt = (asOf: number): unknown => truthOf(plays[0] as Story, asOf).credentials.find(({ id }) => id === session?.id)?.state;
    expect(stateAt(end - 1000)).toBe('active');
    expect(stateAt(end)).toBe('expired');
  });
});
