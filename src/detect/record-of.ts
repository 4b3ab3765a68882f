import type { CloudTrailEvent } from '../core/event.ts';
import type { JsonObject } from '../core/json.ts';

/**
 * An event of the lake as rules look at it. A column cannot tell a null from a member that is not there, so both count as not there: a service writes
 * `responseElements: null` where it has nothing to say.
 */
export const recordOf = (event: CloudTrailEvent): JsonObject => Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
