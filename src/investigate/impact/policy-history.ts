import { byTime, type CloudTrailEvent } from '../../core/event.ts';
import { textAt, valueAt } from '../../core/json.ts';
import { policyWriteOf, type WrittenPolicy } from '../../core/policy-write.ts';

/** Whether a write changes what a policy says: a new version of a managed policy does so only as the default. */
export const isInForce = (event: CloudTrailEvent): boolean =>
  event.eventName !== 'CreatePolicyVersion' || valueAt(event, 'requestParameters.setAsDefault') === true;

/**
 * What policies said at a time, as far as these writes tell.
 *
 * @param writes by anyone, in order of time
 */
export function policyHistory(writes: readonly CloudTrailEvent[]): { textOf: (event: CloudTrailEvent, asOf: CloudTrailEvent) => string | null } {
  const until = (asOf: CloudTrailEvent): { event: CloudTrailEvent; write: WrittenPolicy }[] =>
    writes
      .filter((event) => byTime(event, asOf) <= 0)
      .flatMap((event) => {
        const write = policyWriteOf(event);
        return write === null ? [] : [{ event, write }];
      });

  const managedText = (arn: string, asOf: CloudTrailEvent): string => {
    const last = until(asOf).findLast(({ event, write }) => write.target === arn && isInForce(event));
    if (last === undefined) return arn;
    return last.write.names === 'version' ? versionText(arn, String(last.write.text), asOf) : (last.write.text ?? arn);
  };
  const versionText = (arn: string, version: string, asOf: CloudTrailEvent): string => {
    const made = until(asOf).findLast(({ event, write }) => write.target === arn && versionOf(event) === version);
    return made?.write.text ?? `version ${version}, whose text is not in these logs`;
  };
  const groupText = (group: string, asOf: CloudTrailEvent): string => {
    const ofGroup = until(asOf).filter(({ event, write }) => write.target === group && textAt(event, 'requestParameters.groupName') === group);
    const last = new Map(ofGroup.map((one) => [one.write.slot, one]));
    const policies = [...last.values()].flatMap(({ write }) =>
      write.text === null ? [] : write.names === 'managed policy' ? managedText(write.text, asOf) : `${write.policy}: ${write.text}`,
    );
    return policies.length === 0 ? 'what the group may do is not in these logs' : policies.join('\n');
  };

  return {
    textOf: (event, asOf) => {
      const write = policyWriteOf(event);
      if (write === null || write.text === null) return null;
      if (write.names === 'managed policy') return managedText(write.text, asOf);
      if (write.names === 'group') return groupText(write.text, asOf);
      return write.names === 'version' ? versionText(write.target, write.text, asOf) : write.text;
    },
  };
}

/** The number of a managed policy's version: the first is always v1. Source: IAM user guide. */
const versionOf = (event: CloudTrailEvent): string | null =>
  event.eventName === 'CreatePolicy' ? 'v1' : textAt(event, 'responseElements.policyVersion.versionId');
