import { expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import { columns } from '../../core/cloudtrail-table.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { SqlEngine, SqlValue } from '../../engine/sql-engine.ts';
import { policyChanges } from './policy-changes.ts';

/** An engine that gives these events to whoever asks. */
const engineOf = (events: readonly CloudTrailEvent[]): SqlEngine => ({
  name: 'duckdb',
  query: async () => ({
    columns: columns.map(({ name }) => ({ name, type: 'varchar' })),
    rows: events.map((event) =>
      columns.map(({ member, json }): SqlValue => {
        const value = (event as unknown as Record<string, unknown>)[member];
        return json && value != null ? JSON.stringify(value) : typeof value === 'string' ? value : null;
      }),
    ),
    warnings: [],
  }),
  close: async () => {},
});

const put = (hour: string, userName: string, policyDocument: string): CloudTrailEvent =>
  call(key(0), 'PutUserPolicy', { at: `2026-01-07T${hour}:00:00Z`, request: { userName, policyName: 'p', policyDocument } });

test('a policy is shown with its text before and after, whoever wrote the one before', async () => {
  const [old, other, mine, later] = [
    put('08', 'dev', '{"old":1}'),
    put('09', 'ops', '{"other":1}'),
    put('10', 'dev', '{"new":1}'),
    put('11', 'dev', '{"later":1}'),
  ];
  const changes = await policyChanges(engineOf([old, other, mine, later]), [mine]);
  expect(changes).toEqual([
    {
      eventId: mine.eventID,
      eventTime: '2026-01-07T10:00:00Z',
      eventName: 'PutUserPolicy',
      credential: key(0),
      target: 'dev',
      policy: 'p',
      before: { eventId: old.eventID, text: '{"old":1}' },
      after: '{"new":1}',
    },
  ]);
});

test('what the logs do not hold before is not known', async () => {
  const mine = put('10', 'dev', '{"new":1}');
  expect(await policyChanges(engineOf([mine]), [mine])).toMatchObject([{ before: null, after: '{"new":1}' }]);
});

test('a policy that was taken away has no text afterwards', async () => {
  const old = put('08', 'dev', '{"old":1}');
  const gone = call(key(0), 'DeleteUserPolicy', { at: '2026-01-07T10:00:00Z', request: { userName: 'dev', policyName: 'p' } });
  expect(await policyChanges(engineOf([old, gone]), [gone])).toMatchObject([{ before: { text: '{"old":1}' }, after: null }]);
});
