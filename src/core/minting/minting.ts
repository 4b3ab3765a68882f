import type { CredentialKind } from '../case.ts';
import type { CloudTrailEvent } from '../event.ts';

/** Who a new credential acts as, as far as the record of its mint says. */
export interface Bearer {
  /** Null where the record names no ARN. */
  readonly arn: string | null;
  readonly userName: string | null;
}

/**
 * One way in which a call brings a credential into being. A registered value is all that lineage needs to follow it.
 * Source of the facts: AWS service authorization and API references, and records seen in real trails.
 */
export interface Minting {
  readonly source: string;
  /** eventName without version suffix. */
  readonly name: string;
  readonly kind: CredentialKind;
  /** `assumed` where the child acts as a role, `minted` elsewhere. */
  readonly relation: 'minted' | 'assumed';
  /** The child's id, or null when the record was cut. */
  readonly child: (event: CloudTrailEvent) => string | null;
  readonly bearer: (event: CloudTrailEvent) => Bearer;
  /** Path of the time at which a session ends; long-term credentials have none. */
  readonly expiration?: string;
}
