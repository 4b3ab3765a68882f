import type { CloudTrailEvent } from '../core/event.ts';

/** Events in order of time; what happened in one second keeps the order in which it was made. */
export const inOrder = (events: readonly CloudTrailEvent[]): CloudTrailEvent[] =>
  [...events].sort((a, b) => (a.eventTime < b.eventTime ? -1 : a.eventTime > b.eventTime ? 1 : 0));
