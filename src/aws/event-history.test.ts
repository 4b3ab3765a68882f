import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stubAwsEnvironment } from '../../test/support/aws-environment.ts';
import { type FakeEventHistory, startFakeEventHistory } from '../../test/support/fake-event-history.ts';
import { openEventHistory } from './event-history.ts';

let aws: FakeEventHistory;
const pauses: number[] = [];

beforeEach(async () => {
  stubAwsEnvironment();
  aws = await startFakeEventHistory(2);
  pauses.length = 0;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

const DAY = Date.parse('2026-01-07T00:00:00Z');
const open = (region = 'eu-west-1') =>
  openEventHistory({ region, endpointUrl: aws.url }, undefined, { now: () => DAY, pause: async (milliseconds) => pauses.push(milliseconds) });

async function collect(pages: AsyncIterable<readonly string[]>): Promise<(readonly string[])[]> {
  const all: (readonly string[])[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

test('gives the records of a span page by page, and half a second between two lookups of a region', async () => {
  for (let second = 0; second < 5; second += 1) aws.events.push({ time: DAY + second * 1000, record: `{"eventID":"${second}"}` });
  const history = await open();
  expect(history).toMatchObject({ account: '111122223333', region: 'eu-west-1', openedAt: DAY });
  expect(await collect(history.pages('us-east-1', DAY + 1000, DAY + 4000))).toEqual([
    ['{"eventID":"4"}', '{"eventID":"3"}'],
    ['{"eventID":"2"}', '{"eventID":"1"}'],
  ]);
  expect(aws.lookups).toEqual([
    { StartTime: DAY / 1000 + 1, EndTime: DAY / 1000 + 4, MaxResults: 50 },
    { StartTime: DAY / 1000 + 1, EndTime: DAY / 1000 + 4, MaxResults: 50, NextToken: '2' },
  ]);
  await vi.waitFor(() => expect(pauses).toEqual([500, 500]));
});

test('when one lookup is refused, those that wait are not made', async () => {
  aws.fault = () => ({ status: 400, name: 'AccessDeniedException' });
  const history = await open();
  const reading = await Promise.allSettled([0, 1, 2].map((day) => collect(history.pages('eu-west-1', DAY + day, DAY + day))));
  expect(aws.lookups).toHaveLength(1);
  expect(reading.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect((reading[2] as PromiseRejectedResult).reason).toMatchObject({
    code: 'KT_REMOTE_REFUSED',
    message: 'AWS denies cloudtrail:LookupEvents on the Event History of eu-west-1.',
  });
});

test('a throttled lookup is repeated', async () => {
  let faults = 1;
  aws.fault = () => (faults-- > 0 ? { status: 400, name: 'ThrottlingException' } : null);
  aws.events.push({ time: DAY, record: '{}' });
  expect(await collect((await open()).pages('eu-west-1', DAY, DAY))).toEqual([['{}']]);
});

test('without a region, the one who asked is told how to name it', async () => {
  await expect(openEventHistory({ endpointUrl: aws.url })).rejects.toMatchObject({ code: 'KT_REMOTE_REFUSED', message: 'no AWS region is set.' });
});
