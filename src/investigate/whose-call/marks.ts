import type { Compromise } from '../../core/case.ts';
import type { MarkedActor } from '../../core/case-marks.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import type { Judgement } from '../../lineage/lineage.ts';

/** Whose single calls were, by eventID, as the user says. What the user says stands above all signs. */
export type CallMarks = ReadonlyMap<string, MarkedActor>;

/** Judgements with the user's word put in where there is one. */
export function withMarks(
  judgements: ReadonlyMap<string, Judgement>,
  events: readonly CloudTrailEvent[],
  marks: CallMarks,
): ReadonlyMap<string, Judgement> {
  const marked = events.flatMap(({ eventID }) => {
    const actor = marks.get(eventID);
    return actor === undefined ? [] : [[eventID, { actor, why: `you marked this call as the ${actor}'s` }] as const];
  });
  return marked.length === 0 ? judgements : new Map([...judgements, ...marked]);
}

/**
 * When the compromise began, now that the user has said whose some calls were: with the first call that is the attacker's. A charge whose only
 * call the user took back falls.
 *
 * @param calls of the credentials that are investigated, in order of time
 * @param judgements of these calls, marks put in
 */
export function compromiseWithMarks(
  charge: Compromise | null,
  calls: readonly CloudTrailEvent[],
  judgements: ReadonlyMap<string, Judgement>,
  marks: CallMarks,
): Compromise | null {
  if (!calls.some(({ eventID }) => marks.has(eventID))) return charge;
  const first = calls.find(({ eventID }) => judgements.get(eventID)?.actor === 'attacker');
  if (first === undefined) {
    const word = charge === null ? undefined : marks.get(charge.eventId);
    return word === 'owner' || word === 'responder' ? null : charge;
  }
  if (charge?.eventId === first.eventID) return charge;
  const why = judgements.get(first.eventID)?.why ?? '';
  return {
    since: first.eventTime,
    eventId: first.eventID,
    certainty: charge?.certainty ?? 'likely',
    reasons: marks.has(first.eventID) || charge === null ? [why, ...(charge?.reasons ?? [])] : charge.reasons,
  };
}
