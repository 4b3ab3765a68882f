import type { Actor, CaseEdge, Certainty, CredentialKind } from '../core/case.ts';
import type { CredentialEnd } from '../core/credential-end.ts';
import type { CloudTrailEvent } from '../core/event.ts';

/** Whose call an event is held to be, and why. */
export interface Judgement {
  readonly actor: Actor;
  readonly why: string;
}

/** Tells, for each event of a credential, whose call it was: by eventID. What the owner's calls minted is not followed. */
export type Judge = (credential: Origin, events: readonly CloudTrailEvent[]) => Promise<ReadonlyMap<string, Judgement>>;

/** How a credential came to be, as far as the data shows. */
export interface Origin {
  readonly id: string;
  readonly kind: CredentialKind;
  /** ARN of the user, role or federated user that it acts as; null until a record names it. */
  readonly principal: string | null;
  readonly depth: number;
  readonly mint: Mint | null;
  /** Milliseconds; null for long-term credentials and where the record was cut. */
  readonly expiresAt: number | null;
  /** Whether the record of the mint was cut, so that the id is not known. */
  readonly cut: boolean;
}

export interface Mint {
  /** Credential that made the call; null when a service or another account did. */
  readonly credential: string | null;
  readonly event: CloudTrailEvent;
  readonly relation: 'minted' | 'assumed';
  readonly certainty: Certainty;
  /** Name of the linking rule. */
  readonly rule: string;
  /** Actor of the call that minted it. */
  readonly actor: Actor;
}

/** A call, and the actor of what caused it: of the call itself, where no service made it. */
export interface CausedCall {
  readonly event: CloudTrailEvent;
  readonly actor: Actor;
}

/** A call that a service made because of one by a credential: in its name, under a key that no event mints, or as the launch that it ordered. */
export interface ForwardedCall extends CausedCall {
  /** Whose call it is held to be itself. */
  readonly judgement: Judgement;
}

/** A credential of the lineage with its events, in order of time, and whose each is. */
export interface Traced extends Origin {
  readonly events: readonly CloudTrailEvent[];
  readonly forwarded: readonly ForwardedCall[];
  readonly judgements: ReadonlyMap<string, Judgement>;
}

/** An event without a key of the lineage that opened one of its credentials. */
export interface Opening {
  readonly event: CloudTrailEvent;
  readonly credential: string;
}

/** A key that could be one of the lineage's, and why that cannot be told. */
export interface Unexplained {
  readonly id: string;
  readonly principal: string | null;
  /** The first event by it. */
  readonly event: CloudTrailEvent;
  readonly why: string;
}

/** What somebody did to a user or role; the credential is null where a service or another account called. */
export interface Deed {
  readonly credential: string | null;
  readonly event: CloudTrailEvent;
}

export interface TracedPrincipal {
  readonly arn: string;
  readonly kind: 'user' | 'role' | 'federated-user' | 'root';
  readonly principalId: string | null;
  readonly createdBy: Deed | null;
  readonly deletedBy: Deed | null;
  readonly changedBy: readonly Deed[];
}

/** Everything that descends from the seeds, and how it hangs together. */
export interface Lineage {
  readonly credentials: readonly Traced[];
  readonly principals: readonly TracedPrincipal[];
  /** Whose each credential is, by its id: one ARN may stand for several users, one after the other. */
  readonly owners: ReadonlyMap<string, TracedPrincipal>;
  readonly edges: readonly CaseEdge[];
  readonly openings: readonly Opening[];
  /** The last call, by anyone, that deleted, deactivated or reactivated a credential: by {@link endKeyOf}. */
  readonly ends: ReadonlyMap<string, { readonly end: CredentialEnd; readonly event: CloudTrailEvent }>;
  /** The last call of the lineage that minted a credential, by its id: a password may be set, deleted and set again. */
  readonly renewals: ReadonlyMap<string, CloudTrailEvent>;
  /** Mints by the owner's own calls, which are not followed. */
  readonly notFollowed: readonly Origin[];
  readonly unexplained: readonly Unexplained[];
}

/** Names of users, and so of their passwords, are given in every account anew; all other ids are unique. */
export const endKeyOf = (credential: string, accountId: string): string =>
  credential.startsWith('login-profile:') ? `${accountId} ${credential}` : credential;

/** Every call of a credential, by itself and through services, with the actor behind it. */
export const callsOf = ({ events, forwarded, judgements }: Traced): readonly CausedCall[] => [
  ...events.map((event) => ({ event, actor: judgements.get(event.eventID)?.actor ?? ('unknown' as const) })),
  ...forwarded,
];

/** The calls of a credential that are not the owner's. */
export const followedCalls = (credential: Traced): readonly CausedCall[] => callsOf(credential).filter(({ actor }) => actor !== 'owner');

/** The events of these. */
export const followed = (credential: Traced): readonly CloudTrailEvent[] => followedCalls(credential).map(({ event }) => event);

/** The ARNs under which calls of a credential appear: of a role's session the session's. */
export const callerArnsOf = ({ events }: Traced): string[] => [...new Set(events.flatMap(({ userIdentity }) => userIdentity?.arn ?? []))];
