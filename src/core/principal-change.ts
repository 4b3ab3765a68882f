import { type CloudTrailEvent, succeeded } from './event.ts';
import { textAt } from './json.ts';

/** A call that makes, deletes or changes a user or role, and where the record names it. Source: IAM API reference, records of real trails. */
interface PrincipalCall {
  readonly name: string;
  readonly relation: 'created' | 'deleted' | 'escalated' | 'changed';
  readonly kind: 'user' | 'role';
}

const NAMES = { user: 'userName', role: 'roleName' } as const;

const calls: readonly PrincipalCall[] = [
  { name: 'CreateUser', relation: 'created', kind: 'user' },
  { name: 'CreateRole', relation: 'created', kind: 'role' },
  { name: 'DeleteUser', relation: 'deleted', kind: 'user' },
  { name: 'DeleteRole', relation: 'deleted', kind: 'role' },
  { name: 'AttachUserPolicy', relation: 'escalated', kind: 'user' },
  { name: 'PutUserPolicy', relation: 'escalated', kind: 'user' },
  { name: 'AddUserToGroup', relation: 'escalated', kind: 'user' },
  { name: 'DeleteUserPermissionsBoundary', relation: 'escalated', kind: 'user' },
  { name: 'AttachRolePolicy', relation: 'escalated', kind: 'role' },
  { name: 'PutRolePolicy', relation: 'escalated', kind: 'role' },
  { name: 'UpdateAssumeRolePolicy', relation: 'escalated', kind: 'role' },
  { name: 'DeleteRolePermissionsBoundary', relation: 'escalated', kind: 'role' },
  { name: 'DetachUserPolicy', relation: 'changed', kind: 'user' },
  { name: 'DeleteUserPolicy', relation: 'changed', kind: 'user' },
  { name: 'RemoveUserFromGroup', relation: 'changed', kind: 'user' },
  { name: 'PutUserPermissionsBoundary', relation: 'changed', kind: 'user' },
  { name: 'UpdateLoginProfile', relation: 'changed', kind: 'user' },
  { name: 'DeactivateMFADevice', relation: 'changed', kind: 'user' },
  { name: 'EnableMFADevice', relation: 'changed', kind: 'user' },
  { name: 'PutRolePermissionsBoundary', relation: 'changed', kind: 'role' },
  { name: 'DetachRolePolicy', relation: 'changed', kind: 'role' },
  { name: 'DeleteRolePolicy', relation: 'changed', kind: 'role' },
];

const byName = new Map(calls.map((call) => [call.name, call]));

/** What a call did to a user or role. `arn` is known only where the answer gives it. */
export interface PrincipalChange {
  readonly relation: PrincipalCall['relation'];
  readonly kind: 'user' | 'role';
  readonly name: string;
  readonly arn: string | null;
  readonly principalId: string | null;
}

/** The change that a successful IAM call made to a user or role; null for every other call. */
export function principalChangeOf(event: CloudTrailEvent): PrincipalChange | null {
  if (event.eventSource !== 'iam.amazonaws.com' || !succeeded(event)) return null;
  const call = byName.get(event.eventName);
  if (call === undefined) return null;
  const answer = `responseElements.${call.kind}`;
  const name = textAt(event, `requestParameters.${NAMES[call.kind]}`) ?? textAt(event, `${answer}.${NAMES[call.kind]}`);
  if (name === null) return null;
  return {
    relation: call.relation,
    kind: call.kind,
    name,
    arn: textAt(event, `${answer}.arn`),
    principalId: textAt(event, `${answer}.${call.kind}Id`),
  };
}

/** Names of the calls with which the life of a user or role begins and ends. */
export const principalBirthsAndDeaths: readonly string[] = calls
  .filter((call) => call.relation === 'created' || call.relation === 'deleted')
  .map((call) => call.name);
