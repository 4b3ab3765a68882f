import { bursts, defineStep, type PlannedCall } from '../step-definition.ts';
import { ownersLoss } from '../step-words.ts';
import type { TaintedPrincipal } from '../tainted.ts';

/** AWS's own policy that denies everything, as a boundary. */
const boundary = ({ partition }: TaintedPrincipal): string => `arn:${partition}:iam::aws:policy/AWSDenyAll`;

/** A second lock: who may delete inline policies may, for that alone, not remove a boundary. */
export const boundUser = defineStep({
  id: 'bound-user',
  level: 'quarantine',
  burst: bursts.deny,
  service: 'iam',
  operation: 'PutUserPermissionsBoundary',
  calls: ({ users }) => users.map((user) => lock(user, 'User', ['sessions of roles that the user assumed: they have the permissions of the role'])),
});

/** Beside the deny on a role whose trust policy is the attacker's. It holds on when the deny must go, a moment before such a role is deleted. */
export const boundRole = defineStep({
  id: 'bound-role',
  level: 'quarantine',
  burst: bursts.deny,
  service: 'iam',
  operation: 'PutRolePermissionsBoundary',
  calls: ({ roles }) => roles.filter((role) => role.openToAttacker).map((role) => lock(role, 'Role', [])),
});

function lock(principal: TaintedPrincipal, noun: 'User' | 'Role', doesNotStop: string[]): PlannedCall {
  const named = { [`${noun}Name`]: principal.name };
  return {
    about: principal.name,
    input: { ...named, PermissionsBoundary: boundary(principal) },
    target: { kind: principal.kind, id: principal.arn },
    why:
      'A second lock beside the deny policy: who may delete inline policies may not be able to remove a boundary. It also holds where IAM refuses ' +
      'the deny because the inline policies are full (a user has 2048 characters).',
    breaks: ownersLoss(principal, `A boundary that ${principal.kind} ${principal.name} has is replaced until it is put back.`),
    doesNotStop,
    inverse: { operation: `Delete${noun}PermissionsBoundary`, input: named },
    check: `Get${noun} shows PermissionsBoundary AWSDenyAll.`,
  };
}
