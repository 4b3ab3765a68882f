import { parseArn } from '../arn.ts';
import type { CloudTrailEvent } from '../event.ts';
import { isJsonObject, type JsonValue, parseJsonObject, textAt } from '../json.ts';
import { type Delegation, openedBy } from './delegation.ts';

const IAM = 'iam.amazonaws.com';

/** A role that the caller made: whoever takes it does so by the caller's leave. */
export const createRole: Delegation = {
  source: IAM,
  names: ['CreateRole'],
  expects: (event) => {
    const role = textAt(event, 'responseElements.role.arn') ?? textAt(event, 'requestParameters.roleName');
    const roleId = textAt(event, 'responseElements.role.roleId');
    return role === null
      ? []
      : [{ certainty: 'indirect', rule: 'session of a role the caller made', role, admits: (opening) => isOfRole(opening, roleId) }];
  },
};

/** Names of roles are given anew after a deletion, ids never. */
function isOfRole(opening: CloudTrailEvent, roleId: string | null): boolean {
  const opened = textAt(opening, 'responseElements.assumedRoleUser.assumedRoleId')?.split(':')[0];
  return roleId === null || opened === undefined || opened === roleId;
}

/** A role of somebody else, opened to other accounts or identity providers. Services are left out: the policy before may have named them too. */
export const updateAssumeRolePolicy: Delegation = {
  source: IAM,
  names: ['UpdateAssumeRolePolicy'],
  expects: (event) => {
    const role = textAt(event, 'requestParameters.roleName');
    const trusted = outsidersOf(textAt(event, 'requestParameters.policyDocument'));
    if (role === null || trusted.length === 0) return [];
    return [{ certainty: 'indirect', rule: 'session of a role that the caller opened to others', role, admits: (opening) => isOf(opening, trusted) }];
  },
};

/** A role that an instance profile hands to the instances that have it. */
export const addRoleToInstanceProfile: Delegation = {
  source: IAM,
  names: ['AddRoleToInstanceProfile'],
  expects: (event) => {
    const role = textAt(event, 'requestParameters.roleName');
    const rule = 'session of a role that the caller put into an instance profile';
    return role === null ? [] : [{ certainty: 'indirect', rule, role, admits: openedBy('ec2.amazonaws.com') }];
  },
};

/** Accounts (`*` for all) and providers that a trust policy allows. */
export function outsidersOf(policyDocument: string | null): string[] {
  const statements = parseJsonObject(policyDocument)?.['Statement'];
  const list: readonly JsonValue[] = Array.isArray(statements) ? statements : statements === undefined ? [] : [statements as JsonValue];
  return list.flatMap((statement) => {
    const principal = isJsonObject(statement) && statement['Effect'] === 'Allow' ? statement['Principal'] : undefined;
    if (principal === '*') return ['*'];
    return isJsonObject(principal)
      ? [...textsOf(principal['AWS']).map((text) => parseArn(text)?.accountId ?? text), ...textsOf(principal['Federated'])]
      : [];
  });
}

const textsOf = (value: JsonValue | undefined): string[] =>
  typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function isOf(opening: CloudTrailEvent, trusted: readonly string[]): boolean {
  const { type, accountId } = opening.userIdentity ?? {};
  if (type === 'AWSAccount') return trusted.includes('*') || trusted.includes(accountId ?? '');
  return providersOf(opening).some((provider) => trusted.includes(provider));
}

/** The identity providers, trust anchors and profiles that a call without a key came through. */
export const providersOf = (opening: CloudTrailEvent): string[] =>
  [
    textAt(opening, 'requestParameters.principalArn'),
    textAt(opening, 'requestParameters.trustAnchorArn'),
    textAt(opening, 'requestParameters.profileArn'),
    textAt(opening, 'responseElements.provider'),
    opening.userIdentity?.identityProvider ?? null,
  ].filter((text) => text !== null);
