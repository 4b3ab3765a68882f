import type { Certainty, CredentialKind } from '../case.ts';
import type { CloudTrailEvent } from '../event.ts';

/** Who a new credential acts as, as far as the record of its mint says. */
export interface Bearer {
  /** Null where the record names no ARN. */
  readonly arn: string | null;
  readonly userName: string | null;
  /** The ARN under which calls of a session appear, which names the session too; null for long-term credentials and where the record does not tell. */
  readonly callerArn: string | null;
}

/**
 * One way in which a call brings a credential into being, or into the caller's hands. A registered value is all that lineage needs to follow it.
 * Source of the facts: AWS service authorization and API references, and records seen in real trails.
 */
export interface Minting {
  readonly source: string;
  /** eventName without version suffix. */
  readonly name: string;
  readonly kind: CredentialKind;
  /** `assumed` where the child acts as somebody else by right of a role or task, `minted` elsewhere. */
  readonly relation: 'minted' | 'assumed';
  /** Which calls of this name mint, where not all of them do. */
  readonly applies?: (event: CloudTrailEvent) => boolean;
  /** The child's id, or null when the record was cut. */
  readonly child: (event: CloudTrailEvent) => string | null;
  readonly bearer: (event: CloudTrailEvent) => Bearer;
  /** Path of the time at which the child ends; credentials without an end have none. */
  readonly expiration?: string;
  /** How sure it is that the caller can use the child, where that is not certain, and why. */
  readonly doubt?: { readonly certainty: Certainty; readonly rule: string };
}
