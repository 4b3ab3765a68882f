import { describe, expect, test } from 'vitest';
import { caseOfTruth, smallTruth } from '../../test/support/small-truth.ts';
import { verify } from './verify.ts';

describe('verify', () => {
  test('a case that says what the key says agrees in every statement', () => {
    const { statements, agreeing, discrepancies } = verify(caseOfTruth(smallTruth), smallTruth);
    expect(discrepancies).toEqual([]);
    expect(agreeing).toBe(statements);
    // subject 1, firstUse 8, identity 5, two credentials of 13 and 12, two principals of 5 and 6, one edge, stages 2, indicators 6, attacker 2
    expect(statements).toBe(1 + 8 + 5 + 13 + 12 + 5 + 6 + 1 + 2 + 6 + 2);
  });

  test('names a wrong value with what was expected', () => {
    const document = caseOfTruth(smallTruth);
    const [seed, child] = document.credentials;
    if (seed === undefined || child === undefined) throw new Error('two credentials');
    const wrong = { ...document, credentials: [seed, { ...child, state: 'active' as const }] };
    expect(verify(wrong, smallTruth).discrepancies).toEqual([{ field: `credentials.${child.id}.state`, expected: 'sleeper', found: 'active' }]);
  });

  test('names what the case lacks and what it says too much', () => {
    const document = caseOfTruth(smallTruth);
    const [edge] = document.edges;
    if (edge === undefined) throw new Error('one edge');
    const lacking = verify({ ...document, edges: [] }, smallTruth).discrepancies;
    expect(lacking).toMatchObject([{ field: 'edges', found: null }]);
    const surplus = verify({ ...document, edges: [edge, { ...edge, to: 'AKIAIAAAAAAAZEXAMPLE' }] }, smallTruth).discrepancies;
    expect(surplus).toMatchObject([{ field: 'edges', expected: null }]);
  });

  test('an event that is held to be the attacker’s and is not is a discrepancy', () => {
    const document = caseOfTruth(smallTruth);
    const timeline = document.timeline.map((entry) => ({ ...entry, actor: 'attacker' as const }));
    expect(verify({ ...document, timeline }, smallTruth).discrepancies).toEqual([
      { field: 'attackerEventIds', expected: null, found: 'event-owner' },
    ]);
  });
});
