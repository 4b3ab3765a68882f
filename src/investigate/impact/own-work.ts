import { nameOfArn, parseArn } from '../../core/arn.ts';
import type { Resource } from '../../core/case.ts';

/**
 * Tells whether a thing that was read or deleted had been made by the same calls before: who cleans up after himself destroys nothing of the owner's, and
 * who reads back his own secret learns nothing. What lies in a thing that they made (a policy of their role) is theirs too.
 *
 * @param resources touched by the calls in question, and by no others
 * @param times of the calls, by eventID: ISO-8601, UTC
 */
export function ownWork(resources: readonly Resource[], times: ReadonlyMap<string, string>): (resource: Resource) => boolean {
  const made = new Map<string, string>();
  for (const resource of resources) {
    const time = times.get(resource.eventId);
    const before = made.get(thingOf(resource));
    if (resource.action === 'created' && time !== undefined && (before === undefined || time < before)) made.set(thingOf(resource), time);
  }
  return (resource) => {
    const [from, time] = [made.get(thingOf(resource)), times.get(resource.eventId)];
    if (from === undefined || time === undefined) return false;
    // Of one second the log has no order. What is read is there: it was made before. What is deleted may have been another's.
    return resource.action === 'read' ? from <= time : from < time;
  };
}

/** Service and name, however it was named. The ARN of a secret goes on with six random characters. Source: Secrets Manager, CreateSecret. */
function thingOf({ type, name }: Resource): string {
  const service = type.slice(0, type.indexOf(':'));
  const resource = parseArn(name)?.resource;
  if (resource === undefined) return `${service} ${name}`;
  if (service === 'secretsmanager') return `${service} ${resource.replace(/^secret:/, '').replace(/-[A-Za-z0-9]{6}$/, '')}`;
  return `${service} ${nameOfArn(name).replace(/^[a-z-]+:(?=.)/, '')}`;
}
