import type { Case } from '../../core/case.ts';

/** An event that the case names. */
export interface CitedEvent {
  /** From 1: the place in the timeline; events that are not in it follow. */
  readonly number: number;
  readonly eventId: string;
  /** What happened, where the case says so. */
  readonly eventTime: string | null;
  readonly inTimeline: boolean;
}

/** Every event of a case under a short number, as footnotes are: ids of 36 characters would bury the sentences that cite them. */
export interface Citations {
  readonly events: readonly CitedEvent[];
  /** The event, also for an id that the case's own lists do not hold. */
  find(eventId: string): CitedEvent | undefined;
}

/** How a report calls an event: `e17`. With `#17` a wiki would link to its own seventeenth issue. */
export const eventName = (event: CitedEvent): string => `e${event.number}`;

/** Numbers the timeline, then all other event ids that the case cites, in the order in which it does. */
export function citeEvents(document: Case): Citations {
  const byId = new Map<string, CitedEvent>();
  const add = (eventId: string, eventTime: string | null, inTimeline: boolean): void => {
    if (!byId.has(eventId)) byId.set(eventId, { number: byId.size + 1, eventId, eventTime, inTimeline });
  };
  for (const entry of document.timeline) add(entry.eventId, entry.eventTime, true);
  for (const { eventId, eventTime } of citedElsewhere(document)) add(eventId, eventTime, false);
  return { events: [...byId.values()], find: (eventId) => byId.get(eventId) };
}

function* citedElsewhere(document: Case): Generator<{ readonly eventId: string; readonly eventTime: string | null }> {
  const { compromise, firstUse, lastUse, response } = document;
  if (compromise) yield { eventId: compromise.eventId, eventTime: compromise.since };
  for (const use of [firstUse, lastUse, response.firstResponderCall, response.firstContainment]) if (use) yield use;
  for (const { mintedBy, stateEventId } of document.credentials) {
    if (mintedBy) yield mintedBy;
    if (stateEventId !== null) yield { eventId: stateEventId, eventTime: null };
  }
  for (const { createdBy, changedBy, deletedBy } of document.principals) {
    for (const deed of [createdBy, ...changedBy, deletedBy]) if (deed) yield deed;
  }
  yield* document.edges;
  for (const eventIds of [...Object.values(document.stages), ...document.findings.map((finding) => finding.eventIds)]) {
    for (const eventId of eventIds) yield { eventId, eventTime: null };
  }
  for (const { eventId } of document.resources) yield { eventId, eventTime: null };
}
