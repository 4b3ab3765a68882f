import type { CloudTrailEvent, UserIdentity } from '../../../src/core/event.ts';
import { type Deed, does, HOUR, type Step, takes } from './deed.ts';
import type { Fate, Life } from './ledger.ts';
import { ACCOUNT, type Holder, type World } from './world.ts';

/** A session that a service or a stranger opens of a role. */
function opened(
  world: World,
  by: Holder,
  step: Step,
  opener: UserIdentity,
  life: Life,
  sessionName: string,
  onInstance = false,
  name = 'AssumeRole',
): void {
  const id = world.keyId('ASIA');
  world.passes(5);
  const answer = { ...world.credentials(id, 6 * HOUR), assumedRoleUser: { assumedRoleId: `${life.principalId}:${sessionName}` } };
  const provider = opener.identityProvider === undefined ? {} : { principalArn: opener.identityProvider };
  const request = { roleArn: life.arn, roleSessionName: sessionName, ...provider };
  const event = world.call(opener, name, { source: 'sts', request, answer, fate: step.fate });
  world.gained(by.id, event, { id, kind: 'role-session', life, fate: step.fate, seconds: 6 * HOUR, onInstance });
  takes(world, world.roleSession(life, id, 6 * HOUR, sessionName), step.isUsed);
}
export const service = (name: string): UserIdentity => ({ type: 'AWSService', invokedBy: `${name}.amazonaws.com` });
export const companyFunction = (pick: number): string => `company-fn-${pick % 3}`;
export const instanceId = (world: World): string => `i-0${String(world.next()).padStart(16, '0')}`;

export const launchesInstance: Deed = (world, step, by) => {
  const id = instanceId(world);
  does(world, by, 'RunInstances', { source: 'ec2', answer: { instancesSet: { items: [{ instanceId: id }] } } });
  opened(world, by, step, service('ec2'), world.companyRole, id, true);
};

export const makesFunction: Deed = (world, step, by) => {
  const functionName = `fn-${world.next()}`;
  does(world, by, 'CreateFunction20150331', { source: 'lambda', request: { functionName, role: world.companyRole.arn } });
  opened(world, by, step, service('lambda'), world.companyRole, functionName);
};

/** New code for a function of the company: its sessions before are the company's, those after it may be either's. */
export const takesFunction: Deed = (world, step, by) => {
  const functionName = companyFunction(step.pick);
  if (world.takenFunctions.has(functionName)) return;
  world.takenFunctions.add(functionName);
  does(world, by, 'UpdateFunctionCode20150331v2', { source: 'lambda', request: { functionName } });
  opened(world, by, step, service('lambda'), world.companyRole, functionName);
};

/** A function of the company that others can run from now on: as with new code, its sessions may be either's. */
export const triggersFunction: Deed = (world, step, by) => {
  const functionName = companyFunction(step.pick);
  if (world.takenFunctions.has(functionName)) return;
  world.takenFunctions.add(functionName);
  does(world, by, 'CreateEventSourceMapping20150331', { source: 'lambda', request: { functionName } });
  opened(world, by, step, service('lambda'), world.companyRole, functionName);
};

/** A group, for which Auto Scaling launches an instance under its own role. */
export const makesGroup: Deed = (world, step, by) => {
  const [autoScalingGroupName, id] = [`group-${world.next()}`, instanceId(world)];
  does(world, by, 'CreateAutoScalingGroup', { source: 'autoscaling', request: { autoScalingGroupName } });
  world.passes(10);
  launchesForGroup(world, autoScalingGroupName, id);
  world.forwarded.set(by.id, (world.forwarded.get(by.id) ?? 0) + 1);
  opened(world, by, step, service('ec2'), world.companyRole, id, true);
};

/** Auto Scaling's own record of a launch. */
export function launchesForGroup(world: World, group: string, instance: string): void {
  const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling`;
  const tagSet = { items: [{ key: 'aws:autoscaling:groupName', value: group }] };
  world.call({ type: 'AssumedRole', arn, accountId: ACCOUNT, invokedBy: 'autoscaling.amazonaws.com' }, 'RunInstances', {
    source: 'ec2',
    answer: { instancesSet: { items: [{ instanceId: instance, tagSet }] } },
  });
}

/** A person of Identity Center gets a permission set, and takes a session by it. */
export const letsPersonIn: Deed = (world, step, by) => {
  const person = `person-${world.next()}`;
  const request = { principalType: 'USER', principalId: person, targetType: 'AWS_ACCOUNT', targetId: ACCOUNT };
  does(world, by, 'CreateAccountAssignment', { source: 'sso', request });
  world.passes(30);
  const fate = step.fate === 'lost' ? 'whole' : step.fate;
  const { event, id } = takesFromPortal(world, person, fate);
  world.gained(by.id, event, { id, kind: 'role-session', life: PERMISSION_SET, fate, seconds: HOUR });
  takes(world, world.roleSession(PERMISSION_SET, id, HOUR, person), step.isUsed);
};

const SET_NAME = 'AWSReservedSSO_Admin_0123456789abcdef';
/** The role that Identity Center keeps for a permission set. */
export const PERMISSION_SET: Life = {
  name: SET_NAME,
  arn: `arn:aws:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/${SET_NAME}`,
  principalId: 'AROARESERVEDEXAMPLE',
  maker: null,
  deleted: false,
};

/** The portal's record, and that of the session itself. */
export function takesFromPortal(world: World, person: string, fate: Fate): { event: CloudTrailEvent; id: string } {
  const id = world.keyId('ASIA');
  world.call({ type: 'IdentityCenterUser', accountId: ACCOUNT, onBehalfOf: { userId: person } }, 'GetRoleCredentials', {
    source: 'sso',
    extra: { serviceEventDetails: { role_name: 'Admin', account_id: ACCOUNT } },
  });
  const request = { roleArn: PERMISSION_SET.arn, roleSessionName: person, principalArn: `arn:aws:iam::${ACCOUNT}:saml-provider/AWSSSO` };
  const event = world.call({ type: 'SAMLUser', userName: person }, 'AssumeRoleWithSAML', {
    source: 'sts',
    request,
    answer: world.credentials(id, HOUR),
    fate,
  });
  return { event, id };
}

/** A provider of SAML assertions, or of web tokens. */
export const letsProviderIn: Deed = (world, step, by) => {
  const [kind, n] = [step.pick % 2 === 0 ? 'saml-provider' : 'oidc-provider', world.next()];
  const identityProvider = `arn:aws:iam::${ACCOUNT}:${kind}/p${n}`;
  if (kind === 'saml-provider') {
    does(world, by, 'CreateSAMLProvider', { request: { name: 'p' }, answer: { sAMLProviderArn: identityProvider } });
    opened(world, by, step, { type: 'SAMLUser', userName: 'x', identityProvider }, world.companyRole, 'x', false, 'AssumeRoleWithSAML');
  } else {
    does(world, by, 'CreateOpenIDConnectProvider', { request: { url: 'p' }, answer: { openIDConnectProviderArn: identityProvider } });
    opened(world, by, step, { type: 'WebIdentityUser', userName: 'x', identityProvider }, world.companyRole, 'x', false, 'AssumeRoleWithWebIdentity');
  }
};
