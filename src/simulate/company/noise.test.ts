import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent } from '../../core/event.ts';
import { idMint } from '../id-mint.ts';
import { randomOf } from '../random.ts';
import { HOUR, windowAround } from '../window.ts';
import { newCompany } from './company.ts';
import { companyNoise } from './noise.ts';

const window = windowAround(Date.parse('2026-01-07T02:25:18Z'), 14);

function noiseOf(count: number, seed = 1): CloudTrailEvent[] {
  const ids = idMint(0);
  const noise = companyNoise(newCompany(randomOf(seed, 'company'), ids), count, window, randomOf(seed, 'noise'), ids);
  const events: CloudTrailEvent[] = [];
  for (let hour = window.from; hour < window.to; hour += HOUR) {
    const part = noise.hour(hour);
    for (const { eventTime } of part) expect(Date.parse(eventTime) < hour + HOUR && Date.parse(eventTime) >= hour - 60_000).toBe(true);
    events.push(...part);
  }
  return [...events, ...noise.rest()];
}

describe('companyNoise', () => {
  test.each([0, 1, 17, 400, 10_000])('makes exactly %i events', (count) => {
    expect(noiseOf(count)).toHaveLength(count);
  });

  const events = noiseOf(10_000);
  const count = (test: (event: CloudTrailEvent) => boolean): number => events.filter(test).length;

  test('is in order of time', () => {
    const times = events.map((event) => event.eventTime);
    expect(times).toEqual([...times].sort());
  });

  test('is busier by day than at night, and hardly anybody signs in at weekends', () => {
    const hour = (event: CloudTrailEvent): number => Number(event.eventTime.slice(11, 13));
    expect(count((event) => hour(event) >= 14 && hour(event) < 20)).toBeGreaterThan(1.3 * count((event) => hour(event) < 6));
    const weekend = (event: CloudTrailEvent): boolean => [0, 6].includes(new Date(event.eventTime).getUTCDay());
    const logins = events.filter((event) => event.eventName === 'ConsoleLogin');
    expect(logins.length).toBeGreaterThan(30);
    expect(logins.filter(weekend).length).toBeLessThan(logins.length / 5);
  });

  test('holds every kind of caller', () => {
    const kinds = new Set(events.map((event) => event.userIdentity?.type));
    for (const kind of ['IAMUser', 'AssumedRole', 'AWSService', 'AWSAccount', 'WebIdentityUser', 'SAMLUser', 'IdentityCenterUser'])
      expect(kinds).toContain(kind);
  });

  test('holds what looks like an attack and is none: users and keys made, rights given, refusals, throttling', () => {
    const names = new Set(events.filter((event) => event.eventSource === 'iam.amazonaws.com').map((event) => event.eventName));
    for (const name of ['CreateUser', 'CreateAccessKey', 'CreateLoginProfile', 'AttachUserPolicy', 'DeleteUser', 'UpdateAccessKey'])
      expect(names).toContain(name);
    expect(count((event) => event.errorCode === 'AccessDenied')).toBeGreaterThan(10);
    expect(count((event) => event.errorCode === 'ThrottlingException')).toBeGreaterThan(10);
  });

  test('has an assumption of a role over accounts in both trails, under one sharedEventID', () => {
    const shared = new Map<string, Set<string | undefined>>();
    for (const event of events) {
      if (event.sharedEventID === undefined) continue;
      shared.set(event.sharedEventID, (shared.get(event.sharedEventID) ?? new Set()).add(event.recipientAccountId));
    }
    expect([...shared.values()].filter((accounts) => accounts.size === 2).length).toBeGreaterThan(5);
  });

  test('differs from seed to seed', () => {
    const ids = new Set(events.map((event) => event.eventID));
    expect(noiseOf(400, 2).some((event) => ids.has(event.eventID))).toBe(false);
  });
});
