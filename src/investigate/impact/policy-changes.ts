import { quoteList } from '../../athena-sql/literal.ts';
import type { PolicyChange } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import { policyWriteNames, policyWriteOf, type WrittenPolicy } from '../../core/policy-write.ts';
import { accountConditions } from '../../engine/account-conditions.ts';
import { readEventsNaming } from '../../engine/read-events-naming.ts';
import type { SqlEngine } from '../../engine/sql-engine.ts';
import { accountOf } from '../../lineage/links.ts';
import { isInForce, policyHistory } from './policy-history.ts';

/**
 * The policies that calls wrote, gave and took away, with their text before and after. The text before is that of the last write by anyone that the logs
 * hold; where they hold none, it is not known. Of a group and of a managed policy the text is what the logs hold of them; else they are named.
 *
 * @param writes by anyone to what the deeds are about, see {@link writesAround}
 * @param deeds successful calls that are not the owner's, in order of time
 */
export function policyChanges(writes: readonly CloudTrailEvent[], deeds: readonly CloudTrailEvent[]): PolicyChange[] {
  const { textOf } = policyHistory(writes);
  return writtenBy(deeds).map(({ event, write }) => {
    const isOfThis = (earlier: CloudTrailEvent): boolean => policyWriteOf(earlier)?.slot === write.slot && accountOf(earlier) === accountOf(event);
    const before = writes.findLast((earlier) => byTime(earlier, event) < 0 && isInForce(earlier) && isOfThis(earlier));
    return {
      eventId: event.eventID,
      eventTime: event.eventTime,
      eventName: event.eventName,
      credential: callerKeyId(event),
      target: write.target,
      policy: isInForce(event) ? write.policy : `${write.policy}, a version that is not in force`,
      before: before === undefined ? null : { eventId: before.eventID, text: textOf(before, event) },
      after: textOf(event, event),
    };
  });
}

/**
 * Writes by anyone, in order of time, to the policies, users, roles and groups that these calls are about: an account may have thousands, of these there
 * are few.
 */
export async function writesAround(engine: SqlEngine, deeds: readonly CloudTrailEvent[]): Promise<CloudTrailEvent[]> {
  const targets = [...new Set(writtenBy(deeds).flatMap(({ write }) => namesIn(write)))];
  if (targets.length === 0) return [];
  const accounts = new Set(deeds.map(accountOf));
  const calls = `eventname IN (${quoteList(policyWriteNames)})`;
  const conditions = ["eventsource = 'iam.amazonaws.com'", calls, ...accountConditions(accounts.has('') ? [] : [...accounts])];
  return readEventsNaming(engine, conditions.join(' AND '), targets);
}

const writtenBy = (deeds: readonly CloudTrailEvent[]): { event: CloudTrailEvent; write: WrittenPolicy }[] =>
  deeds.flatMap((event) => {
    const write = policyWriteOf(event);
    return write === null ? [] : [{ event, write }];
  });

/** The user, role, group or policy that a write is about, and the group or policy that it gives. */
const namesIn = ({ target, text, names }: WrittenPolicy): string[] => [
  target,
  ...(text !== null && (names === 'managed policy' || names === 'group') ? [text] : []),
];
