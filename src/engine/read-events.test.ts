import { expect, test } from 'vitest';
import { columns } from '../core/cloudtrail-table.ts';
import { readEvents } from './read-events.ts';
import type { SqlEngine, SqlValue } from './sql-engine.ts';

/** A table whose columns stand in another order, with one more and one less. */
const names = ['date_partition', ...columns.map(({ name }) => name).toReversed()].filter((name) => name !== 'addendum');
const row = (values: Readonly<Record<string, SqlValue>>): SqlValue[] => names.map((name) => values[name] ?? null);
const engineOf = (...rows: SqlValue[][]): SqlEngine => ({
  name: 'duckdb',
  query: async () => ({ columns: names.map((name) => ({ name, type: 'varchar' })), rows, warnings: [] }),
  close: async () => {},
});

test('a row becomes the record that it was: members spelled as CloudTrail does, absent ones absent, JSON read', async () => {
  const [event] = await readEvents(
    engineOf(
      row({
        eventid: 'e-1',
        eventname: 'CreateUser',
        useridentity: JSON.stringify({
          type: 'IAMUser',
          principalid: 'AIDA1',
          arn: null,
          accountid: null,
          accesskeyid: 'AKIAIAAAAAAAAEXAMPLE',
          sessioncontext: { attributes: { mfaauthenticated: 'true', creationdate: null }, sessionissuer: null },
        }),
        requestparameters: '{"userName":"nwolf"}',
        readonly: 'false',
        resources: '[{"arn":"arn:aws:iam::111122223333:user/nwolf","accountid":"111122223333","type":null}]',
      }),
    ),
    'true',
  );
  expect(event).toMatchObject({
    eventID: 'e-1',
    eventName: 'CreateUser',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDA1',
      accessKeyId: 'AKIAIAAAAAAAAEXAMPLE',
      sessionContext: { attributes: { mfaAuthenticated: 'true' } },
    },
    requestParameters: { userName: 'nwolf' },
    readOnly: false,
    resources: [{ ARN: 'arn:aws:iam::111122223333:user/nwolf', accountId: '111122223333' }],
  });
  expect(Object.keys(event?.userIdentity?.sessionContext ?? {})).toEqual(['attributes']);
  expect(event).not.toHaveProperty('errorCode');
});

test('a damaged record has texts where code expects them, and keeps what is no JSON as text', async () => {
  const [event] = await readEvents(engineOf(row({ eventid: 'e-2', requestparameters: '{"cut' })), 'true');
  expect(event).toMatchObject({ eventName: '', sourceIPAddress: '', userAgent: null, responseElements: null, requestParameters: '{"cut' });
});

test('two rows of one eventID are one event', async () => {
  expect(await readEvents(engineOf(row({ eventid: 'e-1' }), row({ eventid: 'e-1' }), row({ eventid: 'e-2' })), 'true')).toHaveLength(2);
});
