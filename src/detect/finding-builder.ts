import { createHash } from 'node:crypto';
import { type CloudTrailEvent, callerKeyId, principalArn } from '../core/event.ts';
import type { Finding } from '../core/finding.ts';
import { type Reason, reasonsFor } from '../sigma/reasons.ts';
import type { Header, Rule } from '../sigma/rule.ts';
import { type AlikeEvents, byMoment, type Moment, partsOf } from './alike-events.ts';
import { techniquesOf } from './techniques.ts';
import { type TiedFinding, tieCollector } from './ties.ts';

/** Values shown for one claim of `why`. */
const MAX_VALUES = 5;

/** Grows with the matches of one rule by one caller. */
export interface FindingBuilder {
  /** The first of the events must come in order of time. */
  add(events: AlikeEvents): void;
  build(): TiedFinding;
}

/** What matches are grouped by: the caller's credential, failing that its principal, failing that where the call came from. */
export const groupOf = (event: CloudTrailEvent): string =>
  callerKeyId(event) ?? principalArn(event.userIdentity) ?? event.userIdentity?.principalId ?? event.userIdentity?.invokedBy ?? event.sourceIPAddress;

export function findingBuilder(rule: Rule, group: string): FindingBuilder {
  const moments: Moment[] = [];
  const ties = tieCollector();
  const claims = new Map<string, Set<string>>();

  const claim = (reason: Reason): void => {
    const values = claims.get(reason.claim) ?? new Set();
    if (reason.value !== null) values.add(reason.value);
    claims.set(reason.claim, values);
  };

  return {
    add({ event, moments: more }) {
      for (const moment of more) moments.push(moment);
      for (const reason of reasonsFor(rule, event)) claim(reason);
      ties.add(event);
    },
    build() {
      moments.sort(byMoment);
      const eventIds = new Set(moments.map((moment) => partsOf(moment).eventID));
      const why = [...claims].map(([text, values]) => `${text}${listed(values)}`).join('; ');
      const finding: Finding = {
        ...statementOf(rule),
        id: stableId([rule.id, group]),
        group,
        eventIds: [...eventIds],
        firstTime: timeOf(moments[0]),
        lastTime: timeOf(moments.at(-1)),
        count: eventIds.size,
        why,
      };
      return { finding, ...ties };
    },
  };
}

const timeOf = (moment: Moment | undefined): string => (moment === undefined ? '' : partsOf(moment).eventTime);

/** What a finding says of its rule: author, link and licence stand wherever a match is shown. */
export const statementOf = (rule: Header) => ({
  ruleId: rule.id,
  title: rule.title,
  level: rule.level,
  author: rule.author,
  link: rule.references[0] ?? null,
  licence: rule.licence,
  techniques: [...techniquesOf(rule.tags)],
  explanation: rule.description.replace(/\s+/g, ' '),
});

function listed(values: ReadonlySet<string>): string {
  const shown = [...values].slice(0, MAX_VALUES);
  if (values.size > shown.length) return ` ${shown.join(', ')} or ${values.size - shown.length} others`;
  const last = shown.pop();
  if (last === undefined) return '';
  return shown.length === 0 ? ` ${last}` : ` ${shown.join(', ')} or ${last}`;
}

/** The same from run to run, so that a report can point at it. */
export const stableId = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
