import { nameOfArn } from '../../core/arn.ts';
import type { CaseEdge } from '../../core/case.ts';
import { byTime, type CloudTrailEvent, callerKeyId } from '../../core/event.ts';
import { textAt } from '../../core/json.ts';
import { policyWriteOf } from '../../core/policy-write.ts';
import type { TracedPrincipal } from '../../lineage/lineage.ts';
import { isInForce } from './policy-history.ts';

/** Somebody who has a policy or is in a group, by the last record that says so. */
interface Holder {
  readonly kind: 'user' | 'role' | 'group';
  readonly name: string;
  readonly since: CloudTrailEvent;
}

/** Rights that were widened for all who are in a group or have a managed policy: who of the case gained by it, and where that is not known. */
export interface SharedRights {
  readonly edges: readonly CaseEdge[];
  readonly unknowns: readonly string[];
}

const WIDENS = new Set(['PutGroupPolicy', 'AttachGroupPolicy', 'CreatePolicyVersion', 'SetDefaultPolicyVersion']);
const NAMES = { userName: 'user', roleName: 'role', groupName: 'group' } as const;

/**
 * @param writes of policies and memberships by anyone, in order of time
 * @param deeds successful calls that are not the owner's, in order of time
 * @param principals those of the case: nobody else is told here
 */
export function sharedRights(
  writes: readonly CloudTrailEvent[],
  deeds: readonly CloudTrailEvent[],
  principals: readonly TracedPrincipal[],
): SharedRights {
  const edges: CaseEdge[] = [];
  const unknowns: string[] = [];
  for (const event of deeds) {
    const write = WIDENS.has(event.eventName) && isInForce(event) ? policyWriteOf(event) : null;
    if (write === null) continue;
    const holders = holdersOf(write.target, event, writes);
    if (holders.length === 0) {
      unknowns.push(
        `To whom ${event.eventName} ${write.target} gave rights (event ${event.eventID}) is not in these logs: who ${write.target.startsWith('arn:') ? 'has the policy' : 'is in the group'} was written before them, or nobody.`,
      );
    }
    for (const { arn, kind } of principals) {
      const holder = holders.find((one) => one.kind === kind && one.name === nameOfArn(arn));
      if (holder !== undefined) edges.push(edgeTo(arn, event, holder));
    }
  }
  return { edges, unknowns };
}

/** Users and roles that are in a group, or have a policy by themselves or through a group, when a call is made. */
function holdersOf(target: string, asOf: CloudTrailEvent, writes: readonly CloudTrailEvent[]): Holder[] {
  const last = new Map<string, { holder: Holder; holds: boolean }>();
  for (const event of writes) {
    if (byTime(event, asOf) > 0) break;
    const write = policyWriteOf(event);
    if (write === null || !isMembership(event, target)) continue;
    const kind = Object.entries(NAMES).find(([member]) => textAt(event, `requestParameters.${member}`) === write.target)?.[1];
    if (kind !== undefined) last.set(write.slot, { holder: { kind, name: write.target, since: event }, holds: write.text !== null });
  }
  const holders = [...last.values()].flatMap(({ holder, holds }) => (holds ? holder : []));
  return holders.flatMap((holder) => (holder.kind === 'group' ? holdersOf(holder.name, asOf, writes) : holder));
}

/** Whether a call puts somebody into this group, gives him this policy, or takes it back. */
const isMembership = (event: CloudTrailEvent, target: string): boolean =>
  target.startsWith('arn:')
    ? /^(Attach|Detach)/.test(event.eventName) && textAt(event, 'requestParameters.policyArn') === target
    : /^(AddUserTo|RemoveUserFrom)Group$/.test(event.eventName) && textAt(event, 'requestParameters.groupName') === target;

const edgeTo = (arn: string, event: CloudTrailEvent, { since }: Holder): CaseEdge => ({
  from: callerKeyId(event) ?? '',
  to: arn,
  relation: 'escalated',
  eventId: event.eventID,
  eventName: event.eventName,
  eventTime: event.eventTime,
  certainty: 'strong',
  rule: `has what was widened since ${since.eventName} (event ${since.eventID})`,
});
