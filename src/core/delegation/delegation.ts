import type { Certainty } from '../case.ts';
import type { CloudTrailEvent } from '../event.ts';

/** How far the clock of one service may lag behind that of another: EC2 opens an instance's session a second before RunInstances is stamped. */
export const CLOCK_LAG_MS = 5_000;

/**
 * What a session looks like that somebody without a key will open because of a call. Every member that is given must hold. One of `role`,
 * `sessionName` and `provider` is given at least, for by them the session is looked for.
 */
export interface Expectation {
  readonly certainty: Certainty;
  /** Name of the linking rule, as a case tells it. */
  readonly rule: string;
  /** ARN of the role, or its name in the account of the call. */
  readonly role?: string;
  /** `roleSessionName` under which it will be opened. */
  readonly sessionName?: string;
  /** ARN of the identity provider, trust anchor or profile through which it will be opened. */
  readonly provider?: string;
  readonly admits?: (opening: CloudTrailEvent) => boolean;
  /** How long before the call the session may have been opened, in milliseconds. */
  readonly lookBackMs?: number;
}

/**
 * A kind of call after which others open sessions that serve the caller: a service with the role that was passed to it, an identity provider, another
 * account. iam:PassRole itself is no event. A registered value is all that lineage needs.
 */
export interface Delegation {
  readonly source: string;
  /** eventNames without version suffix. */
  readonly names: readonly string[];
  /** Asked of successful calls only. */
  readonly expects: (event: CloudTrailEvent) => readonly Expectation[];
}

/** Whether AWS's own service opened a session: `ec2.amazonaws.com`, in China `ec2.amazonaws.com.cn`. */
export const openedBy =
  (service: string) =>
  ({ userIdentity }: CloudTrailEvent): boolean =>
    userIdentity?.type === 'AWSService' && (userIdentity.invokedBy ?? '').replace(/\.cn$/, '').endsWith(service);
