import { type CloudTrailEvent, succeeded } from './event.ts';
import { textAt } from './json.ts';

/** A call that writes, replaces or takes away a policy of IAM. */
export interface PolicyWrite {
  readonly eventName: string;
  /** Where the record says whom or what the policy is for. */
  readonly target: string;
  /** Where the record names the policy, or what it is called when it has no name of its own. */
  readonly policy: string | { readonly called: string };
  /** Where its text stands; null for calls that take it away or put one in place that has a text elsewhere. */
  readonly text: string | null;
}

const TRUST = { called: 'trust policy' };

/** Source: IAM API reference. */
const writes: readonly PolicyWrite[] = [
  {
    eventName: 'PutUserPolicy',
    target: 'requestParameters.userName',
    policy: 'requestParameters.policyName',
    text: 'requestParameters.policyDocument',
  },
  {
    eventName: 'PutRolePolicy',
    target: 'requestParameters.roleName',
    policy: 'requestParameters.policyName',
    text: 'requestParameters.policyDocument',
  },
  {
    eventName: 'PutGroupPolicy',
    target: 'requestParameters.groupName',
    policy: 'requestParameters.policyName',
    text: 'requestParameters.policyDocument',
  },
  { eventName: 'DeleteUserPolicy', target: 'requestParameters.userName', policy: 'requestParameters.policyName', text: null },
  { eventName: 'DeleteRolePolicy', target: 'requestParameters.roleName', policy: 'requestParameters.policyName', text: null },
  { eventName: 'DeleteGroupPolicy', target: 'requestParameters.groupName', policy: 'requestParameters.policyName', text: null },
  { eventName: 'CreateRole', target: 'requestParameters.roleName', policy: TRUST, text: 'requestParameters.assumeRolePolicyDocument' },
  { eventName: 'UpdateAssumeRolePolicy', target: 'requestParameters.roleName', policy: TRUST, text: 'requestParameters.policyDocument' },
  {
    eventName: 'CreatePolicy',
    target: 'responseElements.policy.arn',
    policy: { called: 'managed policy' },
    text: 'requestParameters.policyDocument',
  },
  {
    eventName: 'CreatePolicyVersion',
    target: 'requestParameters.policyArn',
    policy: { called: 'managed policy' },
    text: 'requestParameters.policyDocument',
  },
  { eventName: 'DeletePolicy', target: 'requestParameters.policyArn', policy: { called: 'managed policy' }, text: null },
];

const byName = new Map(writes.map((write) => [write.eventName, write]));

/** Names of the calls that {@link policyWriteOf} reads. */
export const policyWriteNames: readonly string[] = writes.map(({ eventName }) => eventName);

/** What a call wrote into which policy. */
export interface WrittenPolicy {
  /** Name of the user, role or group, or ARN of a managed policy. */
  readonly target: string;
  readonly policy: string;
  /** Text of the policy afterwards; null when there is none any more, or the record lacks it. */
  readonly text: string | null;
}

/** What a successful call wrote into which policy; null for every other call. A role and a user may have one name: the calls tell them apart. */
export function policyWriteOf(event: CloudTrailEvent): (WrittenPolicy & { readonly slot: string }) | null {
  const write = event.eventSource === 'iam.amazonaws.com' && succeeded(event) ? byName.get(event.eventName) : undefined;
  const target = write === undefined ? null : textAt(event, write.target);
  if (write === undefined || target === null) return null;
  const policy = typeof write.policy === 'string' ? textAt(event, write.policy) : write.policy.called;
  if (policy === null) return null;
  const owner = write.target.split('.').at(-1) ?? '';
  const kind = typeof write.policy === 'string' ? owner : write.policy.called;
  return { target, policy, text: write.text === null ? null : textAt(event, write.text), slot: JSON.stringify([kind, target, policy]) };
}
