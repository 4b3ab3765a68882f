import { expect, test } from 'vitest';
import { call, key } from '../../../test/support/events.ts';
import type { Compromise } from '../../core/case.ts';
import type { Judgement } from '../../lineage/lineage.ts';
import { compromiseWithMarks, withMarks } from './marks.ts';

const calls = ['10', '11', '12'].map((hour) => call(key(0), 'ListUsers', { at: `2026-01-07T${hour}:00:00Z` }));
const [first = '', second = '', third = ''] = calls.map(({ eventID }) => eventID);
const all = (actor: Judgement['actor']) => new Map(calls.map(({ eventID }) => [eventID, { actor, why: 'by its signs' }]));
const charge: Compromise = { since: '2026-01-07T10:00:00Z', eventId: first, certainty: 'certain', reasons: ['by its signs'] };

test('what the user marked is judged so, the rest as before', () => {
  const judged = withMarks(all('attacker'), calls, new Map([[second, 'responder']]));
  expect(calls.map(({ eventID }) => judged.get(eventID)?.actor)).toEqual(['attacker', 'responder', 'attacker']);
});

test('the compromise begins with the first call that is still the attacker’s', () => {
  const marks = new Map([[first, 'owner']] as const);
  const compromise = compromiseWithMarks(charge, calls, withMarks(all('attacker'), calls, marks), marks);
  expect(compromise).toEqual({ since: '2026-01-07T11:00:00Z', eventId: second, certainty: 'certain', reasons: ['by its signs'] });
});

test('a charge falls with its only call', () => {
  const marks = new Map(calls.map(({ eventID }) => [eventID, 'owner'] as const));
  expect(compromiseWithMarks(charge, calls, withMarks(all('attacker'), calls, marks), marks)).toBeNull();
});

test('a call marked as the attacker’s is a charge where the signs gave none', () => {
  const marks = new Map([[third, 'attacker']] as const);
  expect(compromiseWithMarks(null, calls, withMarks(all('unknown'), calls, marks), marks)).toEqual({
    since: '2026-01-07T12:00:00Z',
    eventId: third,
    certainty: 'likely',
    reasons: ["you marked this call as the attacker's"],
  });
});
