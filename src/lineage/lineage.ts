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

/** A credential of the lineage with its events, in order of time, and whose each is. */
export interface Traced extends Origin {
  readonly events: readonly CloudTrailEvent[];
  readonly judgements: ReadonlyMap<string, Judgement>;
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
  readonly edges: readonly CaseEdge[];
  /** Events without a key that opened a credential of the lineage, with the credential they opened. */
  readonly openings: readonly { readonly event: CloudTrailEvent; readonly credential: string }[];
  /** The last call, by anyone, that deleted, deactivated or reactivated a credential: by the credential's id. */
  readonly ends: ReadonlyMap<string, { readonly end: CredentialEnd; readonly event: CloudTrailEvent }>;
  /** Mints by the owner's own calls, which are not followed. */
  readonly notFollowed: readonly Origin[];
}

/** The events of a credential that are not the owner's. */
export const followed = (credential: Traced): readonly CloudTrailEvent[] =>
  credential.events.filter((event) => credential.judgements.get(event.eventID)?.actor !== 'owner');
