import { describe, expect, test } from 'vitest';
import { assume, call, createKey, key, session } from '../../test/support/events.ts';
import { smallTruth } from '../../test/support/small-truth.ts';
import type { Coverage } from '../core/case.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { Lineage, Origin } from '../lineage/lineage.ts';
import { unknownsOf } from './unknowns.ts';

const coverage: Coverage = {
  events: 3,
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-08T00:00:00Z',
  accounts: ['111122223333'],
  regions: ['us-east-1'],
  dataEvents: 'some',
  gaps: [],
  unreadable: [],
  digests: 'no digest files came with the logs',
};
const lineage = (notFollowed: readonly Origin[]): Lineage => ({
  credentials: [],
  principals: [],
  edges: [],
  openings: [],
  ends: new Map(),
  notFollowed,
  owners: new Map(),
  renewals: new Map(),
  unexplained: [],
});
const byOwner = (id: string, event: CloudTrailEvent, expiresAt: number | null): Origin => ({
  id,
  kind: expiresAt === null ? 'access-key' : 'role-session',
  principal: null,
  depth: 1,
  expiresAt,
  cut: false,
  mint: { credential: key(0), event, relation: 'minted', certainty: 'certain', rule: 'test', actor: 'owner' },
});

describe('unknownsOf', () => {
  test('names every credential that the owner minted: long-term ones each, sessions together', () => {
    const [one, two, three] = [createKey(key(0), key(1), 'ci'), assume(key(0), session(1), 'deploy'), assume(key(0), session(2), 'deploy')];
    const told = unknownsOf(lineage([byOwner(key(1), one, null), byOwner(session(1), two, 1), byOwner(session(2), three, 1)]), [], [], coverage);
    const ofOwner = told.filter((sentence) => sentence.includes('the owner'));
    expect(ofOwner).toEqual([
      `${key(1)} was minted by CreateAccessKey calls held to be the owner's (event ${one.eventID}) and not followed.`,
      `2 sessions (${session(1)}, ${session(2)}) were minted by AssumeRole calls held to be the owner's (events ${two.eventID} to ${three.eventID}) and not followed.`,
    ]);
  });

  test('says that data events are off, that digests were not checked and where logs are missing', () => {
    const gap = { from: '2026-01-04T09:00:00Z', to: '2026-01-04T13:00:00Z', why: 'no event at all' };
    const told = unknownsOf(lineage([]), [], [], { ...coverage, dataEvents: 'none', gaps: [gap] }).join('\n');
    expect(told).toContain('Object reads in S3');
    expect(told).toContain('Between 2026-01-04T09:00:00Z and 2026-01-04T13:00:00Z something may be missing');
    expect(told).toContain('no digest files came with the logs');
  });

  test('names the keys of services that may be the attacker’s or the owner’s', () => {
    const event = call(key(0), 'Decrypt');
    const told = unknownsOf({ ...lineage([]), unexplained: [{ id: session(1), principal: null, event, why: 'two keys called' }] }, [], [], coverage);
    expect(told).toContain(`Whose calls those of ${session(1)} are cannot be told (first: event ${event.eventID}): two keys called.`);
  });

  test('names doors behind which CloudTrail does not look', () => {
    const opens = [1, 2].map(() => call(key(0), 'GetPasswordData', { source: 'ec2.amazonaws.com' }));
    const refused = call(key(0), 'CreateKeyPair', { source: 'ec2.amazonaws.com', error: 'UnauthorizedOperation' });
    const events = [...opens, refused];
    const judgements = new Map(events.map(({ eventID }) => [eventID, { actor: 'attacker' as const, why: '' }]));
    const attacker = { ...byOwner(key(0), refused, null), mint: null, events, forwarded: [], judgements };
    const told = unknownsOf({ ...lineage([]), credentials: [attacker] }, [], [], coverage);
    expect(told).toContain(
      `GetPasswordData gave access that no AWS access key shows (2 calls, first: event ${opens[0]?.eventID}): what was done with it is not in these logs.`,
    );
    expect(told.join()).not.toContain('CreateKeyPair');
  });

  test('warns that silence after the end of a key proves nothing', () => {
    const [seed] = smallTruth.credentials;
    if (seed === undefined) throw new Error('a seed');
    expect(unknownsOf(lineage([]), [{ ...seed, state: 'inactive' }], [], coverage).join('\n')).toContain('silence after that proves nothing');
  });
});
