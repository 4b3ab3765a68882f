import { createHash } from 'node:crypto';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { mintingOf } from '../core/minting/index.ts';
import { type Reason, reasonsFor } from '../sigma/reasons.ts';
import type { Rule } from '../sigma/rule.ts';
import { techniquesOf } from './techniques.ts';

/** Values shown for one claim of `why`. */
const MAX_VALUES = 5;

/** A finding with what ties it to others. */
export interface TiedFinding {
  readonly finding: Finding;
  /** Ids of the callers' credentials. */
  readonly credentials: ReadonlySet<string>;
  /** Ids of the credentials that the calls minted, with the eventTime of the first mint. */
  readonly minted: ReadonlyMap<string, string>;
  /** ARNs of the callers. */
  readonly principals: ReadonlySet<string>;
}

/** Grows with the matches of one rule by one caller. */
export interface FindingBuilder {
  /** Events must come in order of time. */
  add(event: CloudTrailEvent): void;
  build(): TiedFinding;
}

/** What matches are grouped by: the caller's credential, failing that its principal, failing that where the call came from. */
export const groupOf = (event: CloudTrailEvent): string =>
  callerKeyId(event) ?? principalArn(event.userIdentity) ?? event.userIdentity?.principalId ?? event.userIdentity?.invokedBy ?? event.sourceIPAddress;

export function findingBuilder(rule: Rule, group: string): FindingBuilder {
  const eventIds = new Set<string>();
  const credentials = new Set<string>();
  const minted = new Map<string, string>();
  const principals = new Set<string>();
  const claims = new Map<string, Set<string>>();
  let firstTime = '';
  let lastTime = '';

  const claim = (reason: Reason): void => {
    const values = claims.get(reason.claim) ?? new Set();
    if (reason.value !== null) values.add(reason.value);
    claims.set(reason.claim, values);
  };

  return {
    add(event) {
      if (eventIds.size === 0) firstTime = event.eventTime;
      lastTime = event.eventTime;
      eventIds.add(event.eventID);
      for (const reason of reasonsFor(rule, event)) claim(reason);
      const caller = callerKeyId(event);
      if (caller !== null) credentials.add(caller);
      const child = mintingOf(event)?.child(event) ?? null;
      if (child !== null && !minted.has(child)) minted.set(child, event.eventTime);
      const principal = principalArn(event.userIdentity);
      if (principal !== null) principals.add(principal);
    },
    build() {
      const finding: Finding = {
        id: stableId([rule.id, group]),
        ruleId: rule.id,
        title: rule.title,
        level: rule.level,
        author: rule.author,
        link: rule.references[0] ?? null,
        licence: rule.licence,
        techniques: [...techniquesOf(rule.tags)],
        group,
        eventIds: [...eventIds],
        firstTime,
        lastTime,
        count: eventIds.size,
        why: [...claims].map(([text, values]) => `${text}${listed(values)}`).join('; '),
        explanation: rule.description.replace(/\s+/g, ' '),
      };
      return { finding, credentials, minted, principals };
    },
  };
}

function listed(values: ReadonlySet<string>): string {
  const shown = [...values].slice(0, MAX_VALUES);
  if (values.size > shown.length) return ` ${shown.join(', ')} or ${values.size - shown.length} others`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? ` ${last}` : ` ${shown.join(', ')} or ${last}`;
}

/** The same from run to run, so that a report can point at it. */
export const stableId = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
