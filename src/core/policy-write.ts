import { type CloudTrailEvent, succeeded } from './event.ts';
import { textAt } from './json.ts';

/** A call that writes, gives, replaces or takes away rights of IAM. */
interface PolicyWrite {
  readonly eventName: string;
  /** Where the record says whom or what the policy is for. */
  readonly target: string;
  /** Where the record names the policy, or what it is called when it has no name of its own. */
  readonly policy: string | { readonly called: string; readonly of?: string };
  /** Where its text stands, or what has the text; null for calls that take it away. */
  readonly text: string | null;
  /** What `text` names, where it is no text itself. */
  readonly names?: 'managed policy' | 'group' | 'version';
}

const at = (member: string): string => `requestParameters.${member}`;
const [USER, ROLE, GROUP] = [at('userName'), at('roleName'), at('groupName')];
const TRUST = { called: 'trust policy' };
const MANAGED = { called: 'managed policy' };
const BOUNDARY = { called: 'permissions boundary' };
const MEMBER = { called: 'member of group', of: GROUP };

/** Policies that stand in a user, role or group. */
const inline = (noun: string, target: string): PolicyWrite[] => [
  { eventName: `Put${noun}Policy`, target, policy: at('policyName'), text: at('policyDocument') },
  { eventName: `Delete${noun}Policy`, target, policy: at('policyName'), text: null },
];
/** Managed policies that a user, role or group is given. */
const attached = (noun: string, target: string): PolicyWrite[] => [
  { eventName: `Attach${noun}Policy`, target, policy: at('policyArn'), text: at('policyArn'), names: 'managed policy' },
  { eventName: `Detach${noun}Policy`, target, policy: at('policyArn'), text: null },
];
/** The policy beyond which no other can give rights. */
const boundary = (noun: string, target: string): PolicyWrite[] => [
  { eventName: `Put${noun}PermissionsBoundary`, target, policy: BOUNDARY, text: at('permissionsBoundary'), names: 'managed policy' },
  { eventName: `Delete${noun}PermissionsBoundary`, target, policy: BOUNDARY, text: null },
];

/** Source: IAM API reference. */
const writes: readonly PolicyWrite[] = [
  ...inline('User', USER),
  ...inline('Role', ROLE),
  ...inline('Group', GROUP),
  ...attached('User', USER),
  ...attached('Role', ROLE),
  ...attached('Group', GROUP),
  ...boundary('User', USER),
  ...boundary('Role', ROLE),
  { eventName: 'AddUserToGroup', target: USER, policy: MEMBER, text: GROUP, names: 'group' },
  { eventName: 'RemoveUserFromGroup', target: USER, policy: MEMBER, text: null },
  { eventName: 'CreateRole', target: ROLE, policy: TRUST, text: at('assumeRolePolicyDocument') },
  { eventName: 'UpdateAssumeRolePolicy', target: ROLE, policy: TRUST, text: at('policyDocument') },
  { eventName: 'CreatePolicy', target: 'responseElements.policy.arn', policy: MANAGED, text: at('policyDocument') },
  { eventName: 'CreatePolicyVersion', target: at('policyArn'), policy: MANAGED, text: at('policyDocument') },
  { eventName: 'SetDefaultPolicyVersion', target: at('policyArn'), policy: MANAGED, text: at('versionId'), names: 'version' },
  { eventName: 'DeletePolicy', target: at('policyArn'), policy: MANAGED, text: null },
];

const byName = new Map(writes.map((write) => [write.eventName, write]));

/** Names of the calls that {@link policyWriteOf} reads. */
export const policyWriteNames: readonly string[] = writes.map(({ eventName }) => eventName);

/** What a call wrote into which policy. */
export interface WrittenPolicy {
  /** Name of the user, role or group, or ARN of a managed policy. */
  readonly target: string;
  readonly policy: string;
  /** Text of the policy afterwards, or what has it; null when there is none any more, or the record lacks it. */
  readonly text: string | null;
  /** What `text` names, where it is no text itself: a managed policy by its ARN, a group, a version of the policy. */
  readonly names: PolicyWrite['names'] | null;
  /** What two writes to one policy have in common. */
  readonly slot: string;
}

/** What a successful call wrote into which policy; null for every other call. A role and a user may have one name: the calls tell them apart. */
export function policyWriteOf(event: CloudTrailEvent): WrittenPolicy | null {
  const write = event.eventSource === 'iam.amazonaws.com' && succeeded(event) ? byName.get(event.eventName) : undefined;
  const target = write === undefined ? null : textAt(event, write.target);
  if (write === undefined || target === null) return null;
  const policy = nameOf(write.policy, event);
  if (policy === null) return null;
  const text = write.text === null ? null : textAt(event, write.text);
  return {
    target,
    policy,
    text,
    names: write.names ?? null,
    slot: JSON.stringify([target.startsWith('arn:') ? 'arn' : write.target, target, policy]),
  };
}

function nameOf(policy: PolicyWrite['policy'], event: CloudTrailEvent): string | null {
  if (typeof policy === 'string') return textAt(event, policy);
  const of = policy.of === undefined ? '' : textAt(event, policy.of);
  return of === null ? null : `${policy.called} ${of}`.trimEnd();
}
