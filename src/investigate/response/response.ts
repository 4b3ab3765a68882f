import { quoteList, quoteLiteral } from '../../athena-sql/literal.ts';
import { parseAwsTime } from '../../core/aws-time.ts';
import type { Response, ResponseCall, TimelineEntry } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, principalArn } from '../../core/event.ts';
import type { TimeWindow } from '../../core/time-window.ts';
import { accountConditions } from '../../engine/account-conditions.ts';
import { readEventsNaming } from '../../engine/read-events-naming.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { timeConditions } from '../../engine/time-conditions.ts';
import type { Lineage } from '../../lineage/lineage.ts';
import { reachOf } from '../../lineage/reach.ts';
import { changeNames, LOOK, reactionTo } from './reaction.ts';

/**
 * How fast somebody reacted: the attacker's first and last call, the first call of a responder, the first that contained. A call by credentials of the
 * lineage counts only when it is held to be the owner's or a responder's, and none from an address of the attacker does.
 *
 * @param window events outside of it are not there
 */
export async function responseOf(engine: SqlEngine, lineage: Lineage, timeline: readonly TimelineEntry[], window: TimeWindow): Promise<Response> {
  const attackers = timeline.filter(({ actor }) => actor === 'attacker');
  const [first, last] = [attackers[0], attackers.at(-1)];
  if (first === undefined || last === undefined) return noResponse;

  const addresses = new Set(attackers.map(({ sourceIPAddress }) => sourceIPAddress));
  const suspect = new Set(timeline.filter(({ actor }) => actor === 'attacker' || actor === 'unknown').map(({ eventId }) => eventId));
  const reactionOf = reactionTo(lineage);
  const { accounts, names } = reachOf(lineage.credentials);
  const since = [...timeConditions(window), `eventtime >= ${quoteLiteral(first.eventTime)}`];
  const changes = [...since, `eventname IN (${quoteList(changeNames)})`, ...accountConditions(accounts)];
  // Who looks may sit in any account.
  const looks = [...since, `eventname = ${quoteLiteral(LOOK)}`];
  const ids = lineage.credentials.map(({ id }) => id);
  const events = [
    ...(await readEventsNaming(engine, changes.join(' AND '), names)),
    ...(await readEventsNaming(engine, looks.join(' AND '), ids)),
  ].toSorted(byTime);
  const reactions = events
    .filter(({ eventID, sourceIPAddress }) => !suspect.has(eventID) && !addresses.has(sourceIPAddress))
    .flatMap((event) => {
      const reaction = reactionOf(event);
      return reaction === null ? [] : [{ call: callOf(event, reaction.target), contains: reaction.contains }];
    });

  const responders = timeline.filter(({ actor, eventTime }) => actor === 'responder' && eventTime >= first.eventTime).map(ofEntry);
  const firstResponderCall = [...responders, ...reactions.map(({ call }) => call)].toSorted(earlier)[0] ?? null;
  const firstContainment = reactions.find(({ contains }) => contains)?.call ?? null;
  return {
    firstAttackerCall: ofEntry(first),
    lastAttackerCall: ofEntry(last),
    firstResponderCall,
    firstContainment,
    secondsToDetect: secondsBetween(first, firstResponderCall),
    secondsToContain: secondsBetween(first, firstContainment),
  };
}

/** Where no call of an attacker is known. */
export const noResponse: Response = {
  firstAttackerCall: null,
  lastAttackerCall: null,
  firstResponderCall: null,
  firstContainment: null,
  secondsToDetect: null,
  secondsToContain: null,
};

const ofEntry = ({ eventTime, eventId, eventName, principal, credential }: TimelineEntry): ResponseCall => ({
  eventTime,
  eventId,
  eventName,
  principal,
  target: credential,
});

const callOf = (event: CloudTrailEvent, target: string): ResponseCall => ({
  eventTime: event.eventTime,
  eventId: event.eventID,
  eventName: event.eventName,
  principal: principalArn(event.userIdentity),
  target,
});

const earlier = (a: ResponseCall, b: ResponseCall): number => (`${a.eventTime} ${a.eventId}` < `${b.eventTime} ${b.eventId}` ? -1 : 1);

function secondsBetween(from: { readonly eventTime: string }, to: { readonly eventTime: string } | null): number | null {
  const [start, end] = [parseAwsTime(from.eventTime), to === null ? null : parseAwsTime(to.eventTime)];
  return start === null || end === null ? null : Math.round((end - start) / 1000);
}
