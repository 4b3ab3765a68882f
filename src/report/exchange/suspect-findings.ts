import type { Case } from '../../core/case.ts';
import type { Finding } from '../../core/finding.ts';

/**
 * The findings with only those of their events that are not held to be the owner's, a responder's or AWS's own; findings that keep none are left out.
 * What leaves for other programs as the attacker's doing must not accuse the owner.
 */
export function suspectFindings({ findings, timeline }: Case): readonly Finding[] {
  const cleared = new Set(timeline.flatMap(({ actor, eventId }) => (actor === 'attacker' || actor === 'unknown' ? [] : [eventId])));
  return findings
    .map((finding) => ({ ...finding, eventIds: finding.eventIds.filter((eventId) => !cleared.has(eventId)) }))
    .filter(({ eventIds }) => eventIds.length > 0);
}
