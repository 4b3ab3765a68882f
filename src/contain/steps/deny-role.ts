import { QUARANTINE_POLICY, quarantinePolicy } from '../deny-policy.ts';
import { bursts, defineStep } from '../step-definition.ts';
import { because, ownersLoss, sessionsEnded } from '../step-words.ts';

/** Takes every permission from a role whose trust policy is the attacker's: to end its sessions would not do, new ones could be opened from anywhere. */
export const denyRole = defineStep({
  id: 'deny-role',
  level: 'quarantine',
  burst: bursts.deny,
  service: 'iam',
  operation: 'PutRolePolicy',
  calls: ({ roles }, { exempt }) =>
    roles
      .filter((role) => role.openToAttacker)
      .map((role) => {
        const named = { RoleName: role.name, PolicyName: QUARANTINE_POLICY };
        return {
          about: role.name,
          input: { ...named, PolicyDocument: quarantinePolicy(exempt) },
          target: { kind: 'role', id: role.arn },
          why:
            `${because(role)}. Its trust policy is the attacker's and may let anyone in again, so sessions to come are denied as well as ` +
            `those that are open${sessionsEnded(role)}.`,
          breaks: ownersLoss(
            role,
            `Every session of role ${role.name} is denied, the owner's too, until the trust policy is set right and the deny taken off.`,
          ),
          doesNotStop: ['calls in the seconds until IAM has spread the policy'],
          inverse: { operation: 'DeleteRolePolicy', input: named },
          check: `New records of sessions of ${role.name} carry errorCode AccessDenied and "explicit deny".`,
        };
      }),
});
