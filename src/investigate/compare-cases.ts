import type { Actor, Case, CasePrincipal, Compromise, CredentialState, TimelineEntry } from '../core/case.ts';

/** What a later look at the same subjects found that an earlier one had not. */
export interface CaseChanges {
  /** Newest event that each look knew of. */
  readonly asOf: { readonly before: string; readonly after: string };
  readonly compromise: { readonly before: Charge | null; readonly after: Charge | null } | null;
  /** Events that are new in the case, in order of time. */
  readonly newEvents: readonly TimelineEntry[];
  /** eventIDs that the case no longer has: marks, networks or the window changed. */
  readonly goneEvents: readonly string[];
  /** Calls whose actor is another now. */
  readonly judgedAnew: readonly { readonly eventId: string; readonly before: Actor; readonly after: Actor }[];
  readonly newCredentials: readonly { readonly id: string; readonly state: CredentialState; readonly eventId: string | null }[];
  readonly goneCredentials: readonly string[];
  readonly states: readonly {
    readonly id: string;
    readonly before: CredentialState;
    readonly after: CredentialState;
    /** The event that made it so; null where time did (expired) or a first use. */
    readonly eventId: string | null;
  }[];
  /** New in the case, or created or deleted by one of its new events. */
  readonly principals: readonly { readonly arn: string; readonly deed: 'created' | 'deleted' | null; readonly eventId: string | null }[];
  readonly newFindings: readonly { readonly id: string; readonly title: string; readonly eventIds: readonly string[] }[];
}

/** Since when it is held to be used by somebody else, and how surely. */
type Charge = Pick<Compromise, 'since' | 'certainty'>;

/** Compares two states of one case. */
export function compareCases(before: Case, after: Case): CaseChanges {
  const calls = { before: byId(before.timeline, eventIdOf), after: byId(after.timeline, eventIdOf) };
  const credentials = { before: byId(before.credentials, idOf), after: byId(after.credentials, idOf) };
  const findings = new Set(before.findings.map(idOf));
  const principals = new Set(before.principals.map(({ arn }) => arn));
  const charges = { before: chargeOf(before), after: chargeOf(after) };
  const isNew = (eventId: string): boolean => calls.after.has(eventId) && !calls.before.has(eventId);
  return {
    asOf: { before: before.asOf, after: after.asOf },
    compromise: JSON.stringify(charges.before) === JSON.stringify(charges.after) ? null : charges,
    newEvents: after.timeline.filter(({ eventId }) => !calls.before.has(eventId)),
    goneEvents: before.timeline.map(eventIdOf).filter((id) => !calls.after.has(id)),
    judgedAnew: after.timeline.flatMap(({ eventId, actor }) => {
      const earlier = calls.before.get(eventId)?.actor ?? actor;
      return earlier === actor ? [] : [{ eventId, before: earlier, after: actor }];
    }),
    newCredentials: after.credentials
      .filter(({ id }) => !credentials.before.has(id))
      .map(({ id, state, mintedBy }) => ({ id, state, eventId: mintedBy?.eventId ?? null })),
    goneCredentials: before.credentials.map(idOf).filter((id) => !credentials.after.has(id)),
    states: after.credentials.flatMap(({ id, state, stateEventId }) => {
      const earlier = credentials.before.get(id)?.state ?? state;
      return earlier === state ? [] : [{ id, before: earlier, after: state, eventId: stateEventId }];
    }),
    principals: after.principals.flatMap((principal) => {
      const { arn } = principal;
      const deed = newestDeed(principal, isNew);
      return deed === null && principals.has(arn) ? [] : [{ arn, deed: deed?.deed ?? null, eventId: deed?.eventId ?? null }];
    }),
    newFindings: after.findings.filter(({ id }) => !findings.has(id)).map(({ id, title, eventIds }) => ({ id, title, eventIds: [...eventIds] })),
  };
}

const chargeOf = ({ compromise }: Case): Charge | null => (compromise === null ? null : { since: compromise.since, certainty: compromise.certainty });

/** How it ended counts before how it began. */
function newestDeed({ createdBy, deletedBy }: CasePrincipal, isNew: (eventId: string) => boolean) {
  if (deletedBy !== null && isNew(deletedBy.eventId)) return { deed: 'deleted' as const, eventId: deletedBy.eventId };
  return createdBy !== null && isNew(createdBy.eventId) ? { deed: 'created' as const, eventId: createdBy.eventId } : null;
}

const idOf = ({ id }: { readonly id: string }): string => id;
const eventIdOf = ({ eventId }: { readonly eventId: string }): string => eventId;
const byId = <T>(items: readonly T[], id: (item: T) => string): ReadonlyMap<string, T> => new Map(items.map((item) => [id(item), item]));
