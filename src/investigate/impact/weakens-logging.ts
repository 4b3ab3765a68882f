import { type CloudTrailEvent, plainEventName, succeeded } from '../../core/event.ts';
import { stageOf } from '../stages/stage-of.ts';
import { targetOf } from './target-of.ts';

/** Whether a call succeeded in making an account see less of itself: what defense evasion is in AWS. */
const weakens = (event: CloudTrailEvent): boolean => succeeded(event) && stageOf(event) === 'defenseEvasion';

/**
 * The calls of these after which an account sees less of itself.
 *
 * @param deeds successful calls, in order of time
 * @returns those on trails and logs that were there before, and apart those on what earlier deeds had made: practice, or a trace that is taken away
 */
export function weakenedLogging(deeds: readonly CloudTrailEvent[]): { ofAccount: readonly CloudTrailEvent[]; ofOwn: readonly CloudTrailEvent[] } {
  const made = new Set<string>();
  const ofAccount: CloudTrailEvent[] = [];
  const ofOwn: CloudTrailEvent[] = [];
  for (const event of deeds) {
    const target = targetOf(event);
    if (plainEventName(event.eventName).startsWith('Create')) for (const name of [target, ...flowLogsIn(event)]) if (name !== null) made.add(name);
    if (weakens(event)) (target !== null && made.has(target) ? ofOwn : ofAccount).push(event);
  }
  return { ofAccount, ofOwn };
}

/** Flow logs have their ids from the answer. */
const flowLogsIn = ({ responseElements }: CloudTrailEvent): readonly string[] => JSON.stringify(responseElements).match(/\bfl-[0-9a-f]+/g) ?? [];
