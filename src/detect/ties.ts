import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { mintingOf } from '../core/minting/index.ts';

/** What ties the findings of events to others. */
export interface Ties {
  /** Ids of the callers' credentials. */
  readonly credentials: ReadonlySet<string>;
  /** Ids of the credentials that the calls minted, with the eventTime of the first mint. */
  readonly minted: ReadonlyMap<string, string>;
  /** ARNs of the callers. */
  readonly principals: ReadonlySet<string>;
}

/** A finding with what ties it to others. */
export interface TiedFinding extends Ties {
  readonly finding: Finding;
}

/** Ties of a growing number of events. */
export interface TieCollector extends Ties {
  /** Events must come in order of time. */
  add(event: CloudTrailEvent): void;
}

export function tieCollector(): TieCollector {
  const credentials = new Set<string>();
  const minted = new Map<string, string>();
  const principals = new Set<string>();
  return {
    credentials,
    minted,
    principals,
    add(event) {
      const caller = callerKeyId(event);
      if (caller !== null) credentials.add(caller);
      const child = mintingOf(event)?.child(event) ?? null;
      if (child !== null && !minted.has(child)) minted.set(child, event.eventTime);
      const principal = principalArn(event.userIdentity);
      if (principal !== null) principals.add(principal);
    },
  };
}
