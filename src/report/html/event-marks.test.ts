import { expect, test } from 'vitest';
import type { TimelineEntry } from '../../core/case.ts';
import { clusterMarks, rarestStages } from './event-marks.ts';

const entry = (second: number, rest: Partial<TimelineEntry> = {}): TimelineEntry => ({
  eventTime: `2026-01-07T02:25:${String(second).padStart(2, '0')}Z`,
  eventId: `event-${second}`,
  credential: 'AKIAIAAAAAAAAEXAMPLE',
  principal: null,
  eventName: 'ListUsers',
  eventSource: 'iam.amazonaws.com',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.77',
  errorCode: null,
  stage: 'discovery',
  actor: 'attacker',
  why: '',
  summary: '',
  ...rest,
});
const place = (one: TimelineEntry): number => Number(one.eventTime.slice(17, 19));

test('neighbours become one mark, those a bin apart two', () => {
  const marks = clusterMarks([entry(0), entry(5), entry(9), entry(10), entry(30)], place, 10, []);
  expect(marks.map((mark) => [mark.x, mark.entries.length])).toEqual([
    [0, 3],
    [10, 1],
    [30, 1],
  ]);
});

test('calls of the attacker are never under a mark of others', () => {
  const marks = clusterMarks([entry(0), entry(1, { actor: 'owner' }), entry(2)], place, 10, []);
  expect(marks.map((mark) => [mark.byAttacker, mark.entries.length])).toEqual([
    [true, 2],
    [false, 1],
  ]);
});

test('a mark tells all done, all failed, or both', () => {
  const failed = { errorCode: 'AccessDenied' };
  expect(clusterMarks([entry(0), entry(20, failed), entry(40), entry(41, failed)], place, 10, []).map((mark) => mark.outcome)).toEqual([
    'done',
    'failed',
    'both',
  ]);
});

test('the stage that is rarest in the case names the mark, or none', () => {
  const [impact, ...rest] = [entry(0, { stage: 'impact' }), entry(1), entry(2), entry(3, { stage: null })] as const;
  const rarest = rarestStages([impact, ...rest]);
  expect(rarest).toEqual(['impact', 'discovery']);
  expect(clusterMarks([impact, ...rest], place, 10, rarest)[0]?.stage).toBe('impact');
  expect(clusterMarks([entry(3, { stage: null })], place, 10, rarest)[0]?.stage).toBeNull();
});
