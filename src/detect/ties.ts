import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { mintingOf } from '../core/minting/index.ts';

/** What ties the findings of events to others. */
export interface Ties {
  /** Ids of the callers' credentials. */
  readonly credentials: readonly string[];
  /** Ids of the credentials that the calls minted, with the eventTime of the first mint. */
  readonly minted: ReadonlyMap<string, string>;
  /** ARNs of the callers. */
  readonly principals: readonly string[];
}

/** A finding with what ties it to others. */
export interface TiedFinding extends Ties {
  readonly finding: Finding;
}

const nothing: ReadonlyMap<string, string> = new Map();

/**
 * Ties of a growing number of events. There may be a hundred thousand of these, each mostly with one credential and one principal, and nothing minted: lists
 * take the least memory.
 */
export class TieCollector implements Ties {
  readonly credentials: string[] = [];
  readonly principals: string[] = [];
  #minted: Map<string, string> | null = null;

  get minted(): ReadonlyMap<string, string> {
    return this.#minted ?? nothing;
  }

  /** Events must come in order of time. */
  add(event: CloudTrailEvent): void {
    const caller = callerKeyId(event);
    if (caller !== null && !this.credentials.includes(caller)) this.credentials.push(caller);
    const principal = principalArn(event.userIdentity);
    if (principal !== null && !this.principals.includes(principal)) this.principals.push(principal);
    const child = mintingOf(event)?.child(event) ?? null;
    if (child === null) return;
    this.#minted ??= new Map();
    if (!this.#minted.has(child)) this.#minted.set(child, event.eventTime);
  }

  /** The finding of these events, tied. */
  tied(finding: Finding): TiedFinding {
    const { credentials, minted, principals } = this;
    return { finding, credentials, minted, principals };
  }
}
