import { quoteList, quoteLiteral } from '../../athena-sql/literal.ts';
import type { PolicyChange } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import { policyWriteNames, policyWriteOf } from '../../core/policy-write.ts';
import { readEvents } from '../../engine/read-events.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';

/**
 * The policies that calls wrote, with their text before and after. The text before is that of the last write by anyone that the logs hold; where they
 * hold none, it is not known.
 *
 * @param deeds successful calls that are not the owner's, in order of time
 */
export async function policyChanges(engine: SqlEngine, deeds: readonly CloudTrailEvent[]): Promise<PolicyChange[]> {
  const written = deeds.flatMap((event) => {
    const write = policyWriteOf(event);
    return write === null ? [] : [{ event, write }];
  });
  if (written.length === 0) return [];
  const history = await writesTo(engine, [...new Set(written.map(({ write }) => write.target))]);
  return written.map(({ event, write }) => {
    const before = history.findLast((earlier) => byTime(earlier, event) < 0 && policyWriteOf(earlier)?.slot === write.slot);
    return {
      eventId: event.eventID,
      eventTime: event.eventTime,
      eventName: event.eventName,
      credential: callerKeyId(event),
      target: write.target,
      policy: write.policy,
      before: before === undefined ? null : { eventId: before.eventID, text: policyWriteOf(before)?.text ?? null },
      after: write.text,
    };
  });
}

/** Writes by anyone to policies of these names: an account may have thousands, of these there are few. */
const writesTo = (engine: SqlEngine, targets: readonly string[]): Promise<CloudTrailEvent[]> => {
  const named = targets.map(
    (target) => `strpos(concat(coalesce(requestparameters, ''), coalesce(responseelements, '')), ${quoteLiteral(target)}) > 0`,
  );
  return readEvents(engine, `eventsource = 'iam.amazonaws.com' AND eventname IN (${quoteList(policyWriteNames)}) AND (${named.join(' OR ')})`);
};
