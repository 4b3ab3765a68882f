import type { Actor, Case, CredentialState, TimelineEntry } from '../core/case.ts';

/** What a later look at the same subjects found that an earlier one had not. */
export interface CaseChanges {
  /** Newest event that each look knew of. */
  readonly asOf: { readonly before: string; readonly after: string };
  readonly compromise: { readonly before: string | null; readonly after: string | null } | null;
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
  readonly newPrincipals: readonly string[];
  readonly newFindings: readonly { readonly id: string; readonly title: string; readonly eventIds: readonly string[] }[];
}

/** Compares two states of one case. */
export function compareCases(before: Case, after: Case): CaseChanges {
  const calls = { before: byId(before.timeline, eventIdOf), after: byId(after.timeline, eventIdOf) };
  const credentials = { before: byId(before.credentials, idOf), after: byId(after.credentials, idOf) };
  const findings = new Set(before.findings.map(idOf));
  const principals = new Set(before.principals.map(({ arn }) => arn));
  const since = { before: before.compromise?.since ?? null, after: after.compromise?.since ?? null };
  return {
    asOf: { before: before.asOf, after: after.asOf },
    compromise: since.before === since.after ? null : since,
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
    newPrincipals: after.principals.map(({ arn }) => arn).filter((arn) => !principals.has(arn)),
    newFindings: after.findings.filter(({ id }) => !findings.has(id)).map(({ id, title, eventIds }) => ({ id, title, eventIds: [...eventIds] })),
  };
}

const idOf = ({ id }: { readonly id: string }): string => id;
const eventIdOf = ({ eventId }: { readonly eventId: string }): string => eventId;
const byId = <T>(items: readonly T[], id: (item: T) => string): ReadonlyMap<string, T> => new Map(items.map((item) => [id(item), item]));
