import { instancesIn } from '../../core/delegation/instance.ts';
import type { CloudTrailEvent } from '../../core/event.ts';
import { textAt, valueAt } from '../../core/json.ts';

/** An instance that was launched and, by these logs, not ended. */
export interface RunningInstance {
  readonly id: string;
  readonly type: string;
  readonly region: string;
  readonly eventId: string;
}

/** The instances that these calls launched and did not terminate or stop. */
export function runningInstances(deeds: readonly CloudTrailEvent[]): RunningInstance[] {
  const running = new Map<string, RunningInstance>();
  for (const event of deeds) {
    if (event.eventSource !== 'ec2.amazonaws.com' || event.errorCode !== undefined) continue;
    if (event.eventName === 'RunInstances') {
      for (const item of instancesIn(valueAt(event, 'responseElements.instancesSet'))) {
        const id = textAt(item, 'instanceId');
        const type = textAt(item, 'instanceType') ?? textAt(event.requestParameters, 'instanceType') ?? 'type unknown';
        if (id !== null) running.set(id, { id, type, region: event.awsRegion, eventId: event.eventID });
      }
    }
    if (event.eventName === 'TerminateInstances' || event.eventName === 'StopInstances') {
      for (const item of instancesIn(valueAt(event, 'requestParameters.instancesSet'))) running.delete(textAt(item, 'instanceId') ?? '');
    }
  }
  return [...running.values()];
}
