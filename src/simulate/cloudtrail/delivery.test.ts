import { describe, expect, test } from 'vitest';
import type { CloudTrailEvent } from '../../core/event.ts';
import { randomOf } from '../random.ts';
import { cloudTrailDelivery, type LogFile } from './delivery.ts';

const T0 = Date.parse('2026-01-07T00:00:00Z');

const event = (index: number, awsRegion: string, recipientAccountId: string): CloudTrailEvent => ({
  eventVersion: '1.11',
  eventTime: new Date(T0 + index * 7000).toISOString().replace('.000', ''),
  eventSource: 'sts.amazonaws.com',
  eventName: 'GetCallerIdentity',
  awsRegion,
  sourceIPAddress: '192.0.2.1',
  userAgent: null,
  requestParameters: null,
  responseElements: null,
  eventID: `event-${index}`,
  eventType: 'AwsApiCall',
  recipientAccountId,
});

describe('cloudTrailDelivery', () => {
  const random = randomOf(1, 'delivery');
  const delivery = cloudTrailDelivery(random);
  const files: LogFile[] = [];
  for (let hour = 0; hour < 4; hour++) {
    for (let index = hour * 514; index < (hour + 1) * 514; index++) {
      delivery.add(event(index, index % 3 === 0 ? 'us-east-1' : 'eu-west-1', index % 5 === 0 ? '444455556666' : '111122223333'), index % 100 === 0);
    }
    files.push(...delivery.filesBefore(T0 + (hour + 1) * 514 * 7000));
  }
  files.push(...delivery.filesBefore(Number.POSITIVE_INFINITY));
  const placed = files.flatMap((file) => file.records.map((text) => ({ file, record: JSON.parse(text) as CloudTrailEvent })));

  test('puts every event into a file, and those to be doubled into two with the same bytes', () => {
    const byId = groupBy(placed, ({ record }) => record.eventID);
    expect(byId.size).toBe(4 * 514);
    for (const [id, places] of byId) {
      expect(places).toHaveLength(Number(id.slice(6)) % 100 === 0 ? 2 : 1);
      expect(new Set(places.map(({ file }) => file)).size).toBe(places.length);
    }
  });

  test('delivers 2 to 10 minutes after the event, a second copy 5 minutes later', () => {
    for (const places of groupBy(placed, ({ record }) => record.eventID).values()) {
      const lags = places.map(({ file, record }) => (file.delivered - Date.parse(record.eventTime)) / 60_000).sort((a, b) => a - b);
      expect(lags[0]).toBeGreaterThanOrEqual(2);
      expect(lags[0]).toBeLessThanOrEqual(10);
      if (lags[1] !== undefined) expect(lags[1]).toBeCloseTo((lags[0] ?? 0) + 5);
    }
  });

  test('keeps accounts and regions apart, and stamps whole minutes', () => {
    for (const { file, record } of placed) {
      expect([file.accountId, file.region]).toEqual([record.recipientAccountId, record.awsRegion]);
      expect(file.delivered % 60_000).toBe(0);
      expect(record.eventTime >= file.oldest && record.eventTime <= file.newest).toBe(true);
    }
  });

  test('puts several events into a file, not all of them in order', () => {
    expect(files.length).toBeLessThan(placed.length / 3);
    const unordered = files.filter((file) => {
      const times = file.records.map((text) => (JSON.parse(text) as CloudTrailEvent).eventTime);
      return times.join() !== [...times].sort().join();
    });
    expect(unordered.length).toBeGreaterThan(0);
  });
});

function groupBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
