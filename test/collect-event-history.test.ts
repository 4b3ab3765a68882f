import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from './support/aws-environment.ts';
import { commandLine } from './support/command-line.ts';
import { type FakeEventHistory, startFakeEventHistory } from './support/fake-event-history.ts';

/* `keytrail collect event-history:` against LookupEvents on loopback. The clock is the real one: what it asks for depends on today. */

const DAY_MS = 24 * 60 * 60 * 1000;
const today = Date.now() - (Date.now() % DAY_MS);
const isoOf = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
let aws: FakeEventHistory;
let lake: string;

beforeEach(async () => {
  stubAwsEnvironment();
  aws = await startFakeEventHistory(2);
  lake = join(mkdtempSync(join(tmpdir(), 'keytrail-history-')), 'lake');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

function happen(id: string, time: number): void {
  const record = { eventID: id, eventTime: isoOf(time), eventName: 'ListUsers', awsRegion: 'eu-west-1', recipientAccountId: '111122223333' };
  aws.events.push({ time, record: JSON.stringify(record) });
}

const keytrail = (...argv: readonly string[]) => commandLine().keytrail(...argv, '--lake', lake);

const collect = (...more: readonly string[]) =>
  keytrail('collect', 'event-history:', '--region', 'eu-west-1', '--endpoint-url', aws.url, '--since', isoOf(today - DAY_MS), ...more);

test('collect loads the days of an account without a trail, and asks again only for those that go on', async () => {
  for (let second = 0; second < 5; second += 1) happen(`before-${second}`, today - 2 * DAY_MS + second * 1000);
  happen('today', today);
  const first = await collect();
  expect(JSON.parse(first.out)).toMatchObject({ logs: 3, events: 6, setAside: [], accountMismatches: [] });
  happen('later', today + 1000);
  aws.lookups.length = 0;
  const second = await collect();
  expect(JSON.parse(second.out)).toMatchObject({ events: 1 });
  // The day that is over for longer than an hour is not asked for; yesterday may be, just after midnight.
  expect(aws.lookups.every(({ StartTime }) => StartTime * 1000 >= today - DAY_MS)).toBe(true);
  const { out } = await keytrail('lake', '--format', 'json');
  expect(JSON.parse(out)).toMatchObject({ events: 7, accounts: ['111122223333'], regions: ['eu-west-1'] });
});

test('collect says which permission lacks, with exit code 4', async () => {
  aws.fault = () => ({ status: 400, name: 'AccessDeniedException' });
  const { code, err } = await collect();
  expect({ code, err }).toEqual({
    code: 4,
    err: expect.stringContaining('AWS denies cloudtrail:LookupEvents on the Event History of eu-west-1. Allow cloudtrail:LookupEvents'),
  });
});
