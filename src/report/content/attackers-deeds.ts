import { nameOfArn } from '../../core/arn.ts';
import type { Case, CasePrincipal, Resource } from '../../core/case.ts';

/** What the case lays at the attacker's door. A credential that owner and intruder share has deeds of both. */
export interface AttackersDeeds {
  readonly created: readonly CasePrincipal[];
  readonly resources: readonly Resource[];
}

/** Principals created and resources touched by events that are not held to be the owner's, a responder's or AWS's own. */
export function attackersDeeds({ timeline, principals, resources }: Case): AttackersDeeds {
  const suspect = new Set(timeline.flatMap(({ actor, eventId }) => (actor === 'attacker' || actor === 'unknown' ? [eventId] : [])));
  return {
    created: principals.filter(({ createdBy }) => createdBy !== null && suspect.has(createdBy.eventId)),
    resources: resources.filter(({ eventId }) => suspect.has(eventId)),
  };
}

/** Resources of one action, each once however often it was touched, by its first event. */
export const distinctOf = (resources: readonly Resource[], action: Resource['action']): Resource[] =>
  [
    ...new Map(
      resources
        .filter((resource) => resource.action === action)
        .toReversed()
        .map((resource) => [`${resource.type} ${resource.name}`, resource]),
    ).values(),
  ].toReversed();

/**
 * Whether a resource is the managed policy that a call gave to somebody or took from him: a case names it beside him, and it is itself no other than before.
 */
export const isPassedOn = ({ type, action, name, arn }: Resource): boolean =>
  type === 'iam:Policy' && action === 'changed' && arn !== null && arn !== name && nameOfArn(arn) === name;

/** When the events of a case were, by their ids. */
export const timesOf = ({ timeline }: Pick<Case, 'timeline'>): ReadonlyMap<string, string> =>
  new Map(timeline.map(({ eventId, eventTime }) => [eventId, eventTime]));
