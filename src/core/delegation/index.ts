import { type CloudTrailEvent, plainEventName, succeeded } from '../event.ts';
import type { Delegation, Expectation } from './delegation.ts';
import { functionTrigger, lambdaFunction } from './function.ts';
import { directoryUsers, identityProviders } from './identity-provider.ts';
import { instanceConnect, instanceProfileAssociation, runInstances, startUpScript, systemsManager } from './instance.ts';
import { passedRoles } from './passed-role.ts';
import { addRoleToInstanceProfile, createRole, updateAssumeRolePolicy } from './trust.ts';

/** Every kind of call after which others open sessions for the caller. A new one is a file and a line here. */
export const delegations: readonly Delegation[] = [
  runInstances,
  instanceProfileAssociation,
  systemsManager,
  instanceConnect,
  startUpScript,
  lambdaFunction,
  functionTrigger,
  ...passedRoles,
  createRole,
  updateAssumeRolePolicy,
  addRoleToInstanceProfile,
  ...identityProviders,
  ...directoryUsers,
];

/** The sessions that others may open because of a call; none for calls that failed. */
export function expectationsOf(event: CloudTrailEvent): Expectation[] {
  if (!succeeded(event)) return [];
  const name = plainEventName(event.eventName);
  return delegations.filter(({ source, names }) => source === event.eventSource && names.includes(name)).flatMap(({ expects }) => expects(event));
}
