import { launchOrdersOf, ordersBehind } from '../core/delegation/launch.ts';
import type { CloudTrailEvent } from '../core/event.ts';
import type { EventStore } from './event-store.ts';
import { type CausedCall, type ForwardedCall, followedCalls, type Traced } from './lineage.ts';
import { accountOf } from './links.ts';
import { timeOf } from './session-creation.ts';

/** A call that ordered launches of instances. */
interface Order extends CausedCall {
  readonly credential: string;
  readonly isOwn: boolean;
}

/**
 * The instances that services launched by groups, templates, fleets and spot requests which these credentials made or changed: a RunInstances by the
 * service, under its own role. By the last order before the launch. Sessions of these instances are then found as those of any other launch.
 */
export async function orderedLaunches(store: EventStore, generation: readonly Traced[]): Promise<Map<string, ForwardedCall[]>> {
  const orders = new Map<string, Order[]>();
  for (const credential of generation) {
    for (const call of followedCalls(credential)) {
      for (const { mark, isOwn } of launchOrdersOf(call.event)) {
        orders.set(mark, [...(orders.get(mark) ?? []), { ...call, credential: credential.id, isOwn }]);
      }
    }
  }
  const byCredential = new Map<string, ForwardedCall[]>();
  for (const launch of await store.launchesByServices([...orders.keys()])) {
    const order = ordersBehind(launch)
      .flatMap((mark) => orders.get(mark) ?? [])
      .filter(({ event }) => timeOf(event) <= timeOf(launch) && accountOf(event) === accountOf(launch))
      .toSorted((a, b) => timeOf(b.event) - timeOf(a.event))[0];
    if (order === undefined) continue;
    byCredential.set(order.credential, [...(byCredential.get(order.credential) ?? []), launchedFor(order, launch)]);
  }
  return byCredential;
}

function launchedFor({ event, actor, isOwn }: Order, launch: CloudTrailEvent): ForwardedCall {
  const service = launch.userIdentity?.invokedBy ?? 'a service';
  const why = `${service} launched it by ${event.eventName} (event ${event.eventID})`;
  return { event: launch, actor, judgement: isOwn ? { actor, why } : { actor: 'aws', why: `${why}, which changed what launches the owner's, too` } };
}
