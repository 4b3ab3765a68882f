import type { TimelineEntry } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, plainEventName, principalArn, succeeded, wasDenied } from '../../core/event.ts';
import { callsOf, type Judgement, type Lineage, type Traced } from '../../lineage/lineage.ts';
import { deniedTarget, passedRole, targetOf } from '../impact/target-of.ts';
import { stageOf } from '../stages/stage-of.ts';

interface Line {
  readonly event: CloudTrailEvent;
  readonly credential: string | null;
  readonly judgement: Judgement;
}

const UNJUDGED: Judgement = { actor: 'unknown', why: 'nothing tells whose call it was' };

/**
 * Every event of the lineage once, in order of (eventTime, eventID): the calls by its credentials, and the calls without a key that opened one.
 *
 * @param firstUse eventID of the first unauthorized call: the way in
 */
export function timelineOf(lineage: Lineage, firstUse: string | null): TimelineEntry[] {
  const lines = new Map<string, Line>();
  for (const credential of lineage.credentials) {
    for (const { event } of callsOf(credential)) {
      lines.set(event.eventID, { event, credential: credential.id, judgement: credential.judgements.get(event.eventID) ?? UNJUDGED });
    }
  }
  for (const { event, credential } of lineage.openings) {
    if (lines.has(event.eventID)) continue;
    const opened = lineage.credentials.find(({ id }) => id === credential);
    const service = event.userIdentity?.type === 'AWSService';
    lines.set(event.eventID, {
      event,
      credential: credential.startsWith('login-profile:') ? credential : null,
      judgement: service ? { actor: 'aws', why: serviceOpened(event, credential, opened) } : judgementOfOpening(event, credential, opened),
    });
  }
  return [...lines.values()].toSorted((a, b) => byTime(a.event, b.event)).map((line) => entryOf(line, firstUse));
}

const serviceOpened = ({ userIdentity }: CloudTrailEvent, id: string, opened: Traced | undefined): string =>
  `${userIdentity?.invokedBy ?? 'a service'} opened ${id}${opened?.depth === 0 ? '' : ' for what the lineage launched or made'}`;

/** Who opened a session is who uses it, when both are at one address. */
function judgementOfOpening(event: CloudTrailEvent, id: string, opened: Traced | undefined): Judgement {
  const minted = opened?.mint?.actor ?? 'unknown';
  if (opened === undefined || minted !== 'unknown') return { actor: minted, why: `it opened ${id}` };
  const use = opened.events.find(({ sourceIPAddress }) => sourceIPAddress === event.sourceIPAddress);
  const actor = opened.judgements.get(use?.eventID ?? '')?.actor ?? 'unknown';
  return { actor, why: use === undefined ? `it opened ${id}` : `it opened ${id}, which is used from ${event.sourceIPAddress} too` };
}

function entryOf({ event, credential, judgement }: Line, firstUse: string | null): TimelineEntry {
  const foreign = judgement.actor === 'attacker' || judgement.actor === 'unknown';
  return {
    eventTime: event.eventTime,
    eventId: event.eventID,
    credential,
    principal: principalArn(event.userIdentity),
    eventName: event.eventName,
    eventSource: event.eventSource,
    awsRegion: event.awsRegion,
    sourceIPAddress: event.sourceIPAddress,
    errorCode: event.errorCode ?? null,
    stage: event.eventID === firstUse ? 'initialAccess' : foreign ? stageOf(event) : null,
    actor: judgement.actor,
    why: judgement.why,
    summary: summaryOf(event),
  };
}

/** What happened in one short sentence: the call, its target, and whether it failed. */
function summaryOf(event: CloudTrailEvent): string {
  const name = plainEventName(event.eventName);
  const target = targetOf(event) ?? deniedTarget(event);
  const role = passedRole(event);
  const call = [name, ...(target === null ? [] : [target]), ...(role === null ? [] : [`with role ${role}`])].join(' ');
  if (wasDenied(event)) return `denied: ${call}`;
  return succeeded(event) ? call : `failed (${event.errorCode ?? 'Failure'}): ${call}`;
}
