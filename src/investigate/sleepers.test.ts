import { expect, test } from 'vitest';
import { key, role, session, user } from '../../test/support/events.ts';
import type { CaseCredential, CredentialKind } from '../core/case.ts';
import { sleepersOf } from './sleepers.ts';

const credential = (id: string, kind: CredentialKind, more: Partial<CaseCredential> = {}): CaseCredential => ({
  id,
  kind,
  principal: user('a'),
  state: 'sleeper',
  stateEventId: null,
  expiresAt: kind === 'role-session' ? '2026-01-08T00:00:00Z' : null,
  mintedBy: { credential: key(0), eventId: `mint of ${id}`, eventName: 'AssumeRole', eventTime: '2026-01-07T02:00:00Z' },
  depth: 1,
  firstUsed: null,
  lastUsed: null,
  calls: 0,
  errors: 0,
  sourceIPs: [],
  ...more,
});
const ids = (...credentials: readonly CaseCredential[]): string[] => sleepersOf(credentials, []).map(({ id }) => id);

test('a long-term key that lives stands before a password, and both before a session', () => {
  const asleep = credential(session(1), 'role-session', { principal: role('x') });
  expect(ids(asleep, credential('login-profile:a', 'login-profile'), credential(key(1), 'access-key'))).toEqual([
    key(1),
    'login-profile:a',
    session(1),
  ]);
});

test('what is used, deleted or expired does not sleep', () => {
  const over = (['active', 'deleted', 'inactive', 'expired', 'unknown'] as const).map((state) => credential(key(2), 'access-key', { state }));
  expect(ids(...over)).toEqual([]);
});

test('the second of two sessions that were asked for at once is no sleeper when the first is used', () => {
  const twin = credential(session(2), 'role-session', { principal: role('x') });
  const used = credential(session(1), 'role-session', { principal: role('x'), state: 'active', calls: 3 });
  expect(ids(used, twin)).toEqual([]);
  expect(ids({ ...used, calls: 0, state: 'expired' }, twin)).toEqual([session(2)]);
});
