import { launchOrdersOf } from '../../core/delegation/launch.ts';
import type { CloudTrailEvent } from '../../core/event.ts';

/** A group, fleet or request by which services go on launching instances. */
export interface StandingOrder {
  /** Name or id. */
  readonly mark: string;
  readonly event: CloudTrailEvent;
}

/**
 * What these calls, in order of time, set up to launch instances anew, and did not take back. A template launches nothing by itself. Any later deletion
 * or cancellation that names the order ends it.
 */
export function standingOrders(deeds: readonly CloudTrailEvent[]): StandingOrder[] {
  const standing = new Map<string, StandingOrder>();
  for (const event of deeds) {
    if (/^(Delete|Cancel)/.test(event.eventName)) {
      const request = JSON.stringify(event.requestParameters ?? {});
      for (const mark of standing.keys()) if (request.includes(JSON.stringify(mark))) standing.delete(mark);
    } else if (!event.eventName.includes('LaunchTemplate')) {
      for (const { mark } of launchOrdersOf(event)) standing.set(mark, { mark, event });
    }
  }
  return [...standing.values()];
}
